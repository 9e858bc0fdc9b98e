import type { Plan, RowSchema, TableFunction, TableFunctionOf } from '../../../ir/index.ts';
import type { Value } from '../../../value/index.ts';
import type { EvaluationContext } from '../evaluate.ts';
import type { Row } from '../row.ts';

/** What a table function works with beside its rows. */
export interface TableTools {
  readonly context: EvaluationContext;
  /** The schema of the rows. */
  readonly schema: RowSchema;
  /** A column or field of a row by name. */
  read(row: Row, name: string): Value;
  /** The rows that an inner pipeline makes of rows. */
  run(plan: Plan, rows: readonly Row[]): readonly Row[];
}

/** Runs a table function on all rows in their order; the order of the result is that in which its rows come. */
export type TableRun<F extends TableFunction['fn']> = (
  call: TableFunctionOf<F>,
  rows: readonly Row[],
  tools: TableTools,
) => Iterable<Row>;

/** Code of the warning that a vendor's arithmetic is not published, and which was chosen. */
export const CHOSEN_ARITHMETIC = 'engine/chosen-arithmetic';
