import type { Span } from '../source/index.ts';
import type { CaseRule, CompareOp } from '../value/index.ts';
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
 * `present`: the field exists and is not null.
 * `dynamic`: the pattern is the text of an expression, read as a wildcard.
 */
export type Pattern =
  | { readonly kind: 'wildcard'; readonly text: string; readonly case: CaseRule; readonly question: boolean }
  | { readonly kind: 'literal'; readonly text: string; readonly case: CaseRule; readonly part: 'whole' | 'anywhere' }
  | { readonly kind: 'regex'; readonly source: string; readonly dialect: 're2' | 'java' }
  | { readonly kind: 'present' }
  | {
      readonly kind: 'dynamic';
      readonly pattern: Expr;
      readonly case: CaseRule;
      readonly part: 'wildcard' | 'anywhere';
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

/** An expression of the IR: readonly plain data. */
export type Expr = Literal | Field | Param | Call | Compare | Match | And | Or | Not | Case | Quantified | Search;

/** One entry for each kind of expression; a missing case does not compile. */
export type ExprTable<R, Args extends readonly unknown[] = []> = {
  readonly [K in Expr['kind']]: (node: NodeOf<K>, ...args: Args) => R;
};

type NodeOf<K extends Expr['kind']> = Extract<Expr, { readonly kind: K }>;
