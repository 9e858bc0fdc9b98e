import type { Plan } from '../../ir/index.ts';
import { type Block, lowerScope, lowerStage, type ScopeNode } from '../../languages/sumo/index.ts';
import type { Segment } from './flow.ts';

const ignore = (): void => {};

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
  let plan: Plan = { kind: 'scan', origin: block.span, fieldsAs: 'text' };
  if (block.kind === 'query' && !isUncertain(block.scope, false)) {
    const condition = lowerScope(block.scope, ignore);
    if (condition) plan = { kind: 'filter', origin: block.scope.span, input: plan, condition, role: 'scope' };
  }
  for (const stage of block.stages) {
    const next = lowerStage(stage, plan, ignore);
    if (next) {
      plan = next;
      continue;
    }
    segments.push({ plan, rows });
    rows = 'unknown';
    plan = { kind: 'scan', origin: stage.span, fieldsAs: 'logged' };
  }
  return [...segments, { plan, rows }];
}
