export { type Columns, type ColumnType, foldColumn, isOpenName, MESSAGE_COLUMNS, typeOfColumn } from './columns.ts';
export { shiftSuffixes } from './compare-names.ts';
export { typeOfExpression } from './expression-type.ts';
export { columnFlows, type Flow, type FlowStep, visitFlowExpressions } from './flow.ts';
export { aggregateColumns, columnsBehind } from './makes.ts';
export { type FieldRead, readsOf } from './reads.ts';
