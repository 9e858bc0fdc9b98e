/** A file that holds no whole rule: its text, and the line and code of the first finding that stops it. */
export interface BrokenRule {
  readonly name: string;
  readonly text: string;
  readonly line: number;
  readonly code: string;
}

const LOG = 'logsource: {category: process_creation, product: windows}\n';

/** A rule whose detection is given, each of its lines from line 4 on. */
const withDetection = (detection: string, title = 'title: broken\n'): string =>
  `${title}${LOG}detection:\n${detection.replace(/^(?=.)/gm, '  ')}\n`;

const broken = (name: string, line: number, code: string, text: string): BrokenRule => ({
  ...{ name, line, text },
  code: `sigma/${code}`,
});

/** Files broken in different ways. */
export const BROKEN_RULES: readonly BrokenRule[] = [
  broken('empty', 1, 'invalid-shape', ''),
  broken('comment-only', 1, 'invalid-shape', '# title: nothing\n'),
  broken('list', 1, 'invalid-shape', '- title: x\n- detection: y\n'),
  broken('scalar', 1, 'invalid-shape', 'title\n'),
  broken('tab-in-indentation', 4, 'invalid-yaml', `title: broken\n${LOG}detection:\n\tselection: {a: 1}\n`),
  broken(
    'unclosed-quote',
    4,
    'invalid-yaml',
    `title: broken\n${LOG}detection:\n  selection: {a: 'b}\n  condition: selection\n`,
  ),
  broken(
    'backslash-in-double-quotes',
    4,
    'invalid-yaml',
    withDetection('selection: {Image: "C:\\Temp"}\ncondition: selection'),
  ),
  broken('unquoted-colon', 1, 'invalid-yaml', `title: a: b\n${LOG}`),
  broken('unknown-alias', 4, 'invalid-yaml', withDetection('selection: {a: *none}\ncondition: selection')),
  broken('no-title', 1, 'missing-key', withDetection('selection: {a: 1}\ncondition: selection', '')),
  broken('no-logsource', 1, 'missing-key', 'title: broken\ndetection: {selection: {a: 1}, condition: selection}\n'),
  broken('no-detection', 1, 'missing-key', `title: broken\n${LOG}`),
  broken('no-condition', 4, 'missing-key', withDetection('selection: {a: 1}')),
  broken(
    'text-for-logsource',
    2,
    'invalid-shape',
    'title: x\nlogsource: windows\ndetection: {s: {a: 1}, condition: s}\n',
  ),
  broken('list-for-detection', 3, 'invalid-shape', `title: broken\n${LOG}detection: [selection, condition]\n`),
  broken(
    'unknown-level',
    3,
    'invalid-shape',
    `title: broken\n${LOG}level: hihg\ndetection: {s: {a: 1}, condition: s}\n`,
  ),
  broken('null-selection', 4, 'invalid-selection', withDetection('selection:\ncondition: selection')),
  broken('empty-mapping', 4, 'invalid-selection', withDetection('selection: {}\ncondition: selection')),
  broken('empty-list', 4, 'invalid-selection', withDetection('selection: []\ncondition: selection')),
  broken(
    'mapping-for-value',
    6,
    'invalid-selection',
    withDetection('selection:\n  Image:\n    a: b\ncondition: selection'),
  ),
  broken('null-keyword', 6, 'invalid-selection', withDetection('selection:\n  - a\n  - null\ncondition: selection')),
  broken(
    'unknown-modifier',
    5,
    'unknown-modifier',
    withDetection('selection:\n  Image|endwith: a\ncondition: selection'),
  ),
  broken('empty-modifier', 5, 'unknown-modifier', withDetection('selection:\n  Image|: a\ncondition: selection')),
  broken(
    'modifier-order',
    5,
    'invalid-modifier',
    withDetection('selection:\n  Image|contains|re: a\ncondition: selection'),
  ),
  broken(
    'network-with-host-bits',
    5,
    'invalid-modifier',
    withDetection('selection:\n  Ip|cidr: 10.0.0.1/8\ncondition: selection'),
  ),
  broken(
    'quoted-exists',
    5,
    'invalid-modifier',
    withDetection("selection:\n  Image|exists: 'true'\ncondition: selection"),
  ),
  broken('unknown-selection', 5, 'unknown-selection', withDetection('selection: {a: 1}\ncondition: selektion')),
  broken(
    'pattern-without-selection',
    5,
    'unknown-selection',
    withDetection('selection: {a: 1}\ncondition: selection and not 1 of filter_*'),
  ),
  broken('open-parenthesis', 6, 'invalid-condition', withDetection('a: {a: 1}\ncondition: >-\n  (a and\n  not a')),
  broken('condition-without-operator', 6, 'invalid-condition', withDetection('a: {a: 1}\nb: {b: 1}\ncondition: a b')),
  broken('mapping-for-condition', 5, 'invalid-shape', withDetection('a: {a: 1}\ncondition: {a: b}')),
  broken('unknown-aggregation', 5, 'invalid-condition', withDetection('a: {a: 1}\ncondition: a | median(x) > 5')),
  broken('unknown-timeframe', 5, 'invalid-shape', withDetection('a: {a: 1}\ntimeframe: 5 minutes\ncondition: a')),
  broken('unknown-action', 1, 'invalid-action', `action: globl\ntitle: broken\n${LOG}`),
  broken('unknown-placeholder', 4, 'unknown-placeholder', withDetection("a: {b|expand: '%x%'}\ncondition: a")),
  broken('unknown-taxonomy', 1, 'unknown-taxonomy', withDetection('a: {a: 1}\ncondition: a').concat('taxonomy: ecs\n')),
  broken(
    'correlation-type',
    4,
    'invalid-correlation',
    'title: x\ncorrelation:\n  rules: [a]\n  type: event_cont\n  timespan: 5m\n  condition: {gte: 1}\n',
  ),
  broken(
    'correlation-timespan',
    5,
    'invalid-correlation',
    'title: x\ncorrelation:\n  type: event_count\n  rules: [a]\n  timespan: 5 minutes\n  condition: {gte: 1}\n',
  ),
  broken(
    'correlation-condition',
    2,
    'invalid-correlation',
    'title: x\ncorrelation:\n  type: event_count\n  rules: [a]\n  timespan: 5m\n',
  ),
  broken(
    'filter-without-rules',
    3,
    'invalid-filter',
    'title: x\nlogsource: {}\nfilter:\n  s: {a: 1}\n  condition: not s\n',
  ),
];
