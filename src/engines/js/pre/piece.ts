import type { TextPiece } from '../../../event/index.ts';
import type { CaseRule, CodeSet } from '../../../value/index.ts';
import { MAYBE, NO, type Verdict, YES } from './verdict.ts';

/** A place of a piece before it is packed. */
export interface Place {
  readonly first: number;
  readonly second: number;
  readonly strange: boolean;
}

/** How the value is changed before it is compared. */
export type Change = 'none' | 'lower';

const isUpper = (unit: number): boolean => unit >= 0x41 && unit <= 0x5a;
const isLower = (unit: number): boolean => unit >= 0x61 && unit <= 0x7a;

/** A unit by itself, seen through the change; undefined if nothing becomes it, or too much to tell. */
function plainPlace(unit: number, change: Change): Place | undefined {
  if (change === 'none') return { first: unit, second: unit, strange: false };
  if (unit >= 0x80 || isUpper(unit)) return undefined;
  return { first: unit, second: isLower(unit) ? unit - 32 : unit, strange: true };
}

function foldedPlace(unit: number, rule: CaseRule, change: Change): Place | undefined {
  if (rule === 'sensitive') return plainPlace(unit, change);
  if (unit >= 0x80) return rule === 'ascii' ? plainPlace(unit, change) : undefined;
  const lower = isUpper(unit) ? unit + 32 : unit;
  const strange = rule === 'unicode' || change === 'lower';
  return { first: lower, second: isLower(lower) ? lower - 32 : lower, strange };
}

/** A place of a pattern that takes one code point of a set; undefined if the set is more than a letter. */
export function placeOfSet(set: CodeSet, change: Change): Place | undefined {
  const codes: number[] = [];
  let strange = false;
  for (let i = 0; i < set.length; i += 2) {
    const [from, to] = [set[i]!, set[i + 1]!];
    if (to > 0xffff || (from < 0x80 && to - from > 1)) return undefined;
    if (to >= 0x80) strange = true;
    for (let code = from; code <= to && code < 0x80; code++) codes.push(code);
  }
  const [first, second = first] = codes;
  if (first === undefined || second === undefined || codes.length > 2) return undefined;
  if (change === 'none') return { first, second, strange };
  const lower = codes.find((code) => !isUpper(code));
  // Two codes are one letter in both cases, or too many for a place.
  if (lower === undefined || (first !== second && !(isUpper(first) && (first | 32) === second))) return undefined;
  return first === second || isLower(lower) ? plainPlace(lower, change) : undefined;
}

export function packed(places: readonly Place[]): TextPiece {
  return {
    first: Uint16Array.from(places, (place) => place.first),
    second: Uint16Array.from(places, (place) => place.second),
    strange: places.some((place) => place.strange),
  };
}

/** The piece that finds a text by a case rule in values so changed; undefined if units alone do not tell. */
export function pieceOf(text: string, rule: CaseRule, change: Change): TextPiece | undefined {
  const places: Place[] = [];
  for (let i = 0; i < text.length; i++) {
    const place = foldedPlace(text.charCodeAt(i), rule, change);
    if (!place) return undefined;
    places.push(place);
  }
  return packed(places);
}

/** Whether the piece stands at `at`, all of whose units are there. */
export function startVerdict({ first, second, strange }: TextPiece, units: Uint16Array, at: number): Verdict {
  for (let i = 0; i < first.length; i++) {
    const unit = units[at + i]!;
    if (unit !== first[i] && unit !== second[i]) return strange && unit >= 0x80 ? MAYBE : NO;
  }
  return YES;
}

/** As `startVerdict` for a piece that ends before `end`; what stands at the end is looked at first. */
export function endVerdict({ first, second, strange }: TextPiece, units: Uint16Array, end: number): Verdict {
  const at = end - first.length;
  for (let i = first.length - 1; i >= 0; i--) {
    const unit = units[at + i]!;
    if (unit !== first[i] && unit !== second[i]) return strange && unit >= 0x80 ? MAYBE : NO;
  }
  return YES;
}

/** The place behind the first occurrence of the piece in a range, -1 if there is none. */
export function behindPiece({ first, second }: TextPiece, units: Uint16Array, from: number, to: number): number {
  const { length } = first;
  if (length === 0) return from;
  const [a, b] = [first[0]!, second[0]!];
  const last = to - length;
  for (let at = from; at <= last; at++) {
    const unit = units[at]!;
    if (unit !== a && unit !== b) continue;
    let i = 1;
    while (i < length && (units[at + i] === first[i] || units[at + i] === second[i])) i++;
    if (i === length) return at + length;
  }
  return -1;
}

/** Whether a range has a unit beyond ASCII. */
export function hasStrange(units: Uint16Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (units[at]! >= 0x80) return true;
  return false;
}
