export type { CaseRule, CompareOp } from '../value/index.ts';
export { type AssumedField, assumedFields } from './assumed.ts';
export { and, call, field, literal, not, or } from './build.ts';
export type {
  And,
  Call,
  Case,
  Compare,
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
export { extractedNames, schemaOf, typeOfName } from './schema-of.ts';
export { typeOf } from './type-of.ts';
export { IR_VERSION } from './version.ts';
export { childrenOf, expressionsOf, inputsOf, nodesOf, walkExpr } from './walk.ts';
