export type { CaseRule, CompareOp } from '../value/index.ts';
export { type AssumedField, assumedFields } from './assumed.ts';
export { and, call, field, literal, not, or } from './build.ts';
export type { Correlate, Correlation, CorrelationMeasure, HitSource, RuleTest } from './correlate.ts';
export type {
  And,
  Call,
  Case,
  Compare,
  Expr,
  ExprTable,
  Field,
  InnerQuery,
  InnerTime,
  InTable,
  Literal,
  Match,
  Not,
  Or,
  Param,
  Pattern,
  Quantified,
  Search,
  SearchTable,
  TableKey,
} from './expr.ts';
export { type InnerRun, innerRunsOf } from './inner-runs.ts';
export type { ConditionOutline } from './outline.ts';
export type {
  Aggregate,
  AggregateCall,
  AggregateName,
  Analytic,
  AnalyticName,
  Distinct,
  Extend,
  ExtractChain,
  Extractor,
  ExtractStep,
  Filter,
  Join,
  JoinColumn,
  Limit,
  Lookup,
  Pivot,
  Plan,
  PlanOf,
  PlanTable,
  Project,
  Scan,
  Sort,
  SortKey,
  TableCall,
  TableScan,
  Top,
} from './plan.ts';
export { printExpr, printPlan } from './print.ts';
export { clausesOf, type RuleClause } from './rule-clauses.ts';
export {
  type Column,
  type ColumnType,
  columnOf,
  EVENT_SCHEMA,
  type RowSchema,
  typeOfName,
  withColumns,
} from './schema.ts';
export { extractedNames, makesUnknownNames, schemaOf } from './schema-of.ts';
export type {
  CompareRuns,
  FillMissing,
  FillValues,
  GroupBound,
  MergeColumn,
  Outlier,
  Predict,
  SessionAnchor,
  Sessionize,
  TableFunction,
  TableFunctionOf,
  TableFunctionTable,
  Transaction,
  Transactionize,
} from './table-function.ts';
export { CORRELATION_EVENTS, CORRELATION_MEASURE, joinedName, outlierColumns, recordsOf } from './table-schema.ts';
export { typeOf } from './type-of.ts';
export { IR_VERSION } from './version.ts';
export { allNodesOf, childrenOf, expressionsOf, handsOn, inputsOf, nodesOf, pipelinesOf, walkExpr } from './walk.ts';
export {
  approximateInTarget,
  type Fidelity,
  fidelityOf,
  unsupportedInTarget,
  WRITING_DIAGNOSTICS,
  WritingNotes,
} from './written.ts';
