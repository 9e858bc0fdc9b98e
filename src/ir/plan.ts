import type { Span } from '../source/index.ts';
import type { Expr } from './expr.ts';
import type { ColumnType } from './schema.ts';

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
  | 'percentile';

/** Folds rows into one record per key; records come in ascending order of their keys. Without keys and rows there is no record. */
export interface Aggregate extends Node<'aggregate'> {
  readonly input: Plan;
  readonly keys: readonly { readonly name: string; readonly value: Expr; readonly type: ColumnType }[];
  readonly aggregates: readonly AggregateCall[];
  readonly window: 'none';
}

/** Values over the rows before and after: running sums, differences, moving averages. */
export interface Analytic extends Node<'analytic'> {
  readonly input: Plan;
  readonly fn: string;
  readonly args: readonly Expr[];
  readonly by: readonly string[];
  readonly name: string;
  readonly type: ColumnType;
}

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

/** Rows of two plans that agree on pairs of columns. */
export interface Join extends Node<'join'> {
  readonly inputs: readonly { readonly plan: Plan; readonly name: string }[];
  readonly on: readonly { readonly left: Expr; readonly right: Expr }[];
}

/** Rows of all inputs. */
export interface Union extends Node<'union'> {
  readonly inputs: readonly Plan[];
}

/** Columns of a table found by key. */
export interface Lookup extends Node<'lookup'> {
  readonly input: Plan;
  readonly table: string;
  readonly on: readonly { readonly value: Expr; readonly column: string }[];
  readonly columns: readonly { readonly column: string; readonly name: string }[];
}

/** One row per item of a list. */
export interface Unnest extends Node<'unnest'> {
  readonly input: Plan;
  readonly list: Expr;
  readonly name: string;
}

/** Values of a column become columns. */
export interface Pivot extends Node<'pivot'> {
  readonly input: Plan;
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly listed: readonly string[] | undefined;
}

/** Steps within a time, ordered or not. */
export interface Sequence extends Node<'sequence'> {
  readonly inputs: readonly Plan[];
  readonly by: readonly Expr[];
  readonly within: number;
  readonly ordered: boolean;
}

/** A table function by name; a registry says its schema, whether it streams, and the order it needs. */
export interface TableCall extends Node<'table-call'> {
  readonly input: Plan;
  readonly fn: string;
  readonly args: readonly Expr[];
}

/** A plan of the IR: readonly plain data, rows flow from `scan` upwards. */
export type Plan =
  | Scan
  | Filter
  | Extend
  | Project
  | ExtractChain
  | Aggregate
  | Analytic
  | Sort
  | Limit
  | Distinct
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
