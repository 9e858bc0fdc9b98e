import {
  argsOf,
  type Block,
  blocksOf,
  type NameNode,
  type Stage,
  stageExpressions,
  visitExpression,
} from '../../languages/sumo/index.ts';
import { aggregateOperator } from '../../languages/sumo/operators/aggregate.ts';
import { expressionOperator } from '../../languages/sumo/operators/expression.ts';
import { fieldsOperator } from '../../languages/sumo/operators/fields.ts';
import { sortOperator } from '../../languages/sumo/operators/sort.ts';
import { topOperator } from '../../languages/sumo/operators/top.ts';
import type { Span } from '../../source/index.ts';
import type { LintFinding, LintRule } from '../rule.ts';

/** Operators that neither make nor drop columns. */
const PASSING = new Set(['where', 'sort', 'limit', 'fields', 'top', 'expression', 'dedup', 'total', 'accum']);

interface Place {
  readonly name: string;
  readonly span: Span;
}

/** Fields that a stage reads, as far as its operator is one of those that follow an aggregate usually. */
function readsOf(stage: Stage): readonly Place[] {
  const reads: Place[] = [];
  const sort = argsOf(stage, sortOperator);
  const top = argsOf(stage, topOperator);
  const fields = argsOf(stage, fieldsOperator);
  const names: readonly NameNode[] = [
    ...(sort?.keys ?? []).map((key) => key.name),
    ...(top?.by ?? []).map((key) => key.name),
    ...(fields?.names ?? []),
  ];
  reads.push(...names);
  for (const expression of stageExpressions(stage)) {
    visitExpression(expression, (node) => {
      if (node.kind === 'field') reads.push(node);
    });
  }
  return reads;
}

/** True if the stage gives the column `_count` and none of the name `count`. */
function makesCount(stage: Stage): boolean {
  const args = argsOf(stage, aggregateOperator);
  if (!args) return false;
  const isPlain = args.items.some((item) => item.name === 'count' && !item.alias);
  const names = [...args.items.map((item) => item.alias?.name), ...args.group.map((name) => name.name)];
  return isPlain && !names.some((name) => name?.toLowerCase() === 'count');
}

function findingsIn(block: Block): readonly LintFinding[] {
  const findings: LintFinding[] = [];
  let isMissing = false;
  for (const stage of block.stages) {
    if (stage.operator === aggregateOperator.name) {
      isMissing = makesCount(stage);
      continue;
    }
    if (!PASSING.has(stage.operator)) isMissing = false;
    if (!isMissing) continue;
    for (const { name, span } of readsOf(stage))
      if (name.toLowerCase() === 'count') findings.push(finding(stage, span));
    if (argsOf(stage, expressionOperator)?.alias?.name.toLowerCase() === 'count') isMissing = false;
  }
  return findings;
}

function finding(stage: Stage, span: Span): LintFinding {
  return {
    span,
    severity: stage.operator === 'where' ? 'never' : 'misses',
    message: '`count` without a name makes the column `_count`; there is no column `count`',
    fixes: [{ title: 'write `_count`', class: 'repair', edits: [{ span, text: '_count' }] }],
  };
}

/** `sort by count` where the column is `_count`, M27 (spec sumo §16.1). */
export const missingUnderscore: LintRule = {
  code: 'lint/missing-underscore',
  severity: 'misses',
  title: 'Column `count` instead of `_count`',
  why: 'An aggregate without `as` names its column with an underscore in front; the name without it is an empty field.',
  help: 'Write `_count`, or name the column: `count as n`.',
  bad: ['* | count by Image | sort by count', '* | count by Image | where count > 10 | top 3 Image by count'],
  good: [
    '* | count by Image | sort by _count',
    '* | count as count by Image | sort by count',
    '* | sum(count) by Image | sort by _sum',
  ],
  check: ({ query }) => blocksOf(query).flatMap(findingsIn),
};
