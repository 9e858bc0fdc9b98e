import type { Diagnostic } from '../../diagnostic/index.ts';
import type { ColumnType, Expr, Field, Plan, RowSchema } from '../../ir/index.ts';
import type { Expression, NameNode, Pipeline, Query, Stage } from './ast.ts';

/** What expressions are lowered with. */
export interface ExpressionScope {
  /** Reports what the platform refuses, or what it runs and we do not. */
  report(diagnostic: Diagnostic): void;
  /** The column that a name means where a stage made it under another spelling (spec sumo §6.6, 18.17). */
  columnOf(name: string): string;
  /** The plan of a query inside the query. */
  query(query: Query): Plan;
}

/** What an operator's `lower` works with: the plan before its stage, and the tools to build on it. */
export interface Lowering {
  /** The plan of everything before the stage. */
  readonly input: Plan;
  /** The rows that the stage reads. */
  readonly schema: RowSchema;
  readonly stage: Stage;
  /** A value of the IR. */
  expression(node: Expression): Expr;
  /** The field that a name reads. */
  field(node: NameNode): Field;
  /** What is known of a value's type on the rows of the stage. */
  typeOf(expr: Expr): ColumnType;
  /** Reports what the platform refuses, or what it runs and we do not. */
  report(diagnostic: Diagnostic): void;
  /** The plan of stages in parentheses, over the rows that the stage reads. */
  pipeline(pipeline: Pipeline): Plan;
  /** Says that later stages may name a column by another spelling, too. */
  alias(written: string, column: string): void;
}
