import type { TableCall, TableFunction } from '../../../ir/index.ts';
import type { Row } from '../row.ts';
import { compare } from './compare.ts';
import { correlate } from './correlate.ts';
import { fillMissing } from './fill-missing.ts';
import { keepListed } from './keep-listed.ts';
import { mergeRows } from './merge.ts';
import { outlier } from './outlier.ts';
import { predict } from './predict.ts';
import { sessionize } from './sessionize.ts';
import type { TableRun, TableTools } from './table-run.ts';
import { trace } from './trace.ts';
import { transaction } from './transaction.ts';
import { transactionize } from './transactionize.ts';

const TABLE_FUNCTIONS: { readonly [F in TableFunction['fn']]: TableRun<F> } = {
  compare,
  correlate,
  'fill-missing': fillMissing,
  'keep-listed': keepListed,
  merge: mergeRows,
  outlier,
  predict,
  save: (_call, rows) => rows,
  sessionize,
  trace,
  transaction,
  transactionize,
};

/** Runs a table function on all rows in their order. */
export function runTableFunction({ call }: TableCall, rows: readonly Row[], tools: TableTools): Iterable<Row> {
  const run = TABLE_FUNCTIONS[call.fn] as (
    call: TableFunction,
    rows: readonly Row[],
    tools: TableTools,
  ) => Iterable<Row>;
  return run(call, rows, tools);
}
