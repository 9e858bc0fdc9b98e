import { describe, expect, test } from 'vitest';
import { interpreter } from '../../../engines/js/interpret.ts';
import { SourceText } from '../../../source/index.ts';
import { parseSigma } from '../document.ts';
import { loadSigma } from '../load.ts';
import { eventOf, matchingRules, pipelinesOf, rowsOf } from '../testing/run-rule.ts';
import { parsePipeline, TRANSFORMATIONS } from './parse-pipeline.ts';

type Fields = Readonly<Record<string, unknown>>;

const rule = (items: string, head = ''): string => `title: case
${head}logsource: {category: test}
detection:
  selection:
${items.replace(/^/gm, '    ')}
  condition: selection
`;

const pipeline = (items: string, head = ''): string => `name: test\n${head}transformations:\n${items}\n`;

interface Case {
  readonly name: string;
  readonly type: string;
  readonly items: string;
  readonly rule: string;
  readonly matches: readonly Fields[];
  readonly misses: readonly Fields[];
  readonly head?: string;
}

const CASES: readonly Case[] = [
  {
    name: 'a field gets another name, and one of several',
    type: 'field_name_mapping',
    items: '- {type: field_name_mapping, mapping: {A: B, B: C, D: [E, F]}}',
    rule: 'A: 1\nB: 2\nD: 3',
    matches: [
      { B: 1, C: 2, E: 3 },
      { B: 1, C: 2, F: 3 },
    ],
    misses: [
      { A: 1, B: 2, D: 3 },
      { C: 1, E: 3 },
    ],
  },
  {
    name: 'a negated field of several names is none of them',
    type: 'field_name_mapping',
    items: '- {type: field_name_mapping, mapping: {D: [E, F]}}',
    rule: 'D|neq: 3',
    matches: [{ E: 1, F: 2 }],
    misses: [
      { E: 3, F: 2 },
      { E: 1, F: 3 },
    ],
  },
  {
    name: 'a field without a name is a keyword',
    type: 'field_name_mapping',
    items: '- {type: field_name_mapping, mapping: {A: null}}',
    rule: 'A: word',
    matches: [{ x: 'a word here' }],
    misses: [{ x: 'none' }],
  },
  {
    name: 'fields that values name are renamed too',
    type: 'field_name_mapping',
    items: '- {type: field_name_mapping, mapping: {A: X, B: Y}}',
    rule: 'A|fieldref: B',
    matches: [{ X: 'a', Y: 'A' }],
    misses: [{ A: 'a', B: 'a' }],
  },
  {
    name: 'a later mapping sees the names of an earlier one, where its conditions hold',
    type: 'field_name_mapping',
    items: `- {id: first, type: field_name_mapping, mapping: {A: B}}
- type: field_name_mapping
  mapping: {B: C}
  field_name_conditions: [{type: processing_item_applied, processing_item_id: first}]`,
    rule: 'A: 1',
    matches: [{ C: 1 }],
    misses: [{ B: 1 }],
  },
  {
    name: 'prefixes are replaced',
    type: 'field_name_prefix_mapping',
    items: '- {type: field_name_prefix_mapping, mapping: {win.: windows.}}',
    rule: 'win.a: 1\nx: 2',
    matches: [{ 'windows.a': 1, x: 2 }],
    misses: [{ 'win.a': 1, x: 2 }],
  },
  {
    name: 'a prefix is added but to some',
    type: 'field_name_prefix',
    items: `- type: field_name_prefix
  prefix: p.
  field_name_conditions: [{type: exclude_fields, fields: [b]}]`,
    rule: 'a: 1\nb: 2',
    matches: [{ 'p.a': 1, b: 2 }],
    misses: [{ a: 1, b: 2 }],
  },
  {
    name: 'a suffix is added to those that a pattern names',
    type: 'field_name_suffix',
    items: `- type: field_name_suffix
  suffix: .text
  field_name_conditions: [{type: include_fields, fields: ['Com.*'], mode: re}]`,
    rule: 'Command: 1\nb: 2',
    matches: [{ 'Command.text': 1, b: 2 }],
    misses: [{ Command: 1, b: 2 }],
  },
  {
    name: 'entries are dropped',
    type: 'drop_detection_item',
    items: `- type: drop_detection_item
  field_name_conditions: [{type: include_fields, fields: [a]}]`,
    rule: 'a: 1\nb: 2',
    matches: [{ b: 2 }],
    misses: [{ a: 1 }],
  },
  {
    name: 'digests get fields of their own',
    type: 'hashes_fields',
    items: '- {type: hashes_fields, valid_hash_algos: [MD5, SHA1, SHA256, IMPHASH], field_prefix: h_}',
    rule: "Hashes|contains: ['MD5=0a', 'IMPHASH=1B']",
    matches: [{ h_MD5: '0A' }, { h_IMPHASH: '1b' }],
    misses: [{ Hashes: 'MD5=0a' }],
  },
  {
    name: 'placeholders take the values of variables',
    type: 'value_placeholders',
    head: "vars: {Admins: [bob, 'adm*'], Host: [h1]}\n",
    items: '- {type: value_placeholders, include: [Admins]}\n- {type: wildcard_placeholders}',
    rule: "User|expand: '%Admins%@%Host%'",
    matches: [{ User: 'Bob@x' }, { User: 'admin@h1' }],
    misses: [{ User: 'eve@h1' }, { User: '%Admins%@h1' }],
  },
  {
    name: 'placeholders become wildcards',
    type: 'wildcard_placeholders',
    items: '- type: wildcard_placeholders',
    rule: "User|contains|expand: 'a%x%b'",
    matches: [{ User: '1a--b2' }],
    misses: [{ User: 'ba' }],
  },
  {
    name: 'a condition is added, and a negated one',
    type: 'add_condition',
    items:
      '- {type: add_condition, conditions: {index: [win, sec]}}\n- {type: add_condition, conditions: {t: 1}, negated: true}',
    rule: 'a: 1',
    matches: [{ a: 1, index: 'sec' }],
    misses: [{ a: 1 }, { a: 1, index: 'win', t: 1 }],
  },
  {
    name: 'a template names attributes of the log source',
    type: 'add_condition',
    items: "- {type: add_condition, template: true, conditions: {src: 'x-$category', more: '${category}$$'}}",
    rule: 'a: 1',
    matches: [{ a: 1, src: 'x-test', more: 'test$' }],
    misses: [{ a: 1, src: 'x-$category', more: 'test$' }],
  },
  {
    name: 'named groups become fields, of each value of a list',
    type: 'extract_fields',
    items: "- {type: extract_fields, regex: '^(?P<domain>[^-]+)-(?P<user>.+)$', field_prefix: p.}",
    rule: "a: ['corp-bob', 'x-adm*']\nb: 2-2",
    matches: [
      { 'p.domain': 'CORP', 'p.user': 'bob', b: 1 },
      { 'p.domain': 'x', 'p.user': 'admin', b: 1 },
    ].map((one) => ({ ...one, 'p.domain': [one['p.domain'], '2'], 'p.user': [one['p.user'], '2'] })),
    misses: [{ a: 'corp-bob' }, { 'p.domain': ['corp', '2'], 'p.user': ['eve', '2'] }],
  },
  {
    name: 'values in which nothing is found stay',
    type: 'extract_fields',
    items: "- {type: extract_fields, regex: '(?P<k>\\d)', preserve_unmatched: true}",
    rule: 'a: [x7, y]\nb: z',
    matches: [
      { k: '7', b: 'z' },
      { a: 'y', b: 'z' },
    ],
    misses: [{ a: 'x7', b: 'z' }],
  },
  {
    name: 'another log source decides which events are asked',
    type: 'change_logsource',
    items: '- {type: change_logsource, product: windows, service: security}',
    rule: 'a: 1',
    matches: [{ Channel: 'Security', EventID: 1, a: 1 }],
    misses: [{ a: 1 }],
  },
  {
    name: 'text of values is replaced, wildcards included',
    type: 'replace_string',
    items: "- {type: replace_string, regex: '^\\*\\\\(\\w+)', replacement: '/\\1'}",
    rule: "Image: '*\\cmd.exe'",
    matches: [{ Image: '/cmd.exe' }],
    misses: [{ Image: 'C:\\cmd.exe' }],
  },
  {
    name: 'only literal text of values is replaced',
    type: 'replace_string',
    items: "- {type: replace_string, regex: '.', replacement: x, skip_special: true}",
    rule: "Image: 'ab*'",
    matches: [{ Image: 'xx' }, { Image: 'xxabc' }],
    misses: [{ Image: 'ab' }],
  },
  {
    name: 'whole values are replaced',
    type: 'map_string',
    items: '- {type: map_string, mapping: {high: [h, hh], low: l}}',
    rule: 'level: [high, low]',
    matches: [{ level: 'h' }, { level: 'HH' }, { level: 'l' }],
    misses: [{ level: 'high' }],
  },
  {
    name: 'texts become regular expressions of the whole value',
    type: 'regex',
    items: '- {type: regex, method: ignore_case_brackets}',
    rule: "a: 'x.*y'\nb: z",
    matches: [{ a: 'X.1Y', b: 'Z' }],
    misses: [
      { a: 'xxy', b: 'z' },
      { a: 'x.y', b: 'zz' },
    ],
  },
  {
    name: 'values are set where an entry fits',
    type: 'set_value',
    items: `- type: set_value
  value: 5
  detection_item_conditions: [{type: match_string, cond: any, pattern: five}]`,
    rule: 'a: five\nb: six',
    matches: [{ a: '5', b: 'six' }],
    misses: [{ a: 'five', b: 'six' }],
  },
  {
    name: 'texts become numbers',
    type: 'convert_type',
    items: '- {type: convert_type, target_type: num}',
    rule: "a: '16'",
    matches: [{ a: '0x10' }],
    misses: [{ a: '17' }],
  },
  {
    name: 'letters change',
    type: 'case',
    items: '- {type: case, method: snake_case}',
    rule: 'a|cased: FooBar',
    matches: [{ a: 'foo_bar' }],
    misses: [{ a: 'FooBar' }],
  },
  {
    name: 'items in an item see what was set before, by an expression',
    type: 'nest',
    items: `- {type: set_state, key: k, val: v}
- type: nest
  items: [{type: field_name_prefix, prefix: p.}]
  rule_conditions:
    state: {type: processing_state, key: k, val: v}
    source: {type: logsource, category: other}
  rule_cond_expr: state and not source`,
    rule: 'a: 1',
    matches: [{ 'p.a': 1 }],
    misses: [{ a: 1 }],
  },
  {
    name: 'attributes of a rule decide, those that were set too',
    type: 'set_custom_attribute',
    items: `- {type: set_custom_attribute, attribute: stage, value: 2}
- type: field_name_prefix
  prefix: p.
  rule_conditions:
    - {type: rule_attribute, attribute: level, value: medium, op: gte}
    - {type: rule_attribute, attribute: stage, value: [1, 2], op: in}
    - {type: tag, tag: attack.t1059}
    - {type: contains_field, field: a}
    - {type: contains_detection_item, field: a, value: 1}`,
    head: '',
    rule: 'a: 1',
    matches: [{ 'p.a': 1 }],
    misses: [{ a: 1 }],
  },
];

const HEAD = 'level: high\ntags: [attack.t1059]\n';

describe('transformations', () => {
  for (const one of CASES) {
    test(`${one.type}: ${one.name}`, () => {
      const text = rule(one.rule, HEAD);
      const rewriting = pipeline(one.items, one.head);
      for (const event of one.matches)
        expect(matchingRules(text, event, rewriting), JSON.stringify(event)).toEqual(['case']);
      for (const event of one.misses) expect(matchingRules(text, event, rewriting), JSON.stringify(event)).toEqual([]);
    });
  }

  test('columns of alerts are edited', () => {
    const items =
      '- {type: add_field, field: [x, y]}\n- {type: remove_field, field: x}\n- {type: field_name_prefix, prefix: p.}';
    const [loaded] = loadSigma(parseSigma(new SourceText('r', rule('a: 1'))), pipelinesOf(pipeline(items))).rules;
    expect(loaded?.plan).toMatchObject({ kind: 'project', names: ['p.y', 'p.a'] });
    const set = pipeline('- {type: set_field, fields: [z]}');
    const [other] = loadSigma(parseSigma(new SourceText('r', rule('a: 1'))), pipelinesOf(set)).rules;
    expect(other?.plan).toMatchObject({ kind: 'project', names: ['z', 'a'] });
  });

  test.each([
    ['- {type: rule_failure, message: not here}', 'not here'],
    ['- {type: detection_item_failure, message: no such entry}', 'no such entry'],
    [
      '- {type: field_name_mapping, mapping: {b: c}}\n- {type: strict_field_mapping_failure}',
      'no mapping names the field a',
    ],
    ['- {type: hashes_fields, valid_hash_algos: [MD5], field_to_parse: a}', 'hashes_fields'],
    ["- {type: extract_fields, regex: '(?P<k>x)'}", 'finds nothing in a value'],
    ["- {type: add_condition, template: true, conditions: {x: '$service'}}", 'asks for the service'],
  ])('%s refuses the rule', (items, message) => {
    const { rules, refused } = loadSigma(parseSigma(new SourceText('r', rule('a: 1'))), pipelinesOf(pipeline(items)));
    expect(rules).toEqual([]);
    expect(refused[0]?.diagnostics[0]).toMatchObject({ code: 'sigma/refused-by-pipeline' });
    expect(refused[0]?.diagnostics[0]?.message).toContain(message);
  });

  test('each is run by a case', () => {
    const tested = [
      ...CASES.map((one) => `${one.items} ${one.type}`),
      'add_field remove_field set_field',
      'rule_failure file_placeholders',
    ];
    const all = `${tested.join(' ')} detection_item_failure strict_field_mapping_failure`;
    expect(TRANSFORMATIONS.map((one) => one.type).filter((type) => !all.includes(type))).toEqual([]);
  });

  test('file_placeholders fills placeholders of a file beside the pipeline', () => {
    const files: Readonly<Record<string, string>> = {
      'admins.txt': '\ufeffbob\r\n  adm*\n\n',
      'lists/all.yml': 'Admins: [bob, eve]\nHosts: h1\n',
      'list.json': '["bob"]',
      'broken.yml': 'a: {b: [',
      'nested.yml': 'a: {b: {c: d}}',
      'empty.txt': '\n',
    };
    const read = (item: string) =>
      parsePipeline(new SourceText('p', pipeline(`- {type: file_placeholders, ${item}}`)), (path) =>
        Object.hasOwn(files, path) ? { text: files[path]! } : { reason: 'there is no such file' },
      );
    const columns = (item: string, user: string): unknown => {
      const { rules } = loadSigma(parseSigma(new SourceText('r', rule("User|expand: '%Admins%'"))), [
        read(item).pipeline!,
      ]);
      return rowsOf(rules[0]!.plan, [eventOf({ User: user })], interpreter).length;
    };
    for (const item of ['path: admins.txt', 'path: lists/all.yml', 'path: list.json, include: [Admins]'])
      expect([columns(item, 'BOB'), columns(item, 'joe')], item).toEqual([1, 0]);
    expect(columns('path: admins.txt', 'admin')).toBe(1);
    const messages = [
      'none.txt',
      '../x.txt',
      '/etc/x',
      'C:\\x',
      'a/../../b',
      'broken.yml',
      'nested.yml',
      'empty.txt',
    ].map((path) =>
      read(`path: '${path}'`)
        .diagnostics.map((one) => one.message)
        .join(),
    );
    expect(messages.map((one) => /^path: (.{0,22})/.exec(one)?.[1])).toEqual([
      'none.txt cannot be rea',
      ...Array<string>(4).fill('a path from the folder'),
      'broken.yml: Flow seque',
      'nested.yml: a mapping ',
      'empty.txt: the file ha',
    ]);
    const alone = parsePipeline(new SourceText('p', pipeline('- {type: file_placeholders, path: admins.txt}')));
    expect(alone.diagnostics[0]?.message).toContain('files cannot be read here');
    const other = loadSigma(parseSigma(new SourceText('r', rule("User|expand: '%Other%'"))), [
      read('path: lists/all.yml').pipeline!,
    ]);
    expect(other.refused[0]?.diagnostics[0]?.code).toBe('sigma/unknown-placeholder');
  });

  test('what bears on texts of queries is remarked on, and checked', () => {
    const text = `${pipeline('- {type: field_name_prefix, prefix: p.}')}postprocessing: [{type: embed, prefix: x}]\nfinalizers: [{type: concat}]\n`;
    const { pipeline: parsed, diagnostics } = parsePipeline(new SourceText('p', text));
    expect(parsed?.items).toHaveLength(1);
    expect(diagnostics.map(({ code, severity }) => `${code} ${severity}`)).toEqual(
      Array(2).fill('sigma/idle-in-pipeline style'),
    );
  });

  test('pipelines run by priority, whatever their order', () => {
    const late = pipeline('- {type: field_name_mapping, mapping: {B: C}}', 'priority: 20\n');
    const early = pipeline('- {type: field_name_mapping, mapping: {A: B}}', 'priority: 10\n');
    expect(matchingRules(rule('A: 1'), { C: 1 }, late, early)).toEqual(['case']);
  });

  test('a mapping makes a rule of another taxonomy one of the logs', () => {
    const text = rule('a: 1', 'taxonomy: ecs\n');
    expect(loadSigma(parseSigma(new SourceText('r', text))).refused[0]?.diagnostics[0]?.code).toBe(
      'sigma/unknown-taxonomy',
    );
    expect(matchingRules(text, { b: 1 }, pipeline('- {type: field_name_mapping, mapping: {a: b}}'))).toEqual(['case']);
  });

  test('conditions of entries see kinds of values', () => {
    const text = rule("a: null\nb: 'x*'\nc: 1");
    const items = (type: string): string => `- type: field_name_prefix
  prefix: p.
  detection_item_conditions: [${type}]`;
    expect(matchingRules(text, { 'p.z': 1, b: 'xy', c: 1 }, pipeline(items('{type: is_null, cond: all}')))).toEqual([
      'case',
    ]);
    expect(matchingRules(text, { 'p.b': 'xy', c: 1 }, pipeline(items('{type: contains_wildcard, cond: any}')))).toEqual(
      ['case'],
    );
    expect(matchingRules(text, { b: 'xy', 'p.c': 1 }, pipeline(items('{type: match_value, value: 1}')))).toEqual([
      'case',
    ]);
  });
});

describe('pipelines that cannot be used', () => {
  test.each([
    ['- a\n', 1],
    ['name: x\ntransformation: []\n', 2],
    ['name: x\ntransformations: {a: b}\n', 2],
    ['name: x\npriority: high\n', 2],
    [pipeline('- {type: field_name_maping, mapping: {a: b}}'), 3],
    [pipeline('- {type: field_name_mapping}'), 3],
    [pipeline('- {type: field_name_mapping, mapping: {a: b}, maping: {}}'), 3],
    [pipeline('- {mapping: {a: b}}'), 3],
    [pipeline('- type: command_placeholders\n  command: [id]'), 3],
    [pipeline('- type: field_name_transform'), 3],
    [pipeline('- type: http_placeholders\n  url: https://example.org'), 3],
    [pipeline('- type: query_expression_placeholders'), 3],
    [pipeline("- {type: extract_fields, regex: 'x'}"), 3],
    [`${pipeline('- {type: drop_detection_item}')}postprocessing:\n- {type: embd}\n`, 5],
    [`${pipeline('- {type: drop_detection_item}')}finalizers: {type: concat}\n`, 4],
    [pipeline('- type: drop_detection_item\n  rule_conditions: [{type: logsorce, category: a}]'), 4],
    [pipeline('- type: drop_detection_item\n  rule_conditions: [{type: tag, tag: a}]\n  rule_cond_expr: x'), 5],
    [pipeline('- type: drop_detection_item\n  rule_conditions: {x: {type: tag, tag: a}}\n  rule_cond_expr: y'), 5],
    [pipeline("- {type: replace_string, regex: '(', replacement: a}"), 3],
  ])('%j is refused at line %i', (text, line) => {
    const source = new SourceText('p', text);
    const { pipeline: parsed, diagnostics } = parsePipeline(source);
    expect(parsed).toBeUndefined();
    const found = diagnostics.find((one) => one.severity === 'fails');
    expect(source.lines.positionOf(found!.span.start).line).toBe(line);
  });
});
