import {
  type Block,
  blocksOf,
  type Expression,
  type Query,
  type Stage,
  stageExpressions,
  stagePipelines,
  visitExpression,
} from '../../languages/sumo/index.ts';
import { type Columns, MESSAGE_COLUMNS } from './columns.ts';
import { columnsBehind } from './makes.ts';

/** A stage with the columns of the rows that it takes and gives. */
export interface FlowStep {
  readonly stage: Stage;
  readonly before: Columns;
  readonly after: Columns;
}

/** The stages of one run in their order. */
export type Flow = readonly FlowStep[];

function flowOf(block: Block, start: Columns): Flow {
  const steps: FlowStep[] = [];
  let before = start;
  for (const stage of block.stages) {
    const after = columnsBehind(stage, before);
    steps.push({ stage, before, after });
    before = after;
  }
  return steps;
}

const known = new WeakMap<Query, readonly Flow[]>();

/**
 * All runs of stages of a query with their columns, worked out once; a pipeline in parentheses begins with the columns before its
 * stage.
 */
export function columnFlows(query: Query): readonly Flow[] {
  const before = known.get(query);
  if (before) return before;
  const starts = new Map<Block, Columns>();
  const flows = blocksOf(query).map((block) => {
    const flow = flowOf(block, starts.get(block) ?? MESSAGE_COLUMNS);
    for (const { stage, before } of flow) for (const inner of stagePipelines(stage)) starts.set(inner, before);
    return flow;
  });
  known.set(query, flows);
  return flows;
}

/** Visits every expression of a query with the step whose columns it reads. */
export function visitFlowExpressions(query: Query, visit: (node: Expression, step: FlowStep) => void): void {
  for (const step of columnFlows(query).flat()) {
    for (const expression of stageExpressions(step.stage)) visitExpression(expression, (node) => visit(node, step));
  }
}
