import type { SourceText, Span } from '../source/index.ts';
import type { Expr } from './expr.ts';

/** A condition as its text has it, for people: parts by name, tests with their place; the expressions say what they ask. */
export interface ConditionOutline {
  readonly kind: 'all' | 'any' | 'not' | 'test';
  /** What stands in the text, on one line. */
  readonly text: string;
  /** Of a selection: its name. */
  readonly name?: string;
  readonly source: SourceText;
  readonly span: Span;
  readonly parts: readonly ConditionOutline[];
  /** Of a test: what it asks. */
  readonly expr?: Expr;
  /** Of a test of a text: what the field has to hold somewhere. */
  readonly needle?: string;
}
