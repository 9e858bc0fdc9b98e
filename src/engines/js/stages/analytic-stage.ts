import type { Analytic, AnalyticName } from '../../../ir/index.ts';
import { toNumber, type Value } from '../../../value/index.ts';
import type { Bounds } from '../../engine.ts';
import { type EvaluationContext, evaluate } from '../evaluate.ts';
import { ExactSum } from '../exact-sum.ts';
import { type Row, withCells } from '../row.ts';
import { groupRows } from '../row-groups.ts';
import { deviationOf, meanOf } from '../statistics.ts';
import { CHOSEN_ARITHMETIC } from '../table-functions/table-run.ts';
import { collectStage } from './collect-stage.ts';
import type { Output, Stage } from './stage.ts';

/** The value of each row of a series, or undefined for a row that is dropped. */
type Series = (values: readonly Value[], length: number) => readonly (Value | typeof DROPPED)[];

const DROPPED = Symbol('dropped');

const numberIn = (value: Value): number | null => toNumber(value);

/** Numbers of the last `length` rows up to each row, those that are none left out. */
function overWindow(values: readonly Value[], length: number, fold: (numbers: readonly number[]) => number): Value[] {
  const numbers = values.map(numberIn);
  return numbers.map((number, index) => {
    if (number === null) return null;
    return fold(numbers.slice(Math.max(0, index - length + 1), index + 1).filter((one) => one !== null));
  });
}

/** What goes along a series; rows without a number are dropped by `accum`, `total` and `diff` (spec sumo §10, 18.18). */
const FUNCTIONS: Readonly<Record<AnalyticName, Series>> = {
  accum(values) {
    const sum = new ExactSum();
    return values.map((value) => {
      const number = numberIn(value);
      if (number === null) return DROPPED;
      sum.add(number);
      return sum.value;
    });
  },
  total(values) {
    const sum = new ExactSum();
    for (const value of values) sum.add(numberIn(value) ?? 0);
    return values.map((value) => (numberIn(value) === null ? DROPPED : sum.value));
  },
  diff(values) {
    let before: number | null = null;
    return values.map((value) => {
      const number = numberIn(value);
      if (number === null) return DROPPED;
      const difference: number | null = before === null ? null : number - before;
      before = number;
      return difference;
    });
  },
  backshift: (values, length) => values.map((_value, index) => values[index - length] ?? null),
  smooth: (values, length) => overWindow(values, length, meanOf),
  rollingstd: (values, length) => overWindow(values, length, deviationOf),
};

/** Adds a column made from the rows around each row, for each value of `by` by itself. */
export function analyticStage(node: Analytic, context: EvaluationContext, bounds: Bounds, output: Output): Stage {
  return collectStage(node.input, bounds, output, (rows) => {
    if (node.fn === 'rollingstd' && rows.length > 0)
      context.warn(CHOSEN_ARITHMETIC, 'rollingstd divides by n − 1; the platform does not say whether it does');
    const made = new Map<Row, Value | typeof DROPPED>();
    for (const group of groupRows(rows, (row) => node.by.map((key) => evaluate(key, row, context))).values()) {
      const values = group.map((row) => evaluate(node.value, row, context));
      for (const [index, value] of FUNCTIONS[node.fn](values, node.length).entries()) made.set(group[index]!, value);
    }
    return rows.flatMap((row) => {
      const value = made.get(row);
      return value === DROPPED ? [] : [withCells(row, [{ name: node.name, value: value as Value }])];
    });
  });
}
