import type { Case, Compare, Expr, ExprTable, Literal, Match } from '../../ir/index.ts';
import { type CompareOp, compareValues, toBoolean, toText, type Value } from '../../value/index.ts';
import {
  compareTest,
  containsTest,
  isPlaceholder,
  matchTest,
  opaque,
  presence,
  type Test,
  textTest,
  truthTest,
} from './atom-of.ts';
import { allOf, anyOf, constant, type Formula, literalOf } from './formula.ts';
import type { Names } from './names.ts';

/** What the reading of conditions needs beside them. */
export interface Reading {
  readonly names: Names;
  /** True for a test that was hardly meant as it stands, so that nothing shall follow from it. */
  readonly isDoubtful: (test: Compare | Match) => boolean;
}

/** Branches of a conditional value that a test of it is pushed into at most. */
const MOST_BRANCHES = 12;

const FLIPPED: Readonly<Record<CompareOp, CompareOp>> = { eq: 'eq', ne: 'ne', lt: 'gt', le: 'ge', gt: 'lt', ge: 'le' };

type Known = Literal & { readonly value: string | number | boolean };

function isKnown(expr: Expr): expr is Known {
  return (
    expr.kind === 'literal' && expr.value !== null && !(typeof expr.value === 'string' && isPlaceholder(expr.value))
  );
}

function chosen(test: Test, negated: boolean): Formula {
  return negated ? test.fails : test.holds;
}

function unknown(expr: Expr, negated: boolean): Formula {
  return literalOf(opaque(expr), negated);
}

function branchCount(expr: Expr): number {
  if (expr.kind !== 'case') return 1;
  return expr.branches.reduce((sum, one) => sum + branchCount(one.value), 0) + branchCount(expr.otherwise);
}

/** A test of a conditional value as one condition: each branch with the test of its value. */
function pushed(node: Case, test: (value: Expr) => Expr, negated: boolean, reading: Reading): Formula {
  const items: Formula[] = [];
  const before: Formula[] = [];
  for (const { when, value } of node.branches) {
    const holds = formulaOf(when, false, reading);
    items.push(allOf([...before, holds, formulaOf(test(value), negated, reading)]));
    before.push(formulaOf(when, true, reading));
  }
  items.push(allOf([...before, formulaOf(test(node.otherwise), negated, reading)]));
  return anyOf(items, node.origin);
}

function isPushable(expr: Expr): expr is Case {
  return expr.kind === 'case' && branchCount(expr) <= MOST_BRANCHES;
}

function compareFormula(node: Compare, negated: boolean, reading: Reading): Formula {
  const { left, right } = node;
  if (reading.isDoubtful(node)) return unknown(node, negated);
  if (isPushable(left) && right.kind === 'literal')
    return pushed(left, (value) => ({ ...node, left: value }), negated, reading);
  if (isPushable(right) && left.kind === 'literal')
    return pushed(right, (value) => ({ ...node, right: value }), negated, reading);
  const typeOf = (expr: Expr) => reading.names.typeOf(expr);
  if (isKnown(left) && isKnown(right)) {
    const rule = { text: node.textCase, numbers: node.numbers, nulls: node.nulls } as const;
    return constant(compareValues(node.op, left.value as Value, right.value as Value, rule) !== negated);
  }
  if (left.kind === 'literal') {
    if (!isKnown(left) || right.kind === 'literal') return unknown(node, negated);
    return chosen(compareTest(node, FLIPPED[node.op], right, left.value, typeOf), negated);
  }
  return isKnown(right)
    ? chosen(compareTest(node, node.op, left, right.value, typeOf), negated)
    : unknown(node, negated);
}

function matchFormula(node: Match, negated: boolean, reading: Reading): Formula {
  const { value } = node;
  if (reading.isDoubtful(node)) return unknown(node, negated);
  if (isPushable(value)) return pushed(value, (one) => ({ ...node, value: one }), negated, reading);
  if (value.kind !== 'literal')
    return chosen(
      matchTest(node, (expr) => reading.names.typeOf(expr)),
      negated,
    );
  const test = textTest(node.pattern);
  const isPlain = !('text' in node.pattern) || !isPlaceholder(node.pattern.text);
  return isKnown(value) && test && isPlain ? constant(test(toText(value.value)!) !== negated) : unknown(node, negated);
}

type Expansion = (args: readonly Expr[], node: Expr, reading: Reading) => Test | undefined;

function absence(args: readonly Expr[], node: Expr, reading: Reading): Test | undefined {
  const [value] = args;
  if (!value || value.kind === 'literal' || value.kind === 'case') return undefined;
  const there = presence(value, node, (expr) => reading.names.typeOf(expr));
  if (there.kind !== 'literal') return undefined;
  return { holds: literalOf(there.literal.atom, true), fails: there };
}

const CALLS: Readonly<Record<string, Expansion>> = {
  'test.null': absence,
  'test.empty': (args, node, reading) => {
    const gone = absence(args, node, reading);
    if (!gone) return undefined;
    const empty = { kind: 'literal', text: '', case: 'sensitive', part: 'whole' } as const;
    const test: Match = { kind: 'match', origin: node.origin, value: args[0]!, pattern: empty };
    const { holds, fails } = matchTest(test, (expr) => reading.names.typeOf(expr));
    return { holds: { kind: 'or', items: [gone.holds, holds] }, fails: allOf([gone.fails, fails]) };
  },
  'text.contains': (args, node, reading) => {
    const [value, part] = args;
    if (!value || !part || value.kind === 'literal' || value.kind === 'case') return undefined;
    if (!isKnown(part) || typeof part.value !== 'string') return undefined;
    return containsTest(node, value, part.value, (expr) => reading.names.typeOf(expr));
  },
};

const FORMULAS: ExprTable<Formula, [boolean, Reading]> = {
  literal: (node, negated) =>
    isKnown(node) ? constant((toBoolean(node.value) === true) !== negated) : unknown(node, negated),
  field: (node, negated, reading) =>
    chosen(
      truthTest(node, (expr) => reading.names.typeOf(expr)),
      negated,
    ),
  param: unknown,
  call: (node, negated, reading) => {
    const test = CALLS[node.fn]?.(node.args, node, reading);
    return test ? chosen(test, negated) : unknown(node, negated);
  },
  compare: compareFormula,
  match: matchFormula,
  and: (node, negated, reading) => {
    const items = node.items.map((item) => formulaOf(item, negated, reading));
    return negated ? anyOf(items, node.origin) : allOf(items);
  },
  or: (node, negated, reading) => {
    const items = node.items.map((item) => formulaOf(item, negated, reading));
    return negated ? allOf(items) : anyOf(items, node.origin);
  },
  not: (node, negated, reading) => formulaOf(node.item, !negated, reading),
  case: (node, negated, reading) =>
    isPushable(node) ? pushed(node, (value) => value, negated, reading) : unknown(node, negated),
  quantified: unknown,
  search: unknown,
  'in-table': unknown,
  'search-table': unknown,
};

/** A resolved condition, or its opposite, as tests of values. */
function formulaOf(expr: Expr, negated: boolean, reading: Reading): Formula {
  return (FORMULAS[expr.kind] as (node: Expr, negated: boolean, reading: Reading) => Formula)(expr, negated, reading);
}

/** Formulas that were built before, by the expression of the plan and by whether it is negated. */
const built = new WeakMap<Reading, Map<Expr, Formula>[]>();

/** A condition of the plan, or its opposite, as tests of values. */
export function formulaAt(expr: Expr, reading: Reading, negated = false): Formula {
  let known = built.get(reading);
  if (!known) {
    known = [new Map(), new Map()];
    built.set(reading, known);
  }
  const own = known[negated ? 1 : 0]!;
  let formula = own.get(expr);
  if (!formula) {
    formula = formulaOf(reading.names.resolve(expr), negated, reading);
    own.set(expr, formula);
  }
  return formula;
}
