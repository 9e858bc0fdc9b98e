import { foldName } from '../../../event/index.ts';
import type { Compare, Expr, Match } from '../../../ir/index.ts';
import {
  parseNumber,
  parseRegex,
  parseWildcard,
  requiredLiterals,
  type WildcardPart,
  wholeText,
} from '../../../value/index.ts';

/**
 * A text that a value must hold, in lower case and of ASCII alone, for a test to hold: anywhere, at an end, or as a whole; or, as decimal
 * digits, the whole number that it must be.
 */
export interface Atom {
  /** Name of the event's field, folded. */
  readonly field: string;
  readonly text: string;
  readonly place: 'anywhere' | 'start' | 'end' | 'whole' | 'number';
}

/** Atoms of which one is in every event for which a condition holds; undefined if nothing is known. */
export type Obligation = readonly Atom[] | undefined;

/** The built-in field that holds all values of an event. */
export const ALL_VALUES = '_event.values';

/** Most atoms of an obligation: a list of more tells little. */
const MOST_ATOMS = 200;

const isAscii = (text: string): boolean => /^[\x20-\x7e]+$/.test(text);

/** The longest run of ASCII in a text, which a value holds whatever the rule for letter case is. */
function asciiPart(text: string): string {
  return text.match(/[\x20-\x7e]+/g)?.reduce((best, run) => (run.length > best.length ? run : best), '') ?? '';
}

function atom(field: string, text: string, place: Atom['place']): Obligation {
  const part = isAscii(text) ? text : asciiPart(text);
  if (part === '') return undefined;
  return [{ field, text: part.toLowerCase(), place: part === text ? place : 'anywhere' }];
}

/** The event field that an operand reads: itself, or in lower or upper case, which atoms do not tell apart. */
function fieldOf(expr: Expr): string | undefined {
  if (expr.kind === 'field') {
    const folded = foldName(expr.name);
    return folded.startsWith('_') && folded !== ALL_VALUES ? undefined : folded;
  }
  const isFolded = expr.kind === 'call' && (expr.fn === 'text.lower' || expr.fn === 'text.upper');
  return isFolded ? fieldOf(expr.args[0]!) : undefined;
}

function comparedAtoms({ op, left, right, numbers }: Compare): Obligation {
  const field = fieldOf(left);
  if (op !== 'eq' || field === undefined || right.kind !== 'literal' || typeof right.value !== 'string')
    return undefined;
  // As a number it may be written otherwise.
  if (numbers === 'either' && parseNumber(right.value) !== null) return undefined;
  return atom(field, right.value, 'whole');
}

function piecesAtoms(field: string, parts: readonly WildcardPart[]): Obligation {
  const literals = parts.flatMap((part, index) =>
    part.kind === 'literal' ? [{ text: part.text, isFirst: index === 0, isLast: index === parts.length - 1 }] : [],
  );
  const [best] = literals.sort((a, b) => b.text.length - a.text.length);
  if (!best) return undefined;
  const place = best.isFirst ? (best.isLast ? 'whole' : 'start') : best.isLast ? 'end' : 'anywhere';
  return atom(field, best.text, place);
}

function matchedAtoms({ value, pattern }: Match): Obligation {
  const field = fieldOf(value);
  if (field === undefined) return undefined;
  switch (pattern.kind) {
    case 'wildcard':
      return piecesAtoms(field, parseWildcard(pattern.text, { question: pattern.question, star: true }));
    case 'pieces':
      return piecesAtoms(field, pattern.pieces);
    case 'affix':
      return atom(field, pattern.text, pattern.part);
    case 'literal':
      return atom(field, pattern.text, pattern.part);
    case 'regex': {
      const { ast } = parseRegex(pattern.source, { dialect: pattern.dialect });
      const literal = ast && requiredLiterals(ast).find(isAscii);
      return literal === undefined ? undefined : atom(field, literal, 'anywhere');
    }
    case 'number': {
      const whole = pattern.op === 'eq' ? wholeText(pattern.text) : undefined;
      return whole === undefined ? undefined : [{ field, text: whole, place: 'number' }];
    }
    default:
      return undefined;
  }
}

/** Fields whose values are few: a test of them tells little. */
const COMMON_FIELD =
  /^(?:image|parentimage|originalfilename|newprocessname|channel|provider_name|eventid|user|computer)$/;

/** How rarely an obligation is met, as far as can be told beforehand: by its shortest atom, its number of atoms, and its field. */
function rarity(atoms: readonly Atom[]): number {
  const length = Math.min(...atoms.map(({ text }) => text.length));
  const common = atoms.some(({ field }) => COMMON_FIELD.test(field)) ? 8 : 0;
  return Math.min(length, 24) - common - 2 * Math.log2(atoms.length);
}

/** Texts of which one must be in an event for which a condition holds. */
export function obligationOf(expr: Expr): Obligation {
  switch (expr.kind) {
    case 'and': {
      const known = expr.items.map(obligationOf).filter((one) => one !== undefined);
      return known.reduce<Obligation>((best, one) => (!best || rarity(one) > rarity(best) ? one : best), undefined);
    }
    case 'or': {
      const all: Atom[] = [];
      for (const item of expr.items) {
        const atoms = obligationOf(item);
        if (!atoms || all.length + atoms.length > MOST_ATOMS) return undefined;
        all.push(...atoms);
      }
      return all.length > 0 ? all : undefined;
    }
    case 'compare':
      return comparedAtoms(expr);
    case 'match':
      return matchedAtoms(expr);
    default:
      return undefined;
  }
}
