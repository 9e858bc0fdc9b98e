import type { Plan } from '../../ir/index.ts';
import { type Block, PipelineLowering, type ScopeNode } from '../../languages/sumo/index.ts';
import type { Segment } from './flow.ts';

/** Findings that say of a stage that it is not run here, so that what it does is not known. */
const NOT_RUN = /^sumo\/unsupported-/;

/** True if a part of the scope is not known, and stands under a negation, where leaving it out would ask for too much. */
function isUncertain(node: ScopeNode, isNegated: boolean): boolean {
  switch (node.kind) {
    case 'subquery':
    case 'template':
      return isNegated;
    case 'not':
      return isUncertain(node.item, true);
    case 'and':
    case 'or':
      return node.items.some((item) => isUncertain(item, isNegated));
    default:
      return false;
  }
}

/**
 * The plans of a run of stages as far as its stages can be lowered: one that cannot may make any column, so that a new plan begins
 * behind it. Rows of a pipeline in parentheses come from elsewhere.
 */
export function segmentsOf(block: Block): readonly Segment[] {
  const segments: Segment[] = [];
  let rows: Segment['rows'] = block.kind === 'query' ? 'events' : 'unknown';
  let isRun = true;
  const lowering = new PipelineLowering(({ code }) => {
    if (NOT_RUN.test(code)) isRun = false;
  });
  let plan: Plan = { kind: 'scan', origin: block.span, fieldsAs: 'text' };
  if (block.kind === 'query' && !isUncertain(block.scope, false)) {
    plan = lowering.scope(block.scope, plan);
  }
  for (const stage of block.stages) {
    isRun = true;
    const next = lowering.stage(stage, plan);
    if (next && isRun) {
      plan = next;
      continue;
    }
    segments.push({ plan, rows });
    rows = 'unknown';
    plan = { kind: 'scan', origin: stage.span, fieldsAs: 'logged' };
  }
  return [...segments, { plan, rows }];
}
