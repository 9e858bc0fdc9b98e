import type { Span } from '../source/index.ts';
import type { CaseRule, CompareOp, WildcardPart } from '../value/index.ts';
import type { Plan } from './plan.ts';
import type { ColumnType } from './schema.ts';

/** A constant. */
export interface Literal {
  readonly kind: 'literal';
  readonly origin: Span;
  readonly value: string | number | boolean | null;
  readonly type: ColumnType;
}

/** A column of the row or, failing that, a field of its event; names fold ASCII case. */
export interface Field {
  readonly kind: 'field';
  readonly origin: Span;
  readonly name: string;
}

/** A value given when the plan is run. */
export interface Param {
  readonly kind: 'param';
  readonly origin: Span;
  readonly name: string;
}

/** A vendor-neutral function of `functions/`. */
export interface Call {
  readonly kind: 'call';
  readonly origin: Span;
  readonly fn: string;
  readonly args: readonly Expr[];
}

/**
 * Compares two values; any item of a multi-valued field may hold.
 * `numbers`: `either` casts the text side when the other is a number; `never` compares by type as it is.
 * `nulls`: `false` makes every comparison with null or missing false (two-valued logic).
 */
export interface Compare {
  readonly kind: 'compare';
  readonly origin: Span;
  readonly op: CompareOp;
  readonly left: Expr;
  readonly right: Expr;
  readonly textCase: CaseRule;
  readonly numbers: 'either' | 'never';
  readonly nulls: 'false';
}

/**
 * What a match looks for. The author's pattern and its case rule are kept; automata are built later.
 * `wildcard`: `*` any run, and `?` one character where `question`; compared with the whole value.
 * `regex`: found anywhere in the value, in the syntax of `dialect`.
 * `affix`: the value begins or ends with the text.
 * `pieces`: a wildcard whose pieces are already told apart, compared with the whole value.
 * `network`: the value is an address in the network; any other text is not.
 * `number`: the value is the number as written, or another spelling of it in decimal or as `0x…`; with another `op`, how it compares.
 * `present`: the field exists and is not null.
 * `dynamic`: the pattern is the text of an expression, read as a wildcard, or literally as a part of the value.
 */
export type Pattern =
  | { readonly kind: 'wildcard'; readonly text: string; readonly case: CaseRule; readonly question: boolean }
  | { readonly kind: 'literal'; readonly text: string; readonly case: CaseRule; readonly part: 'whole' | 'anywhere' }
  | { readonly kind: 'regex'; readonly source: string; readonly dialect: 're2' | 'java' }
  | { readonly kind: 'affix'; readonly text: string; readonly case: CaseRule; readonly part: 'start' | 'end' }
  | { readonly kind: 'pieces'; readonly pieces: readonly WildcardPart[]; readonly case: CaseRule }
  | { readonly kind: 'network'; readonly text: string }
  | { readonly kind: 'number'; readonly op: CompareOp; readonly text: string }
  | { readonly kind: 'present' }
  | {
      readonly kind: 'dynamic';
      readonly pattern: Expr;
      readonly case: CaseRule;
      readonly part: 'wildcard' | 'anywhere' | 'whole' | 'start' | 'end';
    };

/** Tests a value's text against a pattern; null and missing do not match, any item of a multi-valued field may. */
export interface Match {
  readonly kind: 'match';
  readonly origin: Span;
  readonly value: Expr;
  readonly pattern: Pattern;
}

/** True if all hold; the empty list holds. */
export interface And {
  readonly kind: 'and';
  readonly origin: Span;
  readonly items: readonly Expr[];
}

/** True if one holds; the empty list does not. */
export interface Or {
  readonly kind: 'or';
  readonly origin: Span;
  readonly items: readonly Expr[];
}

/** Two-valued: true if the item does not hold, null included. */
export interface Not {
  readonly kind: 'not';
  readonly origin: Span;
  readonly item: Expr;
}

/** The first branch whose condition holds, else `otherwise`. */
export interface Case {
  readonly kind: 'case';
  readonly origin: Span;
  readonly branches: readonly { readonly when: Expr; readonly value: Expr }[];
  readonly otherwise: Expr;
}

/** Asks of the items of a multi-valued field whether any or all hold; `item` names one of them in `test`. */
export interface Quantified {
  readonly kind: 'quantified';
  readonly origin: Span;
  readonly quantifier: 'any' | 'all';
  readonly over: Expr;
  readonly item: string;
  readonly test: Expr;
}

/** Looks for words in the raw text of the event: `terms` by index terms with wildcards, `phrase` literally between term borders. */
export interface Search {
  readonly kind: 'search';
  readonly origin: Span;
  readonly text: string;
  readonly form: 'terms' | 'phrase';
}

/** A query that runs before the one around it; its rows are the table of this name. */
export interface InnerQuery {
  readonly table: string;
  readonly plan: Plan;
  /** Columns that are taken of its rows. */
  readonly columns: readonly string[];
  /** Its window in milliseconds, as an offset from the end of the window around it or as an instant; undefined is that window's own bound. */
  readonly from: InnerTime | undefined;
  readonly to: InnerTime | undefined;
  /** Rows that count. */
  readonly limit: number;
}

/** A bound of an inner query's window, in milliseconds. */
export type InnerTime =
  | { readonly kind: 'before-end'; readonly ms: number }
  | { readonly kind: 'instant'; readonly text: string };

/** A pair of names of which one is a column of a table and the other a field of the row: which, the table decides; `presumed` is the row's side as far as can be told without it. */
export interface TableKey {
  readonly left: Field;
  readonly right: Field;
  readonly presumed: 'left' | 'right';
}

/** True if a row of a table agrees with the row at hand in all keys; null agrees with nothing. */
export interface InTable {
  readonly kind: 'in-table';
  readonly origin: Span;
  readonly table: string;
  readonly on: readonly TableKey[];
  /** How texts agree; `table` leaves it to the table. */
  readonly textCase: CaseRule | 'table';
  /** The query that makes the table. */
  readonly inner: InnerQuery | undefined;
}

/** Looks in the raw text of the event for the phrases that columns of a table hold: all of one row together. */
export interface SearchTable {
  readonly kind: 'search-table';
  readonly origin: Span;
  readonly table: string;
  readonly columns: readonly string[];
  readonly inner: InnerQuery;
}

/** An expression of the IR: readonly plain data. */
export type Expr =
  | Literal
  | Field
  | Param
  | Call
  | Compare
  | Match
  | And
  | Or
  | Not
  | Case
  | Quantified
  | Search
  | InTable
  | SearchTable;

/** One entry for each kind of expression; a missing case does not compile. */
export type ExprTable<R, Args extends readonly unknown[] = []> = {
  readonly [K in Expr['kind']]: (node: NodeOf<K>, ...args: Args) => R;
};

type NodeOf<K extends Expr['kind']> = Extract<Expr, { readonly kind: K }>;
