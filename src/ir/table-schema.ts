import { foldName } from '../event/index.ts';
import { type Column, type ColumnType, columnOf, type RowSchema, typeOfName, withColumns, withMade } from './schema.ts';
import type { MergeColumn, TableFunction, TableFunctionTable } from './table-function.ts';

/** Records that have these columns and no others. */
export function recordsOf(columns: readonly Column[], open = false): RowSchema {
  return withColumns({ rows: 'records', columns: new Map(), projected: undefined, open }, columns);
}

/** The type of a column where the input has it. */
const typeIn = typeOfName;

function mergedColumns(columns: readonly MergeColumn[], input: RowSchema): Column[] {
  return columns.map(({ name, column, strategy }) => ({
    name,
    type: strategy === 'first' || strategy === 'last' ? typeIn(input, column) : 'text',
  }));
}

const made = (type: ColumnType, ...names: string[]): Column[] => names.map((name) => ({ name, type }));

/** Columns that `outlier` adds for a column, by their use. */
export function outlierColumns(column: string) {
  return {
    error: `${column}_error`,
    lower: `${column}_lower`,
    upper: `${column}_upper`,
    indicator: `${column}_indicator`,
    violation: `${column}_violation`,
    deviation: `${column}_std`,
  } as const;
}

/** Columns of a correlation's rows behind its group: the measure, and the number of events. */
export const CORRELATION_MEASURE = 'measure';
export const CORRELATION_EVENTS = 'events';

const CHANGES: TableFunctionTable<RowSchema, [RowSchema]> = {
  'fill-missing': (_call, input) => input,
  outlier: ({ column }, input) => {
    const { error, lower, upper, indicator, violation, deviation } = outlierColumns(column);
    return withMade(input, [...made('double', error, lower, upper, deviation), ...made('long', indicator, violation)]);
  },
  predict: ({ column }, input) => withMade(input, made('double', `${column}_predicted`, `${column}_error`)),
  compare: ({ columns, values }, input) =>
    withMade(
      input,
      columns.flatMap(({ suffix, fold }) =>
        values.map((name) => ({
          name: name + suffix,
          type: fold === 'avg' ? ('double' as const) : typeIn(input, name),
        })),
      ),
    ),
  correlate: ({ correlation }) =>
    recordsOf([
      ...correlation.groupBy.map((name) => ({ name, type: 'any' as const })),
      ...made('double', CORRELATION_MEASURE),
      ...made('long', CORRELATION_EVENTS),
    ]),
  merge: ({ columns }, input) => recordsOf(mergedColumns(columns, input)),
  transactionize: ({ name, merge }, input) => {
    const own = [
      { name, type: 'long' as const },
      ...made('long', '_group_duration', '_group_size'),
      ...made('boolean', '_group_orphaned'),
    ];
    return merge ? recordsOf([...own, ...mergedColumns(merge, input)]) : withMade(input, own);
  },
  transaction: ({ on, states, results }) => {
    const times = made('time', '_start_time', '_end_time');
    const keys = made('text', ...on);
    if (results === 'flow')
      return recordsOf([...keys, ...made('text', 'fromstate', 'tostate'), ...made('long', 'latency')]);
    if (results === 'states') return recordsOf([...made('text', 'state'), ...made('long', '_count')]);
    return recordsOf([...keys, ...times, ...made('long', ...states.map(({ name }) => name))]);
  },
  sessionize: ({ anchors }, input) =>
    withMade(
      input,
      anchors.flatMap(({ pieces }) =>
        pieces.flatMap((piece) => (piece.kind === 'capture' ? made('text', piece.name) : [])),
      ),
    ),
  trace: (_call, input) => input,
  'keep-listed': (_call, input) => input,
  save: (_call, input) => input,
};

/** The schema behind a table function. */
export function schemaBehind(call: TableFunction, input: RowSchema): RowSchema {
  return (CHANGES[call.fn] as (call: TableFunction, input: RowSchema) => RowSchema)(call, input);
}

/** The name that a column of a joined table has afterwards. */
export function joinedName(table: string, column: string): string {
  return `${table}_${column}`;
}

/** The schema of a pivot's rows: row keys, listed columns, and others that are known at run time only. */
export function pivotSchema(
  node: {
    readonly rows: readonly string[];
    readonly columns: readonly string[];
    readonly listed: readonly string[];
    readonly rest: boolean;
  },
  input: RowSchema,
): RowSchema {
  const keys = node.rows.map((name) => ({ name: columnOf(input, name)?.name ?? name, type: typeIn(input, name) }));
  const used = new Set([...node.rows, ...node.columns].map(foldName));
  const cell = [...input.columns].find(([folded]) => !used.has(folded))?.[1].type ?? 'any';
  return recordsOf([...keys, ...made(cell, ...node.listed)], node.rest);
}
