import type { Span } from '../../source/index.ts';
import { ANY_TEXT, onlyText } from './glob.ts';
import { areDisjoint, isCovered, type NumberRange, type Shape, shapeImplies } from './shape.ts';

/** What one test says of one value; a field counts as one value, as it is on the platform. */
export interface Atom {
  /** Name of the value: equal subjects are the same value of a row. */
  readonly subject: string;
  /** Values that may pass; undefined if nothing is known, so that the test is only ever equal to itself. */
  readonly shapes: readonly Shape[] | undefined;
  /** The texts of the shapes, where each shape is one text: a long list is looked up, not gone through. */
  readonly texts?: ReadonlySet<string> | undefined;
  /** True if all values of the shapes pass. */
  readonly exact: boolean;
  /** Equal keys are the same test. */
  readonly key: string;
  /** Tells of one text whether it passes. */
  readonly holds?: ((text: string) => boolean) | undefined;
  /** The field of the row whose value this is, if it is one. */
  readonly field: string | undefined;
  readonly origin: Span;
}

/** A test that holds, or that does not; null passes no test that has shapes. */
export interface Literal {
  readonly atom: Atom;
  readonly negated: boolean;
}

/** The shape of every value but null. */
export const PRESENT: Shape = { kind: 'glob', glob: ANY_TEXT };

/** The only text of a shape. */
export function textOf(shape: Shape): string | undefined {
  return shape.kind === 'glob' ? onlyText(shape.glob) : undefined;
}

/** True if no value of the shape passes beside the literal. */
function excludes({ atom, negated }: Literal, shape: Shape): boolean {
  const { shapes, texts, holds, exact } = atom;
  if (!shapes) return false;
  const text = textOf(shape);
  if (texts && exact && text !== undefined) return texts.has(text) === negated;
  if (holds && text !== undefined) return holds(text) === negated;
  if (negated) return exact && shapes.some((other) => shapeImplies(shape, other));
  return shapes.every((other) => areDisjoint(shape, other));
}

/** About how many shapes are compared with each other to find a contradiction that a new literal brings. */
export function costOf(literals: readonly Literal[], added: Literal): number {
  const own = added.atom;
  const count = own.shapes?.length ?? 0;
  let cost = literals.length;
  for (const { atom } of literals) {
    if (atom.subject !== own.subject || !atom.shapes) continue;
    cost += atom.texts && own.texts ? atom.shapes.length + count : atom.shapes.length * count;
  }
  return cost;
}

/** True if the numbers of a shape are all excluded, each by one literal or another. */
function areNumbersExcluded(shape: Shape, literals: readonly Literal[]): boolean {
  if (shape.kind !== 'range') return false;
  const excluded = literals.flatMap(({ atom, negated }) => (negated && atom.exact ? (atom.shapes ?? []) : []));
  const ranges = excluded.filter((one): one is NumberRange => one.kind === 'range');
  return ranges.length > 1 && isCovered(shape, ranges);
}

/**
 * True if no value passes all literals, of which the last one is new and the others agree with each other: some positive one has no
 * shape left that the others allow.
 */
export function isContradiction(literals: readonly Literal[]): boolean {
  const added = literals.at(-1);
  if (!added) return false;
  const clash = literals.some((one) => one.negated !== added.negated && one.atom.key === added.atom.key);
  if (clash) return true;
  if (!added.atom.shapes) return false;
  const beside = literals.filter(({ atom }) => atom.shapes && atom.subject === added.atom.subject);
  return beside.some((one) => {
    if (one.negated) return false;
    return one.atom.shapes!.every(
      (shape) => beside.some((other) => other !== one && excludes(other, shape)) || areNumbersExcluded(shape, beside),
    );
  });
}
