import fc from 'fast-check';
import { shapeOfWildcard } from '../../src/engines/js/pre/shape-of-wildcard.ts';
import type { TextSieve } from '../../src/event/index.ts';
import type { DataValue } from '../../src/formats/evtx/testing/write-evtx.ts';
import { compileWildcard } from '../../src/value/index.ts';

/** Letters in both cases, those beyond ASCII that equal one of them, one that becomes two units, a surrogate pair, signs, a NUL. */
const CHARS = [...'aAkKsSiI.\\\\-\0', '\u212a', '\u017f', '\u0130', 'é', '\ud83d\ude00'];
const FIELDS = ['One', 'Two', 'Other'] as const;

const textOf = (most: number): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...CHARS), { maxLength: most }).map((chars) => chars.join(''));
const value: fc.Arbitrary<DataValue> = fc.oneof(
  { arbitrary: textOf(9), weight: 4 },
  { arbitrary: textOf(40), weight: 4 },
  { arbitrary: fc.constantFrom(null, 7, true, ['a', 'k']), weight: 1 },
);
/** An event with two values. */
export const record = fc.record({ one: value, two: value });

const wildcard = fc
  .tuple(fc.array(fc.constantFrom(...CHARS.filter((char) => char !== '\0'), '*', '*'), { maxLength: 12 }))
  .map(([chars]) => chars.join(''));
const rule = fc.constantFrom('sensitive' as const, 'ascii' as const, 'unicode' as const);

/** A test of a field, and what shows it, if texts can. */
export interface Tested {
  readonly sieve: TextSieve;
  /** Whether it truly is so, of the text of a field that is one. */
  readonly holds: (text: string) => boolean;
}

/** Tests of a field by wildcards. */
export const tested: fc.Arbitrary<Tested> = fc
  .tuple(
    fc.constantFrom(...FIELDS),
    fc.boolean(),
    fc.array(wildcard, { minLength: 1, maxLength: 3 }),
    rule,
    fc.boolean(),
  )
  .map(([field, isBaseName, wanted, cases, isLike]) => {
    const shapes = wanted.map((text) => shapeOfWildcard(text, cases, false, 'none'));
    const known = shapes.filter((shape) => shape !== undefined);
    const value = { field, isBaseName };
    const tests = wanted.map((text) => compileWildcard(text, { case: cases, question: false }));
    if (known.length < shapes.length) return { sieve: { kind: 'present', value }, holds: () => true };
    const holds = (text: string): boolean => tests.some((matches) => matches(text)) === isLike;
    return { sieve: { kind: isLike ? 'like' : 'unlike', value, shapes: known }, holds };
  });

/** True of a text of which the test is to be so, or of a value that is none. */
export function isRight(
  { sieve, holds }: Tested,
  { one, two }: { one: DataValue | undefined; two: DataValue | undefined },
): boolean {
  if (!('value' in sieve)) throw new TypeError('a test of one field');
  const { field, isBaseName } = sieve.value;
  const whole = field === 'One' ? one : field === 'Two' ? two : undefined;
  if (typeof whole !== 'string') return whole === undefined && (sieve.kind === 'unlike' || sieve.kind === 'missing');
  return holds(isBaseName ? whole.slice(whole.lastIndexOf('\\') + 1) : whole);
}
