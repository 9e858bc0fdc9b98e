import type { Span } from '../../source/index.ts';

/** A field name as written; `quoted` means the `%"…"` (or `%a.b[0]`) form, in a scope `"…"`. */
export interface NameNode {
  readonly kind: 'name';
  readonly name: string;
  readonly quoted: boolean;
  readonly span: Span;
}

/** A number; `value` has its suffix applied: times are milliseconds (spec sumo §2). */
export interface NumberNode {
  readonly kind: 'number';
  readonly raw: string;
  readonly value: number;
  readonly span: Span;
}

/** A quoted text; `raw` is what stands between the quotes, `value` its plain-mode reading (spec sumo §2). */
export interface StringNode {
  readonly kind: 'string';
  readonly raw: string;
  readonly value: string;
  readonly span: Span;
}

/** `true` or `false`. */
export interface BooleanNode {
  readonly kind: 'boolean';
  readonly value: boolean;
  readonly span: Span;
}

/** `null`, documented for `fillmissing` and `isNull` only (spec sumo §2). */
export interface NullNode {
  readonly kind: 'null';
  readonly span: Span;
}

/** A field that is read. */
export interface FieldNode {
  readonly kind: 'field';
  readonly name: string;
  readonly quoted: boolean;
  readonly span: Span;
}

/** A regex literal; `raw` is what stands between the slashes, `\/` included. */
export interface RegexNode {
  readonly kind: 'regex';
  readonly raw: string;
  readonly span: Span;
}

/** Text that the platform replaces before it parses: an opaque atom. */
export interface TemplateNode {
  readonly kind: 'template';
  readonly raw: string;
  readonly span: Span;
}

/** A prefix operator. */
export interface UnaryNode {
  readonly kind: 'unary';
  readonly operator: '!' | '-' | 'not';
  readonly operand: Expression;
  readonly span: Span;
}

/** Operators of a binary node under one spelling each. */
export type BinaryOperator = '+' | '-' | '*' | '/' | '%' | '=' | '!=' | '<' | '<=' | '>' | '>=' | 'and' | 'or';

/** An infix operator; `spelling` is the author's (`==`, `<>`, `&&`, `AND`). */
export interface BinaryNode {
  readonly kind: 'binary';
  readonly operator: BinaryOperator;
  readonly spelling: string;
  readonly left: Expression;
  readonly right: Expression;
  readonly span: Span;
}

/** `condition ? then : otherwise`. */
export interface TernaryNode {
  readonly kind: 'ternary';
  readonly condition: Expression;
  readonly then: Expression;
  readonly otherwise: Expression;
  readonly span: Span;
}

/** `left in (…)` or `left not in (…)`. */
export interface InNode {
  readonly kind: 'in';
  readonly left: Expression;
  readonly negated: boolean;
  readonly items: readonly Expression[];
  readonly span: Span;
}

/** `left matches pattern`: a regex literal or any text expression read as wildcard pattern (spec sumo §5.5). */
export interface MatchesNode {
  readonly kind: 'matches';
  readonly left: Expression;
  readonly pattern: Expression;
  readonly span: Span;
}

/** `left contains right`. */
export interface ContainsNode {
  readonly kind: 'contains';
  readonly left: Expression;
  readonly right: Expression;
  readonly span: Span;
}

/** A function call; `name` is as written, names fold case. */
export interface CallNode {
  readonly kind: 'call';
  readonly name: string;
  readonly nameSpan: Span;
  readonly args: readonly Expression[];
  readonly span: Span;
}

/** `lookupContains(path://"…", column=field and …)` (spec sumo §11.1). */
export interface LookupContainsNode {
  readonly kind: 'lookupContains';
  readonly table: TableNode;
  readonly keys: readonly KeyPair[];
  readonly span: Span;
}

/** `[subquery from=(…) to=(…): query]`; times are kept as written (spec sumo §11.5). */
export interface SubqueryNode {
  readonly kind: 'subquery';
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly query: Query;
  readonly span: Span;
}

/** A value: number, text, field, call or condition. The span of a node includes parentheses around it. */
export type Expression =
  | NumberNode
  | StringNode
  | BooleanNode
  | NullNode
  | FieldNode
  | RegexNode
  | TemplateNode
  | UnaryNode
  | BinaryNode
  | TernaryNode
  | InNode
  | MatchesNode
  | ContainsNode
  | CallNode
  | LookupContainsNode
  | SubqueryNode;

/** The empty scope and a lone `*`: every message. */
export interface AllScope {
  readonly kind: 'all';
  readonly span: Span;
}

/** An unquoted word, wildcards included (spec sumo §3.2). */
export interface TermScope {
  readonly kind: 'term';
  readonly text: string;
  readonly span: Span;
}

/** A quoted phrase; `value` is its scope-mode reading. */
export interface PhraseScope {
  readonly kind: 'phrase';
  readonly raw: string;
  readonly value: string;
  readonly span: Span;
}

/** `name=value`; quotes switch wildcards off (spec sumo §3.4). `value` is undecoded text without quotes. */
export interface FieldTestScope {
  readonly kind: 'fieldTest';
  readonly name: NameNode;
  readonly operator: '=' | '!=';
  readonly value: string;
  readonly quoted: boolean;
  readonly valueSpan: Span;
  readonly span: Span;
}

/** Neighbours, with or without a written AND. */
export interface AndScope {
  readonly kind: 'and';
  readonly items: readonly ScopeNode[];
  readonly span: Span;
}

/** Alternatives. */
export interface OrScope {
  readonly kind: 'or';
  readonly items: readonly ScopeNode[];
  readonly span: Span;
}

/** `NOT x` or `!x`. */
export interface NotScope {
  readonly kind: 'not';
  readonly item: ScopeNode;
  readonly span: Span;
}

/** A keyword expression in front of the first pipe (spec sumo §3). */
export type ScopeNode =
  | AllScope
  | TermScope
  | PhraseScope
  | FieldTestScope
  | AndScope
  | OrScope
  | NotScope
  | SubqueryNode
  | TemplateNode;

/** A table of `lookup`, `cat`, `save`: `path://"…"`, `geo://location`, `shared/x`, an address; as written. */
export interface TableNode {
  readonly kind: 'table';
  readonly text: string;
  readonly span: Span;
}

/** One equation of `lookup … on`; without `right` both sides have one name. */
export interface KeyPair {
  readonly left: NameNode;
  readonly right: NameNode | undefined;
}

/** One pipe segment; `operator` is the canonical name of its definition, whose `Args` type the `args` have. */
export interface Stage<Args = unknown> {
  readonly kind: 'stage';
  readonly operator: string;
  readonly span: Span;
  readonly nameSpan: Span;
  readonly args: Args;
}

/** Stages in parentheses of `join` and `filter`; a scope in front of them is ignored by the platform (spec sumo §11.3). */
export interface Pipeline {
  readonly kind: 'pipeline';
  readonly scope: ScopeNode | undefined;
  readonly stages: readonly Stage[];
  readonly span: Span;
}

/** A whole query. */
export interface Query {
  readonly kind: 'query';
  readonly scope: ScopeNode;
  readonly stages: readonly Stage[];
  readonly span: Span;
}

/** A number or a template that stands for one. */
export type Quantity = NumberNode | TemplateNode;
