import type { Correlate } from './correlate.ts';
import type { Plan } from './plan.ts';
import type { RowSchema } from './schema.ts';

/** Values of a field that must all be there. */
export type FillValues =
  | { readonly kind: 'slices'; readonly column: string; readonly width: number | undefined }
  | { readonly kind: 'listed'; readonly column: string; readonly values: readonly (string | number)[] }
  | { readonly kind: 'seen'; readonly column: string };

/** Adds records for combinations of values that do not occur (spec sumo §9.5). */
export interface FillMissing {
  readonly fn: 'fill-missing';
  readonly generators: readonly FillValues[];
  readonly constants: readonly { readonly column: string; readonly value: string | number | boolean | null }[];
  /** A missing slice takes the other values of the slice before. */
  readonly takeLast: boolean;
  /** Other columns of added records are null, whatever their type. */
  readonly nulls: boolean;
}

/** Marks values far from the mean of the values before them (spec sumo §10). */
export interface Outlier {
  readonly fn: 'outlier';
  readonly column: string;
  readonly by: readonly string[];
  readonly window: number;
  readonly threshold: number;
  readonly consecutive: number;
  readonly direction: '+' | '-' | '+-';
}

/** Draws the straight line nearest to a series on, and further (spec sumo §10). */
export interface Predict {
  readonly fn: 'predict';
  readonly column: string;
  /** Milliseconds from one point to the next. */
  readonly step: number;
  readonly forecast: number;
}

/** One of the earlier results that `compare` sets beside the present one. */
export interface ComparedRun {
  /** Name of the table that holds the earlier result. */
  readonly table: string;
  /** Milliseconds that it lies in the past. */
  readonly shift: number;
}

/** Sets the result beside that of the same stages over earlier times (spec sumo §10). */
export interface CompareRuns {
  readonly fn: 'compare';
  readonly columns: readonly {
    /** Behind the name of each value column: `_1d`, `_yesterday`. */
    readonly suffix: string;
    readonly runs: readonly ComparedRun[];
    readonly fold: 'avg' | 'min' | 'max' | undefined;
  }[];
  readonly keys: readonly string[];
  readonly values: readonly string[];
}

/** How the values of a field in a group of rows become one (spec sumo §8.4). */
export interface MergeColumn {
  readonly column: string;
  readonly name: string;
  readonly strategy: 'first' | 'last' | 'distinct' | 'join';
  readonly separator: string;
}

/** Folds all rows into one (spec sumo §8.4). */
export interface MergeRows {
  readonly fn: 'merge';
  readonly columns: readonly MergeColumn[];
}

/** A text that begins or ends a group: a wildcard pattern on `_raw`; `strict` says that a group cannot do without. */
export interface GroupBound {
  readonly text: string;
  readonly strict: boolean;
}

/** Groups rows that are linked by a shared value of one of the columns (spec sumo §11.4). */
export interface Transactionize {
  readonly fn: 'transactionize';
  readonly columns: readonly string[];
  /** Column of the group's number. */
  readonly name: string;
  readonly maxSpan: number | undefined;
  readonly maxPause: number | undefined;
  readonly maxLogs: number | undefined;
  readonly startsWith: GroupBound | undefined;
  readonly endsWith: GroupBound | undefined;
  readonly keepOrphans: boolean;
  readonly merge: readonly MergeColumn[] | undefined;
}

/** A state of a transaction: a wildcard pattern on a field. */
export interface TransactionStep {
  readonly name: string;
  readonly column: string;
  readonly pattern: string;
}

/** Follows transactions through states (spec sumo §11.4). */
export interface Transaction {
  readonly fn: 'transaction';
  readonly on: readonly string[];
  readonly states: readonly TransactionStep[];
  /** Milliseconds at both ends of the window of which transactions are left out; undefined for none. */
  readonly fringe: number | undefined;
  readonly results: 'transactions' | 'states' | 'flow';
}

/** One anchor of `sessionize`: literal pieces, each capture new or the value of an earlier one. */
export interface SessionAnchor {
  readonly pieces: readonly (
    | { readonly kind: 'text'; readonly text: string }
    | { readonly kind: 'capture'; readonly name: string }
    | { readonly kind: 'reference'; readonly name: string }
  )[];
}

/** Joins messages whose anchors refer to each other's captures (spec sumo §11.4). */
export interface Sessionize {
  readonly fn: 'sessionize';
  readonly column: string;
  readonly anchors: readonly SessionAnchor[];
}

/** Follows a chain of ids from a first one (spec sumo §11.4). */
export interface Trace {
  readonly fn: 'trace';
  readonly pattern: string;
  readonly start: string;
}

/** Keeps rows whose values of some columns occur in the result of inner stages over the same rows (spec sumo §7.6). */
export interface KeepListed {
  readonly fn: 'keep-listed';
  readonly columns: readonly string[];
  readonly plan: Plan;
}

/** Sets the result down as a table, for a host that can; rows pass unchanged (spec sumo §11.2). */
export interface SaveTable {
  readonly fn: 'save';
  readonly table: string;
  readonly append: boolean;
}

/** A function from all rows, in their order, to rows. */
export type TableFunction =
  | FillMissing
  | Outlier
  | Predict
  | CompareRuns
  | Correlate
  | MergeRows
  | Transactionize
  | Transaction
  | Sessionize
  | Trace
  | KeepListed
  | SaveTable;

/** The table function of a name. */
export type TableFunctionOf<F extends TableFunction['fn']> = Extract<TableFunction, { readonly fn: F }>;

/** One entry for each table function; a missing case does not compile. */
export type TableFunctionTable<R, Args extends readonly unknown[] = []> = {
  readonly [F in TableFunction['fn']]: (call: TableFunctionOf<F>, ...args: Args) => R;
};

/** What a table function does to the schema of its rows. */
export type SchemaChange = (input: RowSchema) => RowSchema;
