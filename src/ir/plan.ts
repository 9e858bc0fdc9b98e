import type { Span } from '../source/index.ts';
import type { Expr, TableKey } from './expr.ts';
import type { ColumnType } from './schema.ts';
import type { TableFunction } from './table-function.ts';

interface Node<K extends string> {
  readonly kind: K;
  readonly origin: Span;
}

/** All events of the input, time range applied; `fieldsAs: 'text'` reads every event field as text, as after a parse. */
export interface Scan extends Node<'scan'> {
  readonly fieldsAs: 'text' | 'logged';
}

/** Keeps rows for which the condition holds; `role: 'scope'` marks the source selection of a query. */
export interface Filter extends Node<'filter'> {
  readonly input: Plan;
  readonly condition: Expr;
  readonly role: 'scope' | 'where';
}

/** Makes or overwrites columns, one after the other, so that a later one reads an earlier one. */
export interface Extend extends Node<'extend'> {
  readonly input: Plan;
  readonly columns: readonly { readonly name: string; readonly type: ColumnType; readonly value: Expr }[];
}

/** Keeps (in this order) or drops columns of what a row prints; built-in fields of messages stay readable when kept by `keep`. */
export interface Project extends Node<'project'> {
  readonly input: Plan;
  readonly mode: 'keep' | 'drop';
  readonly names: readonly string[];
}

/** How an extraction finds its values in a text. */
export type Extractor =
  /** Literal pieces between captures, each found at its first occurrence behind the one before; captures are as short as possible. */
  | { readonly kind: 'anchor'; readonly pieces: readonly string[]; readonly names: readonly string[] }
  /** First match, or each with `multi`; columns are the named groups. */
  | {
      readonly kind: 'regex';
      readonly source: string;
      readonly dialect: 're2' | 'java';
      readonly names: readonly string[];
    }
  /** JSON paths, each with the column it makes. */
  | { readonly kind: 'json'; readonly paths: readonly { readonly path: string; readonly name: string }[] }
  /** Text cut at a delimiter; a column that is missing is null, and no row is without a match. */
  | {
      readonly kind: 'columns';
      readonly delimiter: string;
      readonly escape: string;
      readonly quote: string;
      /** Places from 0. */
      readonly columns: readonly { readonly at: number; readonly name: string }[];
    }
  /** Values of named keys: behind a separator that is inferred, or as a pattern finds them. */
  | {
      readonly kind: 'key-value';
      readonly how:
        | { readonly kind: 'infer' }
        /** Two groups: key and value; one group: the value behind the first occurrence of the key. */
        | { readonly kind: 'regex'; readonly source: string; readonly groups: 1 | 2 }
        | { readonly kind: 'delimiter'; readonly delimiter: string };
      /** Undefined: all keys become columns of their own names. */
      readonly keys: readonly { readonly key: string; readonly name: string }[] | undefined;
      /** False: keys that are not listed become columns too. */
      readonly onlyKeys: boolean;
    }
  /** Absolute XPath expressions, each with the column it makes. */
  | { readonly kind: 'xml'; readonly paths: readonly { readonly path: string; readonly name: string }[] }
  /** Every leaf of a JSON object as a column of its dotted name. */
  | {
      readonly kind: 'json-auto';
      readonly maxDepth: number | undefined;
      readonly keys: readonly { readonly key: string; readonly name: string }[] | undefined;
      readonly onlyKeys: boolean;
      readonly extractArrays: boolean;
    };

/** One parse: where it reads, how, and what becomes of a row that does not match. */
export interface ExtractStep {
  readonly origin: Span;
  readonly from: Expr;
  readonly extractor: Extractor;
  /** One output row per match. */
  readonly multi: boolean;
  /** `keep`: the row stays, its columns keep their old value or become null; `drop`: the row goes unless an earlier step of the chain matched it. */
  readonly onMiss: 'keep' | 'drop';
}

/** A chain of parses: all steps but the last have `onMiss: 'keep'` (spec sumo §6, 18.3). */
export interface ExtractChain extends Node<'extract'> {
  readonly input: Plan;
  readonly steps: readonly ExtractStep[];
}

/** An aggregate of a group: a function of `engines/js/aggregates`, its argument, the column it makes. */
export interface AggregateCall {
  readonly origin: Span;
  readonly fn: AggregateName;
  readonly arg: Expr | undefined;
  readonly parameter?: number;
  readonly name: string;
  readonly type: ColumnType;
}

/** Aggregates of the IR. */
export type AggregateName =
  | 'count'
  | 'count-values'
  | 'count-distinct'
  | 'sum'
  | 'avg'
  | 'min'
  | 'max'
  | 'first'
  | 'last'
  | 'values'
  | 'stddev'
  | 'percentile'
  | 'most-recent'
  | 'least-recent';

/** Folds rows into one record per key; records come in ascending order of their keys. Without keys and rows there is no record. */
export interface Aggregate extends Node<'aggregate'> {
  readonly input: Plan;
  readonly keys: readonly { readonly name: string; readonly value: Expr; readonly type: ColumnType }[];
  readonly aggregates: readonly AggregateCall[];
  readonly window: 'none';
}

/**
 * A value made from the rows before and after, in the order at hand, for each value of `by` by itself:
 * `accum` running sum · `total` sum of all · `diff` this minus the row before · `backshift` the value `length` rows before ·
 * `smooth` mean and `rollingstd` deviation of the last `length` rows.
 */
export interface Analytic extends Node<'analytic'> {
  readonly input: Plan;
  readonly fn: AnalyticName;
  readonly value: Expr;
  readonly length: number;
  readonly by: readonly Expr[];
  readonly name: string;
  readonly type: ColumnType;
}

/** Functions along a series. */
export type AnalyticName = 'accum' | 'total' | 'diff' | 'backshift' | 'smooth' | 'rollingstd';

/** A key of an order; text by code points, nulls last either way, ties keep the order before. */
export interface SortKey {
  readonly value: Expr;
  readonly direction: 'ascending' | 'descending';
}

/** Puts rows in an order. */
export interface Sort extends Node<'sort'> {
  readonly input: Plan;
  readonly keys: readonly SortKey[];
}

/** The first rows in the order at hand. */
export interface Limit extends Node<'limit'> {
  readonly input: Plan;
  readonly count: number;
}

/** The first `count` rows of each key in the order at hand; `consecutive` compares with the row before only. */
export interface Distinct extends Node<'distinct'> {
  readonly input: Plan;
  readonly by: readonly Expr[];
  readonly count: number;
  readonly consecutive: boolean;
}

/** The first `count` rows of each key in an order of their own, numbered from 1; keys come in ascending order. */
export interface Top extends Node<'top'> {
  readonly input: Plan;
  readonly by: readonly Expr[];
  readonly keys: readonly SortKey[];
  readonly count: number;
  /** Column of the number. */
  readonly rank: string;
}

/** The rows that the node around an inner pipeline reads. */
export interface Given extends Node<'given'> {
  readonly of: Plan;
}

/** The rows of a table that the user brings. */
export interface TableScan extends Node<'table'> {
  readonly table: string;
}

/** A column of one of the inner pipelines of a join. */
export interface JoinColumn {
  readonly table: string;
  readonly column: string;
}

/** Rows of inner pipelines over the same input that agree on pairs of columns; columns are named `<table>_<column>`. */
export interface Join extends Node<'join'> {
  readonly input: Plan;
  readonly tables: readonly { readonly name: string; readonly plan: Plan }[];
  readonly on: readonly { readonly left: JoinColumn; readonly right: JoinColumn }[];
  /** Greatest distance in time between the messages of a row, in milliseconds. */
  readonly within: number | undefined;
}

/** Rows of all inputs. */
export interface Union extends Node<'union'> {
  readonly inputs: readonly Plan[];
}

/** Columns of a table found by key; a row without an entry has null in them. */
export interface Lookup extends Node<'lookup'> {
  readonly input: Plan;
  readonly table: string;
  readonly on: readonly TableKey[];
  /** Undefined: all columns that are no key. */
  readonly columns: readonly { readonly column: string; readonly name: string }[] | undefined;
  /** One row per entry instead of the last entry only; the number of entries goes into this column. */
  readonly every: boolean;
}

/** One row per item of a list. */
export interface Unnest extends Node<'unnest'> {
  readonly input: Plan;
  readonly list: Expr;
  readonly name: string;
}

/** Values of columns become columns, whose cells are those of the first other column. */
export interface Pivot extends Node<'pivot'> {
  readonly input: Plan;
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** Columns that stand first, in this order, whether they occur or not. */
  readonly listed: readonly string[];
  /** Columns that are not listed follow, by name. */
  readonly rest: boolean;
}

/** Steps within a time, ordered or not. */
export interface Sequence extends Node<'sequence'> {
  readonly inputs: readonly Plan[];
  readonly by: readonly Expr[];
  readonly within: number;
  readonly ordered: boolean;
}

/** A function from all rows, in the order at hand, to rows. */
export interface TableCall extends Node<'table-call'> {
  readonly input: Plan;
  readonly call: TableFunction;
}

/** A plan of the IR: readonly plain data, rows flow from `scan` upwards. */
export type Plan =
  | Scan
  | TableScan
  | Given
  | Filter
  | Extend
  | Project
  | ExtractChain
  | Aggregate
  | Analytic
  | Sort
  | Limit
  | Distinct
  | Top
  | Join
  | Union
  | Lookup
  | Unnest
  | Pivot
  | Sequence
  | TableCall;

/** The plan node of a kind. */
export type PlanOf<K extends Plan['kind']> = Extract<Plan, { readonly kind: K }>;

/** One entry for each kind of plan node; a missing case does not compile. */
export type PlanTable<R, Args extends readonly unknown[] = []> = {
  readonly [K in Plan['kind']]: (node: PlanOf<K>, ...args: Args) => R;
};
