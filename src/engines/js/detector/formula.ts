/** What is looked for in a value of a field, or in the header of an event. */
export interface ValueTest {
  /** Name of the event's field, folded; `_event.channel`, `_event.provider` and `_event.id` are of the header. */
  readonly field: string;
  /**
   * A text in lower case and of ASCII alone, which is anywhere in the value, at an end, or all of it, whatever the letter case; a whole
   * number as decimal digits; or nothing but that there is a value, or none, or one with a sign beyond ASCII, or of
   * so many units at least; or that it is, whatever the
   * letter case, the value of the field that `text` names; or that it matches a pattern, whose JSON `text` is.
   */
  readonly kind:
    | 'anywhere'
    | 'start'
    | 'end'
    | 'whole'
    | 'number'
    | 'present'
    | 'absent'
    | 'beyond'
    | 'length'
    | 'same'
    | 'pattern';
  readonly text: string;
}

/**
 * What has to be so for a condition to have a chance to hold. `holds` asks whether a test may hold, `fails` whether it may not: both are
 * so where nothing certain is known of the value.
 */
export type FormulaOf<Leaf> =
  | Leaf
  | { readonly kind: 'holds'; readonly test: ValueTest }
  | { readonly kind: 'fails'; readonly test: ValueTest }
  | { readonly kind: 'and'; readonly items: readonly FormulaOf<Leaf>[] }
  | { readonly kind: 'or'; readonly items: readonly FormulaOf<Leaf>[] };

/** One of tests alone. */
export type Formula = FormulaOf<never>;

/** It is so, but more may be asked than the formula says. */
export const DOUBT = { kind: 'doubt' } as const;

/** One that says where it is inexact. */
export type DoubtfulFormula = FormulaOf<typeof DOUBT>;

/** Always so: nothing is known. */
export const ALWAYS: Formula = { kind: 'and', items: [] };
/** Never so. */
export const NEVER: Formula = { kind: 'or', items: [] };

/** The test that a field has a value. */
export const presence = (field: string): ValueTest => ({ field, kind: 'present', text: '' });
/** The test that a field has none. */
export const absence = (field: string): ValueTest => ({ field, kind: 'absent', text: '' });
/** True for a test that is made only where a program asks for it, so that it triggers none. */
export const isLate = ({ kind }: ValueTest): boolean => kind === 'same' || kind === 'pattern';
/** Asks whether a test may hold. */
export const mayHold = (test: ValueTest): Formula => ({ kind: 'holds', test });

/** Joins formulas, constants and nesting taken out. */
export function joined<Leaf extends typeof DOUBT = never>(
  kind: 'and' | 'or',
  items: readonly FormulaOf<Leaf>[],
): FormulaOf<Leaf> {
  const left: FormulaOf<Leaf>[] = [];
  for (const item of items) {
    if (item.kind === kind) left.push(...item.items);
    else if ((item.kind === 'and' || item.kind === 'or') && item.items.length === 0) return item;
    else left.push(item);
  }
  return left.length === 1 ? left[0]! : { kind, items: left };
}

/** A text that no other test has: names of fields may hold blanks and line breaks. */
export const keyOfTest = ({ field, kind, text }: ValueTest): string =>
  `${kind} ${field.length} ${text.length} ${field} ${text}`;

/** The formula with what stands in it twice taken out, and the text that tells it from others. */
function distinctAndKey(formula: DoubtfulFormula): { readonly formula: DoubtfulFormula; readonly key: string } {
  if (formula.kind === 'doubt') return { formula, key: 'doubt' };
  if (formula.kind === 'holds' || formula.kind === 'fails')
    return { formula, key: `${formula.kind} ${keyOfTest(formula.test)}` };
  const byKey = new Map<string, DoubtfulFormula>();
  for (const item of formula.items) {
    const { formula: one, key } = distinctAndKey(item);
    byKey.set(key, one);
  }
  return {
    formula: joined(formula.kind, [...byKey.values()]),
    key: `${formula.kind}(${[...byKey.keys()].join('\n')})`,
  };
}

/** The formula with what stands in it twice taken out. */
export function distinct(formula: DoubtfulFormula): DoubtfulFormula {
  return distinctAndKey(formula).formula;
}

/** The formula without doubts: what they stand beside has to be so all the same. */
export function withoutDoubts(formula: DoubtfulFormula): Formula {
  if (formula.kind === 'doubt') return ALWAYS;
  return 'items' in formula ? joined(formula.kind, formula.items.map(withoutDoubts)) : formula;
}
