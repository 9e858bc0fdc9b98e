export { and, call, field, literal, not, or } from './build.ts';
export type {
  And,
  Call,
  Case,
  CaseRule,
  Compare,
  CompareOp,
  Expr,
  ExprTable,
  Field,
  Literal,
  Match,
  Not,
  Or,
  Param,
  Pattern,
  Quantified,
  Search,
} from './expr.ts';
export type {
  Aggregate,
  AggregateCall,
  AggregateName,
  Distinct,
  Extend,
  ExtractChain,
  Extractor,
  ExtractStep,
  Filter,
  Limit,
  Plan,
  PlanOf,
  PlanTable,
  Project,
  Scan,
  Sort,
  SortKey,
} from './plan.ts';
export { printExpr, printPlan } from './print.ts';
export { type Column, type ColumnType, columnOf, EVENT_SCHEMA, type RowSchema, withColumns } from './schema.ts';
export { IR_VERSION } from './version.ts';
export { childrenOf, expressionsOf, inputsOf, nodesOf, walkExpr } from './walk.ts';
