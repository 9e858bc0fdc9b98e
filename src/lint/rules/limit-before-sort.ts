import { type Block, blocksOf, type Stage } from '../../languages/sumo/index.ts';
import { limitOperator } from '../../languages/sumo/operators/limit.ts';
import { sortOperator } from '../../languages/sumo/operators/sort.ts';
import type { LintFinding, LintRule } from '../rule.ts';

/** Operators that keep rows and their order. */
const PASSING = new Set(['where', 'fields', 'expression']);
/** Operators that leave rows in an order of their own. */
const ORDERING = new Set(['sort', 'top', 'topk', 'timeslice', 'transpose']);

function findingsIn(block: Block): readonly LintFinding[] {
  const found: LintFinding[] = [];
  let limit: Stage | undefined;
  let isOrdered = false;
  for (const stage of block.stages) {
    if (stage.operator === limitOperator.name) {
      if (!isOrdered) limit ??= stage;
    } else if (stage.operator === sortOperator.name && limit) {
      found.push({
        span: limit.span,
        message: 'this keeps any rows, and the sort behind it orders only them; sort first',
      });
      limit = undefined;
    } else if (!PASSING.has(stage.operator)) limit = undefined;
    if (ORDERING.has(stage.operator)) isOrdered = true;
    else if (stage.operator === 'aggregate') isOrdered = false;
  }
  return found;
}

/** `limit` in front of the `sort` that it was meant to follow (spec sumo §17). */
export const limitBeforeSort: LintRule = {
  code: 'lint/limit-before-sort',
  severity: 'misses',
  title: 'Limit before the sort',
  why: '`limit` keeps the first rows of the order at hand; a sort behind it cannot bring back the others, so the greatest may be missing.',
  help: 'Sort first, then limit.',
  bad: ['* | count by user | limit 10 | sort by _count'],
  good: [
    '* | count by user | sort by _count | limit 10',
    '* | count by user | sort by _count | limit 10 | sort by user asc',
    '* | limit 100 | count by user | sort by _count',
    '* | count by user | top 10 user by _count | limit 5 | sort by user asc',
  ],
  check: ({ query }) => blocksOf(query).flatMap(findingsIn),
};
