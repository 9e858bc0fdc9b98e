import { type ColumnType, type Compare, type Expr, type Match, type Pattern, printExpr } from '../../ir/index.ts';
import {
  type CompareOp,
  compareValues,
  compileNumber,
  compileRegex,
  compileWildcard,
  compileWildcardParts,
  containsText,
  foldCase,
  parseNumber,
} from '../../value/index.ts';
import { allOf, constant, type Formula, literalOf } from './formula.ts';
import { beforeFolding, type Glob, globOf, globOfWildcard, isAnyText } from './glob.ts';
import { type Atom, PRESENT } from './literal.ts';
import { regexGlobs } from './regex-globs.ts';
import { pointRange, rangeAbove, rangeBelow, type Shape } from './shape.ts';

/** The value that a test is of: a value of the row, seen through changes of letter case. */
export interface Subject {
  readonly key: string;
  readonly field: string | undefined;
  readonly folding: 'none' | 'lower' | 'upper';
  readonly type: ColumnType;
}

/** Names the value of a resolved expression; a change of letter case is part of the test, not of the value. */
export function subjectOf(expr: Expr, typeOf: (expr: Expr) => ColumnType): Subject {
  let value = expr;
  let folding: Subject['folding'] = 'none';
  while (value.kind === 'call' && (value.fn === 'text.lower' || value.fn === 'text.upper') && value.args[0]) {
    if (folding === 'none') folding = value.fn === 'text.lower' ? 'lower' : 'upper';
    value = value.args[0];
  }
  const field = value.kind === 'field' ? value.name : undefined;
  return { key: keyOf(value), field, folding, type: typeOf(value) };
}

/** A name for what an expression is; what a lowering could not express stands as null and is the same only at the same place. */
function keyOf(expr: Expr): string {
  const key = printExpr(expr);
  return key.includes('null') || key.includes('{{') ? `${key} @${expr.origin.start}` : key;
}

type Parts = Pick<Atom, 'shapes' | 'exact' | 'holds'>;

function atom(subject: Subject, node: Expr, parts: Parts): Atom {
  return { subject: subject.key, field: subject.field, key: keyOf(node), origin: node.origin, ...parts };
}

/** A test of which nothing is known but that it is the same wherever it stands. */
export function opaque(node: Expr): Atom {
  const key = keyOf(node);
  return { subject: key, field: undefined, shapes: undefined, exact: false, key, origin: node.origin };
}

/** A test that null does not pass, and of which nothing else is known. */
function unknownTest(subject: Subject, node: Expr): Formula {
  return literalOf(atom(subject, node, { shapes: [PRESENT], exact: false }), false);
}

/** Tests a text whose letter case was changed before. */
function refolded(subject: Subject, holds: (text: string) => boolean): (text: string) => boolean {
  if (subject.folding === 'lower') return (text) => holds(text.toLowerCase());
  return subject.folding === 'upper' ? (text) => holds(text.toUpperCase()) : holds;
}

/** The test that a text is of one of several globs, which may take too much unless `exact`. */
function globTest(
  subject: Subject,
  node: Expr,
  globs: readonly Glob[],
  exact: boolean,
  holds: (text: string) => boolean,
): Formula {
  const { folding } = subject;
  const own =
    folding === 'none' ? globs : globs.map((glob) => beforeFolding(glob, folding)).filter((one) => one !== undefined);
  const shapes: Shape[] = own.map((glob) => ({ kind: 'glob', glob }));
  return literalOf(atom(subject, node, { shapes, exact, holds: refolded(subject, holds) }), false);
}

/** True if a text stands for others: a placeholder, or control characters that no field holds and that were hardly meant. */
export function isPlaceholder(text: string): boolean {
  return text.includes('{{') || /[\x00-\x1f\uffff]/.test(text);
}

/** The test that a value is there. */
export function presence(expr: Expr, node: Expr, typeOf: (expr: Expr) => ColumnType): Formula {
  const subject = { ...subjectOf(expr, typeOf), folding: 'none' } as const;
  const own = atom(subject, node, { shapes: [PRESENT], exact: true, holds: () => true });
  return literalOf({ ...own, key: `present ${subject.key}` }, false);
}

function numberShapes(op: CompareOp, value: number): readonly Shape[] {
  switch (op) {
    case 'eq':
      return [pointRange(value)];
    case 'ne':
      return [rangeBelow(value, true), rangeAbove(value, true), { kind: 'nan' }];
    case 'lt':
      return [rangeBelow(value, true)];
    case 'le':
      return [rangeBelow(value, false)];
    case 'gt':
      return [rangeAbove(value, true)];
    case 'ge':
      return [rangeAbove(value, false)];
  }
}

/** Rows that hold a test of one value; `not` gives those that do not. */
export interface Test {
  readonly holds: Formula;
  readonly fails: Formula;
}

/** The opposite of a formula of one literal, or of a constant. */
function flipped(formula: Formula): Formula {
  if (formula.kind === 'constant') return constant(!formula.value);
  if (formula.kind !== 'literal') throw new Error('only one test can be turned round');
  return literalOf(formula.literal.atom, !formula.literal.negated);
}

function both(holds: Formula): Test {
  return { holds, fails: flipped(holds) };
}

function compareNumber(node: Compare, op: CompareOp, subject: Subject, value: number): Test {
  const isSeen = node.numbers === 'either' && subject.folding === 'none' && !Number.isNaN(value);
  if (!isSeen || subject.type === 'time' || subject.type === 'boolean') return both(unknownTest(subject, node));
  const rule = { text: node.textCase, numbers: node.numbers, nulls: node.nulls } as const;
  const holds = (text: string): boolean => compareValues(op, text, value, rule);
  return both(literalOf(atom(subject, node, { shapes: numberShapes(op, value), exact: true, holds }), false));
}

function equalText(node: Compare, subject: Subject, text: string): Formula {
  const rule = { text: node.textCase, numbers: node.numbers, nulls: node.nulls } as const;
  const number = subject.type === 'text' ? null : parseNumber(text);
  const globs = [globOf([text], node.textCase)];
  const holds = (value: string): boolean => compareValues('eq', value, text, rule);
  const own = globTest(subject, node, globs, number === null, holds);
  if (number === null || own.kind !== 'literal') return own;
  // The value may be a number, which a text beside it is cast to.
  const { atom: test } = own.literal;
  return literalOf({ ...test, shapes: [...test.shapes!, pointRange(number)], holds: undefined }, false);
}

/** A comparison of a value with a constant. */
export function compareTest(
  node: Compare,
  op: CompareOp,
  left: Expr,
  right: string | number | boolean,
  typeOf: (expr: Expr) => ColumnType,
): Test {
  const subject = subjectOf(left, typeOf);
  if (typeof right === 'number') return compareNumber(node, op, subject, right);
  const text = String(right);
  const isNumeric = subject.type === 'long' || subject.type === 'double' || subject.type === 'time';
  if (isNumeric || isPlaceholder(text)) return both(unknownTest(subject, node));
  if (op === 'eq') return both(equalText(node, subject, text));
  if (op !== 'ne') return both(unknownTest(subject, node));
  const equal = equalText({ ...node, op: 'eq' }, subject, text);
  const there = presence(left, node, typeOf);
  const holds = allOf([there, flipped(equal)]);
  if (subject.type !== 'text') return { holds, fails: flipped(literalOf(opaque(node), false)) };
  return { holds, fails: { kind: 'or', items: [flipped(there), equal] } };
}

function patternGlobs(pattern: Pattern): { readonly globs: readonly Glob[]; readonly exact: boolean } | undefined {
  switch (pattern.kind) {
    case 'wildcard':
      if (pattern.question && pattern.text.includes('?')) return undefined;
      return { globs: [globOfWildcard(pattern.text, pattern.case)], exact: true };
    case 'literal': {
      const pieces = pattern.part === 'whole' ? [pattern.text] : ['', pattern.text, ''];
      return { globs: [globOf(pieces, pattern.case)], exact: true };
    }
    case 'affix': {
      const pieces = pattern.part === 'start' ? [pattern.text, ''] : ['', pattern.text];
      return { globs: [globOf(pieces, pattern.case)], exact: true };
    }
    case 'pieces':
      return { globs: [globOfPieces(pattern)], exact: pattern.pieces.every(({ kind }) => kind !== 'one') };
    case 'regex':
      return regexGlobs(pattern.source, pattern.dialect);
    default:
      return undefined;
  }
}

/** The glob of pieces; a piece of any single character counts as a run, which takes too much. */
function globOfPieces({ pieces, case: rule }: Extract<Pattern, { kind: 'pieces' }>): Glob {
  const texts = [''];
  for (const piece of pieces) {
    if (piece.kind === 'literal') texts.push(`${texts.pop()}${piece.text}`);
    else texts.push('');
  }
  return globOf(
    texts.filter((text, i) => text !== '' || i === 0 || i === texts.length - 1),
    rule,
  );
}

/** A test of one text against a pattern that is known. */
export function textTest(pattern: Pattern): ((text: string) => boolean) | undefined {
  switch (pattern.kind) {
    case 'wildcard':
      return compileWildcard(pattern.text, pattern);
    case 'literal':
      if (pattern.part === 'anywhere') return (text) => containsText(text, pattern.text, pattern.case);
      return (text) =>
        compareValues('eq', text, pattern.text, { text: pattern.case, numbers: 'never', nulls: 'false' });
    case 'regex': {
      const { regex } = compileRegex(pattern.source, { dialect: pattern.dialect });
      return regex && ((text) => regex.test(text));
    }
    case 'affix': {
      const wanted = foldCase(pattern.text, pattern.case);
      if (pattern.part === 'start') return (text) => foldCase(text, pattern.case).startsWith(wanted);
      return (text) => foldCase(text, pattern.case).endsWith(wanted);
    }
    case 'pieces':
      return compileWildcardParts(pattern.pieces, pattern.case);
    case 'present':
      return () => true;
    default:
      return undefined;
  }
}

function textOfPattern(pattern: Pattern): string {
  if (pattern.kind === 'pieces')
    return pattern.pieces.map((piece) => (piece.kind === 'literal' ? piece.text : '')).join('');
  return pattern.kind === 'regex' ? pattern.source : 'text' in pattern ? pattern.text : '';
}

/** Compiles the test when a text is first tried, which is seldom. */
function lazily(pattern: Pattern): (text: string) => boolean {
  let test: ((text: string) => boolean) | undefined;
  return (text) => {
    test ??= textTest(pattern);
    return test?.(text) === true;
  };
}

/** A match of a value with a pattern. */
export function matchTest(node: Match, typeOf: (expr: Expr) => ColumnType): Test {
  if (node.pattern.kind === 'present') return both(presence(node.value, node, typeOf));
  const subject = subjectOf(node.value, typeOf);
  if (node.pattern.kind === 'number') return numberTest(node, subject, node.pattern);
  const found = isPlaceholder(textOfPattern(node.pattern)) ? undefined : patternGlobs(node.pattern);
  if (!found) return both(unknownTest(subject, node));
  if (found.exact && found.globs.some(isAnyText)) return both(presence(node.value, node, typeOf));
  return both(globTest(subject, node, found.globs, found.exact, lazily(node.pattern)));
}

/** A match with a number; one that is too long to be exact, or has another spelling than its own, asks only for a value. */
function numberTest(node: Match, subject: Subject, { op, text }: Extract<Pattern, { kind: 'number' }>): Test {
  const isWhole = /^(?:0|-?[1-9]\d{0,14})$/.test(text);
  const isSeen = isWhole || (op !== 'eq' && op !== 'ne' && /^-?\d{1,10}\.\d{1,5}$/.test(text));
  if (op === 'ne' || subject.folding !== 'none' || !isSeen) return both(unknownTest(subject, node));
  const shapes = numberShapes(op, Number(text)).map((one) =>
    one.kind === 'range' ? { ...one, isHexRead: true } : one,
  );
  return both(literalOf(atom(subject, node, { shapes, exact: true, holds: compileNumber(op, text) }), false));
}

/** The test that a text holds a part; an empty part is no such test. */
export function containsTest(node: Expr, value: Expr, part: string, typeOf: (expr: Expr) => ColumnType): Test {
  const subject = subjectOf(value, typeOf);
  if (part === '' || isPlaceholder(part)) return both(literalOf(opaque(node), false));
  const glob = globOf(['', part, ''], 'sensitive');
  return both(globTest(subject, node, [glob], true, (text) => text.includes(part)));
}

/** The test that a field is true by itself: a boolean, or such a text in any letter case. */
export function truthTest(node: Expr, typeOf: (expr: Expr) => ColumnType): Test {
  const subject = subjectOf(node, typeOf);
  return both(globTest(subject, node, [globOf(['true'], 'unicode')], true, (text) => text.toLowerCase() === 'true'));
}

/** True for a test of whether a value is there. */
export function isPresence({ key }: Atom): boolean {
  return key.startsWith('present ');
}
