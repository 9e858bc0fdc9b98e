import type { Plan } from '../ir/index.ts';

/**
 * Removes orders that no later stage reads: alerts come oldest first whatever the query says, so a `sort` that only filters,
 * columns and projections follow does nothing but hold rows back.
 */
export function dropFinalSort(plan: Plan): Plan {
  switch (plan.kind) {
    case 'sort':
      return dropFinalSort(plan.input);
    case 'filter':
    case 'extend':
    case 'project':
    case 'extract':
      return { ...plan, input: dropFinalSort(plan.input) };
    default:
      return plan;
  }
}
