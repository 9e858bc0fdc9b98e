import { foldName } from '../../../event/index.ts';
import { type Case, type Compare, type Expr, type Match, type Pattern, walkExpr } from '../../../ir/index.ts';
import {
  type CaseRule,
  likeOf,
  needsBacktracking,
  parseNumber,
  parseRegex,
  parseWildcard,
  requiredChoices,
  requiredLiterals,
  toBoolean,
  toText,
  type WildcardPart,
  wholeText,
  widthOf,
} from '../../../value/index.ts';
import { compilePattern, type StaticPattern } from '../pattern.ts';
import { shapesOfRegex } from '../pre/shapes-of-regex.ts';
import {
  ALWAYS,
  absence,
  DOUBT,
  type DoubtfulFormula,
  type Formula,
  joined,
  mayHold,
  NEVER,
  presence,
  type ValueTest,
} from './formula.ts';
import { mayHaveShape } from './may-have-shape.ts';
import { ASCII } from './text-classes.ts';

/** The built-in field that holds all values of an event. */
export const ALL_VALUES = '_event.values';

/** Built-in fields that the header of an event decides. */
export const HEADER_FIELDS: ReadonlySet<string> = new Set(['_event.channel', '_event.provider', '_event.id']);

/** What a test needs to hold, and what it needs to fail; exact if that is all where no value leaves anything open. */
interface Chance {
  readonly holds: Formula;
  readonly fails: Formula;
  readonly isExact: boolean;
}

const UNKNOWN: Chance = { holds: ALWAYS, fails: ALWAYS, isExact: false };

/** The chance of a test of which is known only what it needs to hold. */
const perhaps = (holds: Formula): Chance => ({ holds, fails: ALWAYS, isExact: false });

/** A value that a test reads: a field, and what is made of it before: its letters changed, or a drive put for the volume of its path. */
interface Operand {
  readonly field: string;
  readonly change: 'none' | 'lower' | 'upper' | 'volume';
}

/** What functions make of a value that is seen through. */
const CHANGES: Readonly<Record<string, Operand['change']>> = {
  'text.lower': 'lower',
  'text.upper': 'upper',
  'windows.volumePath': 'volume',
};

const isBuiltIn = (field: string): boolean => field.startsWith('_');

function operandOf(expr: Expr): Operand | undefined {
  if (expr.kind === 'field') {
    const field = foldName(expr.name);
    return field.startsWith('_') && field !== ALL_VALUES && !HEADER_FIELDS.has(field)
      ? undefined
      : { field, change: 'none' };
  }
  if (expr.kind !== 'call' || !Object.hasOwn(CHANGES, expr.fn)) return undefined;
  const change = CHANGES[expr.fn]!;
  const inner = operandOf(expr.args[0]!);
  if (!inner) return undefined;
  // Only changes of letters may follow one another, and paths are in fields of events.
  const isSeenThrough =
    change === 'volume' ? inner.change === 'none' && !isBuiltIn(inner.field) : inner.change !== 'volume';
  return isSeenThrough ? { ...inner, change } : undefined;
}

const isAscii = (text: string): boolean => /^[\x20-\x7e]*$/.test(text);

/** The longest run of ASCII in a text, which a value holds whatever the rule for letter case is. */
function asciiPart(text: string): string {
  return text.match(/[\x20-\x7e]+/g)?.reduce((best, run) => (run.length > best.length ? run : best), '') ?? '';
}

const testOf = (field: string, kind: ValueTest['kind'], text: string): ValueTest => ({ field, kind, text });

/** Exactly what a test says. */
function exactly(test: ValueTest): Chance {
  const fails: Formula = test.kind === 'present' ? mayHold(absence(test.field)) : { kind: 'fails', test };
  return { holds: mayHold(test), fails, isExact: true };
}

/** True if a text has a sign that no rule of letter case equates with one of ASCII. */
function isBeyond(text: string): boolean {
  for (let at = 0; at < text.length; at++)
    if (text.charCodeAt(at) >= ASCII && likeOf(text.charCodeAt(at)) < 0) return true;
  return false;
}

/** What numbers, dates, ids and bytes are made of, and what their letters are but for the words below. */
const NO_TEXT = /^[\da-filnrstux-z{}.:+-]*$/;
const NO_TEXT_LETTERS = /^(?:x?[a-f]*|[stz])$/;
const NO_TEXT_WORDS = ['true', 'false', 'null', 'infinity', 'nan'];

/** True if a text may stand in a value that is no text. */
function mayBeNoText(text: string): boolean {
  const isPart = (letters: string): boolean =>
    NO_TEXT_LETTERS.test(letters) || NO_TEXT_WORDS.some((word) => word.includes(letters));
  return NO_TEXT.test(text) && (text.match(/[a-z]+/g) ?? []).every(isPart);
}

/** The chance that a text stands somewhere among all values. */
function anywhereChance(text: string): Formula {
  return isAscii(text) && !mayBeNoText(text) ? mayHold(testOf(ALL_VALUES, 'anywhere', text)) : ALWAYS;
}

/** The chance that a text stands at a place of a value. */
function textChance({ field, change }: Operand, text: string, kind: ValueTest['kind'], rule: CaseRule): Chance {
  if (field === ALL_VALUES) return perhaps(anywhereChance(text.toLowerCase()));
  if (text === '' && kind !== 'whole') return exactly(presence(field));
  if (change === 'upper' || (change === 'volume' && !isAscii(text))) return perhaps(mayHold(presence(field)));
  if (!isAscii(text)) {
    const part = asciiPart(text);
    const needed = [
      ...(part === '' ? [] : [mayHold(testOf(field, 'anywhere', part.toLowerCase()))]),
      ...(isBeyond(text) ? [mayHold(testOf(field, 'beyond', ''))] : []),
    ];
    if (needed.length === 0) needed.push(mayHold(presence(field)));
    return perhaps(joined('and', needed));
  }
  const lower = text.toLowerCase();
  const chance = change === 'volume' ? volumeChance(field, lower, kind) : exactly(testOf(field, kind, lower));
  // By letter case a value that is found may still be another; a changed one that is asked for in the other case never is.
  const isExact = rule !== 'sensitive' || lower === text.toUpperCase() || (change === 'lower' && lower === text);
  return isExact ? chance : perhaps(chance.holds);
}

/** How the path of a volume begins, and what of it begins like a folder. */
const VOLUMES = ['\\device\\harddiskvolume', '\\harddiskvolume'];

/**
 * The chance that a text, in lower case, stands at a place of a path in which a drive stands for the volume. One that begins like a
 * folder and names no drive stands in the part that is left as it was. Of any other what stands behind a drive is in the value; so is
 * the letter alone, since all names of volumes hold it.
 */
function volumeChance(field: string, text: string, kind: ValueTest['kind']): Chance {
  const isInVolume = VOLUMES.some((volume) => volume.startsWith(text) || text.startsWith(volume));
  const isFolder = text.startsWith('\\') && !text.includes(':') && !isInVolume;
  if (isFolder && (kind === 'end' || kind === 'anywhere')) return exactly(testOf(field, kind, text));
  const rest = text.slice(text.lastIndexOf(':') + 1);
  return perhaps(mayHold(rest === '' ? presence(field) : testOf(field, 'anywhere', rest)));
}

function piecesChance(operand: Operand, parts: readonly WildcardPart[], rule: CaseRule): Chance {
  if (parts.every((part) => part.kind === 'any')) {
    if (operand.field === ALL_VALUES) return UNKNOWN;
    return parts.length > 0 ? exactly(presence(operand.field)) : textChance(operand, '', 'whole', rule);
  }
  const chances = parts.flatMap((part, index): Chance[] => {
    if (part.kind !== 'literal') return [];
    const [isFirst, isLast] = [index === 0, index === parts.length - 1];
    if (!isFirst && !isLast && part.text.length < TELLING && parts.length > 3) return [];
    const kind = isFirst ? (isLast ? 'whole' : 'start') : isLast ? 'end' : 'anywhere';
    return [textChance(operand, part.text, kind, rule)];
  });
  if (chances.length === 0) return operand.field === ALL_VALUES ? UNKNOWN : perhaps(mayHold(presence(operand.field)));
  // All that the pattern asks for: what is too short to be looked for is asked for too.
  const isOneText = parts.filter((part) => part.kind !== 'any').length === 1;
  return isOneText
    ? chances[0]!
    : perhaps(
        joined(
          'and',
          chances.map(({ holds }) => holds),
        ),
      );
}

/** Units of a literal of a pattern from which on it tells something. */
const TELLING = 3;

/** Units of a pattern's shortest match from which on the length of a value tells something. */
const LONG = 16;

function regexChance(
  { field }: Operand,
  source: string,
  dialect: Extract<Pattern, { kind: 'regex' }>['dialect'],
): Chance {
  const { ast } = parseRegex(source, { dialect });
  if (field === ALL_VALUES) {
    const holds = ast ? requiredLiterals(ast).map((text) => anywhereChance(text.toLowerCase())) : [];
    return perhaps(joined('and', holds));
  }
  const present = mayHold(presence(field));
  if (!ast) return perhaps(present);
  const literals = requiredLiterals(ast).filter((text) => text.length >= TELLING && isAscii(text));
  const needed = literals.map((text) => mayHold(testOf(field, 'anywhere', text.toLowerCase())));
  const choices = literals.length === 0 ? requiredChoices(ast) : undefined;
  if (choices && choices[0]!.length >= 2)
    needed.push(
      joined(
        'or',
        choices.map((text) => mayHold(testOf(field, 'anywhere', text))),
      ),
    );
  const { min } = widthOf(ast);
  if (min >= LONG) needed.push(mayHold(testOf(field, 'length', String(min))));
  const shapes = shapesOfRegex(source, dialect, 'none');
  if (shapes)
    needed.push(
      joined(
        'or',
        shapes.map((shape) => mayHaveShape(field, shape)),
      ),
    );
  const holds = joined('and', needed);
  return perhaps(needed.length > 0 ? holds : present);
}

/** Patterns of which texts are known that a value must hold. */
const TEXT_PATTERNS: ReadonlySet<Pattern['kind']> = new Set(['wildcard', 'pieces', 'affix', 'literal', 'regex']);

/** True if a pattern takes no more time and says no more where it is tried than any other test. */
function isPlain(pattern: Pattern): pattern is StaticPattern {
  if (pattern.kind === 'dynamic' || pattern.kind === 'present') return false;
  // Lists of emoji are long, and hardly any value has a sign beyond ASCII.
  if (pattern.kind === 'literal' || pattern.kind === 'affix') return asciiPart(pattern.text) !== '';
  if (pattern.kind !== 'regex') return true;
  const { ast } = parseRegex(pattern.source, { dialect: pattern.dialect });
  return ast !== undefined && !needsBacktracking(ast);
}

/** The chance of a match: where texts alone do not tell it, the pattern itself is tried in the end. */
function matchChance(match: Match): Chance {
  const chance = textsChance(match);
  const operand = operandOf(match.value);
  if (chance.isExact || !operand || operand.change !== 'none' || isBuiltIn(operand.field) || !isPlain(match.pattern))
    return chance;
  const test = testOf(operand.field, 'pattern', JSON.stringify(match.pattern));
  return { holds: joined('and', [chance.holds, mayHold(test)]), fails: { kind: 'fails', test }, isExact: true };
}

/** So many branches of a case are seen through at most: each condition is asked anew in all behind it. */
const MOST_BRANCHES = 16;

/** True for a case of few branches whose conditions hold no other, so that what is made of it stays small. */
function isSmall({ branches }: Case): boolean {
  let holdsCase = false;
  const look = ({ kind }: Expr): void => {
    holdsCase ||= kind === 'case';
  };
  for (const { when } of branches.slice(0, MOST_BRANCHES)) walkExpr(when, look);
  return branches.length <= MOST_BRANCHES && !holdsCase;
}

/** A match of what a case gives, as the condition that one of its branches is taken and that branch's value matches. */
function byBranches(match: Match, { origin, branches, otherwise }: Case): Expr {
  const taken = [...branches, { when: undefined, value: otherwise }].map(({ when, value }, index): Expr => {
    const passed = branches.slice(0, index).map((branch): Expr => ({ kind: 'not', origin, item: branch.when }));
    return { kind: 'and', origin, items: [...passed, ...(when ? [when] : []), { ...match, value }] };
  });
  return { kind: 'or', origin, items: taken };
}

/** True if a constant matches a pattern. */
function constantMatches(text: string | null, pattern: Exclude<Pattern, { kind: 'dynamic' }>): boolean {
  return text !== null && (pattern.kind === 'present' || compilePattern(pattern)(text));
}

function matchFormulas(match: Match): Doubtful {
  const { value, pattern } = match;
  if (value.kind === 'case' && isSmall(value)) return chanceOf(byBranches(match, value));
  if (value.kind !== 'literal' || pattern.kind === 'dynamic') return doubtful(matchChance(match));
  return constant(constantMatches(toText(value.value), pattern));
}

/** What texts tell of a match. */
function textsChance({ value, pattern }: Match): Chance {
  const operand = operandOf(value);
  if (!operand) return UNKNOWN;
  const { field } = operand;
  if (field === ALL_VALUES && !TEXT_PATTERNS.has(pattern.kind)) return UNKNOWN;
  switch (pattern.kind) {
    case 'present':
      return exactly(presence(field));
    case 'wildcard':
      return piecesChance(
        operand,
        parseWildcard(pattern.text, { question: pattern.question, star: true }),
        pattern.case,
      );
    case 'pieces':
      return piecesChance(operand, pattern.pieces, pattern.case);
    case 'affix':
    case 'literal':
      return textChance(operand, pattern.text, pattern.part, pattern.case);
    case 'regex':
      return operand.change === 'none'
        ? regexChance(operand, pattern.source, pattern.dialect)
        : perhaps(mayHold(presence(field)));
    case 'number': {
      const whole = pattern.op === 'eq' ? wholeText(pattern.text) : undefined;
      if (whole !== undefined) return exactly(testOf(field, 'number', whole));
      return perhaps(mayHold(presence(field)));
    }
    case 'dynamic': {
      const other = pattern.part === 'whole' && operand.change === 'none' ? operandOf(pattern.pattern) : undefined;
      if (other?.change !== 'none' || isBuiltIn(other.field) || isBuiltIn(field))
        return perhaps(mayHold(presence(field)));
      return perhaps(mayHold(testOf(field, 'same', other.field)));
    }
    default:
      return perhaps(mayHold(presence(field)));
  }
}

function compareChance({ op, left, right, textCase, numbers }: Compare): Chance {
  const operand = operandOf(left);
  if (op !== 'eq' || !operand || right.kind !== 'literal' || typeof right.value !== 'string') return UNKNOWN;
  // As a number it may be written otherwise.
  if (numbers === 'either' && parseNumber(right.value) !== null) return UNKNOWN;
  const { holds } = textChance(operand, right.value, 'whole', textCase);
  return perhaps(holds);
}

function callChance(fn: string, args: readonly Expr[]): Chance {
  const operand = args[0] && operandOf(args[0]);
  if (!operand || operand.field === ALL_VALUES) return UNKNOWN;
  const [present, absent] = [mayHold(presence(operand.field)), mayHold(absence(operand.field))];
  switch (fn) {
    case 'test.null':
      return { holds: absent, fails: present, isExact: true };
    case 'test.missing':
      // A field without a value is not missing.
      return perhaps(absent);
    default:
      return UNKNOWN;
  }
}

/** What a condition needs to hold, and what it needs to fail, with doubts where it may need more. */
interface Doubtful {
  readonly holds: DoubtfulFormula;
  readonly fails: DoubtfulFormula;
}

/** What is known of one test; a doubt stands behind all else, so that it is met only where that is so. */
function doubtful({ holds, fails, isExact }: Chance): Doubtful {
  if (isExact) return { holds, fails };
  return { holds: joined<typeof DOUBT>('and', [holds, DOUBT]), fails: joined<typeof DOUBT>('and', [fails, DOUBT]) };
}

const constant = (holds: boolean): Doubtful =>
  holds ? { holds: ALWAYS, fails: NEVER } : { holds: NEVER, fails: ALWAYS };

function chanceOf(expr: Expr): Doubtful {
  switch (expr.kind) {
    case 'and':
    case 'or': {
      const chances = expr.items.map(chanceOf);
      const other = expr.kind === 'and' ? 'or' : 'and';
      return {
        holds: joined(
          expr.kind,
          chances.map(({ holds }) => holds),
        ),
        fails: joined(
          other,
          chances.map(({ fails }) => fails),
        ),
      };
    }
    case 'not': {
      const { holds, fails } = chanceOf(expr.item);
      return { holds: fails, fails: holds };
    }
    case 'literal':
      return constant(toBoolean(expr.value) === true);
    case 'compare':
      return doubtful(compareChance(expr));
    case 'match':
      return matchFormulas(expr);
    case 'call':
      return doubtful(callChance(expr.fn, expr.args));
    default:
      return doubtful(UNKNOWN);
  }
}

/** What an event has to hold for a condition to have a chance to hold; it holds then, but for doubts and where a value leaves something open. */
export function mayHoldOf(expr: Expr): DoubtfulFormula {
  return chanceOf(expr).holds;
}
