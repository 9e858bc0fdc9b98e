import { parseNumber, wholeText } from '../../value/index.ts';
import { areGlobsDisjoint, type Glob, globImplies, isAnyText, onlyText } from './glob.ts';

/** Numbers between two ends; a value counts by its number if it has one, a text as it is cast beside a number. */
export interface NumberRange {
  readonly kind: 'range';
  readonly low: number;
  readonly high: number;
  readonly lowOpen: boolean;
  readonly highOpen: boolean;
  /** True if whole numbers in hexadecimal count as numbers, as they do to Sigma; to Sumo Logic they are none. */
  readonly isHexRead?: boolean;
}

/** A set of values, null never among them: texts of a glob, numbers of a range, or what is no number although it is cast to one. */
export type Shape = { readonly kind: 'glob'; readonly glob: Glob } | NumberRange | { readonly kind: 'nan' };

/** The range of one number. */
export function pointRange(value: number): NumberRange {
  return { kind: 'range', low: value, high: value, lowOpen: false, highOpen: false };
}

/** The numbers below a number, itself among them unless `open`. */
export function rangeBelow(high: number, open: boolean): NumberRange {
  return { kind: 'range', low: Number.NEGATIVE_INFINITY, high, lowOpen: false, highOpen: open };
}

/** The numbers above a number, itself among them unless `open`. */
export function rangeAbove(low: number, open: boolean): NumberRange {
  return { kind: 'range', low, high: Number.POSITIVE_INFINITY, lowOpen: open, highOpen: false };
}

function isEmptyRange(range: NumberRange): boolean {
  return range.low > range.high || (range.low === range.high && (range.lowOpen || range.highOpen));
}

function isInRange(value: number, { low, high, lowOpen, highOpen }: NumberRange): boolean {
  return (lowOpen ? value > low : value >= low) && (highOpen ? value < high : value <= high);
}

function contains(outer: NumberRange, inner: NumberRange): boolean {
  const low = outer.low < inner.low || (outer.low === inner.low && (!outer.lowOpen || inner.lowOpen));
  const high = outer.high > inner.high || (outer.high === inner.high && (!outer.highOpen || inner.highOpen));
  return (low && high) || isEmptyRange(inner);
}

function meet(a: NumberRange, b: NumberRange): NumberRange {
  const [lowest, highest] = [a.low > b.low ? a : b, a.high < b.high ? a : b];
  return {
    kind: 'range',
    low: lowest.low,
    high: highest.high,
    lowOpen: a.low === b.low ? a.lowOpen || b.lowOpen : lowest.lowOpen,
    highOpen: a.high === b.high ? a.highOpen || b.highOpen : highest.highOpen,
  };
}

/** The number of a text as it counts beside a range; null if it is none. */
function numberIn(text: string, shape: Shape): number | null {
  const whole = shape.kind === 'range' && shape.isHexRead ? wholeText(text) : undefined;
  return whole === undefined ? parseNumber(text) : Number(whole);
}

/** The number of the one text of a glob; undefined if the glob has more texts, null if the text is no number. */
function numberOfGlob(glob: Glob, shape: Shape): number | null | undefined {
  const text = onlyText(glob);
  if (text !== undefined) return numberIn(text, shape);
  if (glob.pieces.length > 1) return undefined;
  return /^[\s\d.+-]*$/.test(glob.pieces[0]!) ? parseNumber(glob.pieces[0]!) : undefined;
}

function isNumberIn(glob: Glob, shape: Shape): boolean | undefined {
  if (shape.kind === 'glob') return undefined;
  const number = numberOfGlob(glob, shape);
  if (number === undefined || number === null) return number === null ? false : undefined;
  return shape.kind === 'nan' ? Number.isNaN(number) : isInRange(number, shape);
}

/** True if the same texts count as numbers beside both ranges. */
function areReadAlike(a: NumberRange, b: NumberRange): boolean {
  return (a.isHexRead === true) === (b.isHexRead === true);
}

/** True if every value of the first shape is of the second. */
export function shapeImplies(a: Shape, b: Shape): boolean {
  if (b.kind === 'glob') {
    if (a.kind === 'glob') return globImplies(a.glob, b.glob);
    return isAnyText(b.glob);
  }
  if (a.kind === 'glob') return isNumberIn(a.glob, b) === true;
  if (a.kind === 'nan' || b.kind === 'nan') return a.kind === b.kind;
  return areReadAlike(a, b) && contains(b, a);
}

/** True if no value is of both shapes. */
export function areDisjoint(a: Shape, b: Shape): boolean {
  if (a.kind === 'glob' && b.kind === 'glob') return areGlobsDisjoint(a.glob, b.glob);
  if (a.kind === 'glob') return isNumberIn(a.glob, b) === false;
  if (b.kind === 'glob') return isNumberIn(b.glob, a) === false;
  if (a.kind === 'nan' || b.kind === 'nan') return a.kind !== b.kind;
  return areReadAlike(a, b) && isEmptyRange(meet(a, b));
}

/** True if several ranges together hold every number of another. */
export function isCovered(range: NumberRange, by: readonly NumberRange[]): boolean {
  const alike = by.filter((one) => areReadAlike(one, range));
  let at = range.low;
  let isTaken = range.lowOpen;
  for (;;) {
    if (at > range.high || (at === range.high && (isTaken || range.highOpen))) return true;
    const next = alike.find(({ low, lowOpen, high, highOpen }) => {
      const begins = low < at || (low === at && (isTaken || !lowOpen));
      return begins && (high > at || (high === at && !isTaken && !highOpen));
    });
    if (!next) return false;
    at = next.high;
    isTaken = !next.highOpen;
  }
}
