import fc from 'fast-check';
import { interpreter } from '../../../engines/js/interpret.ts';
import type { Event } from '../../../event/index.ts';
import { loadSigma, parseSigma } from '../../../languages/sigma/index.ts';
import { eventOf, rowsOf } from '../../../languages/sigma/testing/run-rule.ts';
import { SourceText } from '../../../source/index.ts';

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
  {
    weight: 1,
    arbitrary: fc
      .tuple(
        field,
        fc.constantFrom('|gt', '|gte', '|lt', '|lte'),
        fc.array(fc.constantFrom('0', '1', '1.5', '8', '10', '-1'), { minLength: 1, maxLength: 2 }),
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
  'a and not b',
  'a and not b',
  'not a',
  'NOT b OR a',
  '1 of them',
  'not (a and b)',
);

/** The text of a random rule over two fields; its log source is a mapping in YAML. */
export const randomRule = (logSource: string): fc.Arbitrary<string> =>
  fc.tuple(selection, selection, condition, fc.nat(5)).map(([a, other, when, same]) => {
    // Now and then both are one, so that what one finds the other leaves out.
    const b = same === 0 ? a : other;
    return `title: T\nid: 6f6d1c32-6d0f-4d6e-9c4b-0f4b1f3d2a11\nlogsource: ${logSource}\ndetection:\n  a:\n${a}  b:\n${b}  condition: ${when}\n`;
  });

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
/** Values of one kind: a text, a number, true, null, or none. */
export const singleValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...TEXTS) },
  { weight: 2, arbitrary: fc.tuple(fc.constantFrom(...TEXTS), fc.constantFrom(...TEXTS)).map((both) => both.join('')) },
  { weight: 1, arbitrary: fc.constantFrom<unknown>(1, 10, 8, true, null, undefined) },
);

/** Values, lists among them. */
export const anyValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 9, arbitrary: singleValue },
  { weight: 1, arbitrary: fc.constantFrom(['a', 'b'], ['ab', '1']) },
);
/** Random events with the fields of random rules, and what all of them have. */
export const randomEvents = (
  common: Readonly<Record<string, unknown>>,
  values: fc.Arbitrary<unknown>,
): fc.Arbitrary<readonly Event[]> =>
  fc.array(fc.tuple(values, values), { minLength: 12, maxLength: 12 }).map((rows) =>
    rows.map((row) => {
      const own = FIELDS.map((name, i) => [name, row[i]] as const).filter(([, one]) => one !== undefined);
      return eventOf({ ...common, ...Object.fromEntries(own) });
    }),
  );

/** Places of the events that the rule of a text finds; undefined if it does not load. */
export function foundBy(rules: string, logs: readonly Event[]): string | undefined {
  const { rules: loaded } = loadSigma(parseSigma(new SourceText('1.yml', rules)));
  const [first] = loaded;
  if (!first) return undefined;
  const rows = rowsOf(first.plan, logs, interpreter);
  return rows.map(({ provenance }) => provenance.events[0]!.position).join(' ');
}
