import { type Event, type EventMetadata, foldName, type Raw } from '../../event/index.ts';
import { DROP_ROW, FUNCTIONS, type FunctionContext } from '../../functions/index.ts';
import type { Expr, ExprTable, Match, Pattern } from '../../ir/index.ts';
import { compareValues, compileTerms, isNull, toBoolean, toText, type Value } from '../../value/index.ts';
import type { Tables } from '../table.ts';
import { compilePattern, dynamicPattern, type TextTest } from './pattern.ts';
import { builtinOf, type Row, textOfRaw } from './row.ts';
import { membership, tableSearch } from './tables/membership.ts';

/** Thrown inside the interpreter by a function whose rule is to drop the row. */
export class DroppedRow extends Error {}

/** What expressions need beside their row. */
export interface EvaluationContext extends FunctionContext {
  readonly fieldsAs: 'text' | 'logged';
  readonly params: ReadonlyMap<string, string>;
  readonly metadata: (event: Event) => EventMetadata;
  readonly tables?: Tables | undefined;
}

/** The value of a field: columns first, then built-in fields, then the event's, read as the scan says. */
export function readField(name: string, row: Row, context: EvaluationContext): Raw {
  const folded = foldName(name);
  const cell = row.columns.get(folded);
  if (cell) return cell.value;
  if (!row.event) return undefined;
  const builtin = builtinOf(folded, row.event, context.metadata);
  if (builtin !== undefined) return builtin;
  return row.sees(folded) ? row.event.get(name) : undefined;
}

function scalar(value: Raw, context: EvaluationContext): Value {
  if (context.fieldsAs === 'text' && Array.isArray(value)) return textOfRaw(value);
  return Array.isArray(value) ? textOfRaw(value) : (value as Value);
}

const scalarOf: ExprTable<Value, [Row, EvaluationContext]> = {
  literal: (node) => node.value,
  field: (node, row, context) => {
    const value = readField(node.name, row, context);
    if (row.columns.has(foldName(node.name)) || node.name.startsWith('_')) return scalar(value, context);
    return context.fieldsAs === 'text' ? textOfRaw(value) : scalar(value, context);
  },
  param: (node, _row, context) => context.params.get(node.name),
  call: (node, row, context) => {
    const definition = FUNCTIONS.get(node.fn);
    if (!definition) throw new Error(`no function ${node.fn}`);
    const args = node.args.map((arg) => evaluate(arg, row, context));
    const value = definition.evaluate(args, context);
    if (value === DROP_ROW) throw new DroppedRow();
    return value as Value;
  },
  compare: (node, row, context) => {
    const rule = { text: node.textCase, numbers: node.numbers, nulls: node.nulls } as const;
    const right = itemsOf(node.right, row, context);
    return itemsOf(node.left, row, context).some((a) => right.some((b) => compareValues(node.op, a, b, rule)));
  },
  match: (node, row, context) => matches(node, row, context),
  and: (node, row, context) => node.items.every((item) => holds(item, row, context)),
  or: (node, row, context) => node.items.some((item) => holds(item, row, context)),
  not: (node, row, context) => !holds(node.item, row, context),
  case: (node, row, context) => {
    const branch = node.branches.find(({ when }) => holds(when, row, context));
    return evaluate(branch?.value ?? node.otherwise, row, context);
  },
  quantified: (node, row, context) => {
    const items = itemsOf(node.over, row, context);
    const test = (value: Value): boolean => {
      const columns = new Map(row.columns).set(foldName(node.item), { name: node.item, value });
      return holds(node.test, { ...row, columns }, context);
    };
    return node.quantifier === 'any' ? items.some(test) : items.every(test);
  },
  search: (node, row) =>
    row.event !== undefined && remembered(node, () => compileTerms(node.text, node.form))(row.event.raw()),
  'in-table': (node, row, context) => {
    const { fields, has } = preparedFor(node, context, membership);
    return has(fields.map((field) => evaluate(field, row, context)));
  },
  'search-table': (node, row, context) =>
    row.event !== undefined && preparedFor(node, context, tableSearch)(row.event.raw()),
};

const prepared = new WeakMap<EvaluationContext, Map<object, unknown>>();

/** What a node needs of the run's surroundings, made once for each run. */
function preparedFor<N extends object, T>(
  node: N,
  context: EvaluationContext,
  prepare: (node: N, context: EvaluationContext) => T,
): T {
  let known = prepared.get(context);
  if (!known) {
    known = new Map();
    prepared.set(context, known);
  }
  if (!known.has(node)) known.set(node, prepare(node, context));
  return known.get(node) as T;
}

/** The scalar value of an expression on a row. */
export function evaluate(expr: Expr, row: Row, context: EvaluationContext): Value {
  const table = scalarOf as Record<Expr['kind'], (node: Expr, row: Row, context: EvaluationContext) => Value>;
  return table[expr.kind](expr, row, context);
}

/** The value of a column or field of a row by its name. */
export function valueNamed(name: string, row: Row, context: EvaluationContext): Value {
  return evaluate({ kind: 'field', name, origin: NOWHERE }, row, context);
}

/** The place of what stands in no query. */
export const NOWHERE = { start: 0, end: 0 } as const;

/** True if a condition holds; the texts true and false read as booleans, null and anything else do not hold (spec sumo §4.4). */
export function holds(expr: Expr, row: Row, context: EvaluationContext): boolean {
  return toBoolean(evaluate(expr, row, context)) === true;
}

/** All values of an operand: the items of a multi-valued event field, else the one value. */
export function itemsOf(expr: Expr, row: Row, context: EvaluationContext): readonly Value[] {
  if (expr.kind === 'field' && !row.columns.has(foldName(expr.name))) {
    const value = readField(expr.name, row, context);
    if (Array.isArray(value))
      return value.map((item: Raw) => (context.fieldsAs === 'text' ? textOfRaw(item) : scalar(item, context)));
  }
  return [evaluate(expr, row, context)];
}

function matches(node: Match, row: Row, context: EvaluationContext): boolean {
  const items = itemsOf(node.value, row, context);
  const { pattern } = node;
  if (pattern.kind === 'present') return items.some((item) => !isNull(item));
  const test =
    pattern.kind === 'dynamic'
      ? dynamicTest(pattern, row, context)
      : remembered(pattern, () => compilePattern(pattern));
  return (
    test !== undefined &&
    items.some((item) => {
      const text = toText(item);
      return text !== null && test(text);
    })
  );
}

function dynamicTest(
  pattern: Extract<Pattern, { kind: 'dynamic' }>,
  row: Row,
  context: EvaluationContext,
): TextTest | undefined {
  const text = toText(evaluate(pattern.pattern, row, context));
  return text === null ? undefined : dynamicPattern(pattern, text);
}

const tests = new WeakMap<object, TextTest>();

function remembered(key: object, make: () => TextTest): TextTest {
  let test = tests.get(key);
  if (!test) {
    test = make();
    tests.set(key, test);
  }
  return test;
}
