import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Fix } from '../../diagnostic/index.ts';
import { interpreter } from '../../engines/js/interpret.ts';
import type { Event } from '../../event/index.ts';
import { loadSigma, parseSigma } from '../../languages/sigma/index.ts';
import { eventOf, rowsOf } from '../../languages/sigma/testing/run-rule.ts';
import { applyEdits, SourceText } from '../../source/index.ts';
import { DEFAULT_CHECK } from '../check-query.ts';
import { checkSigma, fixSigma } from './check-sigma.ts';

/** Random cases; `npm run test:full` asks for more. */
const RUNS = process.env.SPOOR_FULL ? 4000 : 400;

/** Fixes that must not change what a rule finds, and how often each must at least have been tried. */
const PROVEN: ReadonlyMap<string, number> = new Map([
  ['lint/wildcard-for-modifier', 5],
  ['lint/superfluous-wildcard', 5],
  ['lint/repeated-wildcard', 5],
  ['lint/superfluous-dot-star', 5],
  ['lint/repeated-value', 5],
  ['lint/covered-value', 5],
  ['lint/loader-dependent-value', 5],
  ['sigma/doubtful-modifier', 5],
  ['sigma/unportable-condition', 5],
]);

const piece = fc.constantFrom(
  'a',
  'b',
  'A',
  'ab',
  '1',
  '10',
  '-a',
  ' /b',
  '.',
  '\\',
  '\\\\',
  '*',
  '**',
  '?',
  '\\*',
  '\\?',
  'é',
  'K',
);
const text = fc.oneof(
  { weight: 5, arbitrary: fc.array(piece, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('')) },
  { weight: 1, arbitrary: fc.constantFrom('*a*', '*b', 'a*', '**a', 'a**b', '*\\*', '\\\\*', '*a\\', '*') },
);
const pattern = fc
  .array(fc.constantFrom('.*', '.*?', 'a', 'b', '[ab]', '\\\\', '\\.', '(a|b)', 'a+', '|', '^', '$', '.*'), {
    minLength: 1,
    maxLength: 4,
  })
  .map((parts) => parts.join(''));

/** A value as it is written in a rule. */
const quoted = (value: string): string => `'${value.replaceAll("'", "''")}'`;
const written = fc.oneof(
  { weight: 8, arbitrary: text.map(quoted) },
  { weight: 1, arbitrary: text.map((value) => JSON.stringify(value)) },
  { weight: 2, arbitrary: fc.constantFrom('yes', 'No', '010', '1_0', '1:10', '10', '1', 'ab', '0x1', '1e1') },
);

const FIELDS = ['x', 'y'];
const field = fc.constantFrom(...FIELDS);
const chain = fc.constantFrom(
  ...['', '', '|contains', '|startswith', '|endswith', '|contains|all', '|all', '|cased', '|contains|cased', '|neq'],
  ...['|contains|windash', '|all|endswith'],
);

/** Values of an entry: often one of them again, in another letter case or as a part of another. */
const values = fc
  .tuple(fc.array(written, { minLength: 1, maxLength: 3 }), fc.boolean(), fc.boolean())
  .map(([list, again, upper]) => {
    const [first] = list;
    return again ? [...list, upper ? first!.toUpperCase() : first!] : list;
  });

function entryText([name, modifiers, list, isFlow]: readonly [string, string, readonly string[], boolean]): string {
  if (list.length === 1 && isFlow) return `    ${name}${modifiers}: ${list[0]}\n`;
  if (isFlow) return `    ${name}${modifiers}: [${list.join(', ')}]\n`;
  return `    ${name}${modifiers}:\n${list.map((one, index) => `      - ${one}${index === 9 ? ' # last' : ''}\n`).join('')}`;
}

const entry = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(field, chain, values, fc.boolean()).map(entryText) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(
        field,
        fc.constantFrom('|re', '|re|i'),
        fc.array(pattern.map(quoted), { minLength: 1, maxLength: 2 }),
        fc.boolean(),
      )
      .map(entryText),
  },
);
const selection = fc.oneof(
  { weight: 6, arbitrary: fc.array(entry, { minLength: 1, maxLength: 2 }).map((entries) => entries.join('')) },
  { weight: 1, arbitrary: values.map((list) => list.map((one) => `    - ${one}\n`).join('')) },
);
const condition = fc.constantFrom(
  'a',
  'a and b',
  'a AND b',
  'a or not b',
  'not a',
  'NOT b OR a',
  '1 of them',
  'not (a and b)',
);

const rule = fc
  .tuple(selection, selection, condition)
  .map(
    ([a, b, when]) =>
      `title: T\nid: 6f6d1c32-6d0f-4d6e-9c4b-0f4b1f3d2a11\nlogsource:\n  product: acme\ndetection:\n  a:\n${a}  b:\n${b}  condition: ${when}\n`,
  );

const TEXTS = [
  ...[
    '',
    'a',
    'A',
    'b',
    'ab',
    'aab',
    'ba',
    '1',
    '10',
    '8',
    '010',
    'yes',
    'NO',
    '1_0',
    '0x1',
    '*',
    'a*b',
    '\\a',
    'a\\',
    '\\\\a',
    '?',
  ],
  ...['x-a', 'x /b y', '—a', 'é', 'É', 'K', '\u212a', 'a\nb', 'a.b', '1:10', '70'],
];
const value = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...TEXTS) },
  { weight: 2, arbitrary: fc.tuple(fc.constantFrom(...TEXTS), fc.constantFrom(...TEXTS)).map((both) => both.join('')) },
  { weight: 1, arbitrary: fc.constantFrom<unknown>(1, 10, 8, true, null, undefined, ['a', 'b'], ['ab', '1']) },
);
const events = fc
  .array(fc.tuple(value, value), { minLength: 12, maxLength: 12 })
  .map((rows) =>
    rows.map((row) =>
      eventOf(
        Object.fromEntries(FIELDS.map((name, i) => [name, row[i]] as const).filter(([, one]) => one !== undefined)),
      ),
    ),
  );

/** Places of the events that the rule of a text finds; undefined if it does not load. */
function found(rules: string, logs: readonly Event[]): string | undefined {
  const { rules: loaded } = loadSigma(parseSigma(new SourceText('1.yml', rules)));
  const [first] = loaded;
  if (!first) return undefined;
  const rows = rowsOf(first.plan, logs, interpreter);
  return rows.map(({ provenance }) => provenance.events[0]!.position).join(' ');
}

it('safe fixes, and values taken out that others cover, change nothing that a rule finds', () => {
  const counts = new Map<string, number>([...PROVEN.keys()].map((code) => [code, 0]));
  let decided = 0;
  fc.assert(
    fc.property(rule, events, (rules, logs) => {
      const source = new SourceText('1.yml', rules);
      const [checked] = checkSigma([source], DEFAULT_CHECK);
      const fixes = checked!.findings.flatMap(({ code, fixes: own }) =>
        (own ?? [])
          .filter((fix) => fix.class === 'safe' || code === 'lint/covered-value')
          .map((fix): [string, Fix] => [code, fix]),
      );
      if (fixes.length === 0) return;
      const before = found(rules, logs);
      if (before === undefined) return;
      if (before !== '') decided++;
      for (const [code, fix] of fixes) {
        expect(PROVEN.has(code), code).toBe(true);
        counts.set(code, counts.get(code)! + 1);
        const mended = applyEdits(rules, fix.edits);
        expect(found(mended, logs), `${code}\n${rules}\n${mended}`).toBe(before);
      }
      const all = fixSigma(source, ['safe'], DEFAULT_CHECK).source.text;
      expect(found(all, logs), `${rules}\n${all}`).toBe(before);
    }),
    { numRuns: RUNS },
  );
  expect(decided).toBeGreaterThan(RUNS / 10);
  for (const [code, least] of PROVEN) expect(counts.get(code), code).toBeGreaterThan(least);
  if (process.env.SPOOR_FULL) console.info(Object.fromEntries(counts));
}, 300_000);
