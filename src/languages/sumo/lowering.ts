import type { Diagnostic } from '../../diagnostic/index.ts';
import type { ColumnType, Expr, Plan, RowSchema } from '../../ir/index.ts';
import type { Expression, NameNode, Stage } from './ast.ts';

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
  field(node: NameNode): Expr;
  /** What is known of a value's type on the rows of the stage. */
  typeOf(expr: Expr): ColumnType;
  /** Reports what the platform refuses, or what it runs and we do not. */
  report(diagnostic: Diagnostic): void;
}
