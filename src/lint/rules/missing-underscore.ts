import type { Query } from '../../languages/sumo/index.ts';
import { type Columns, columnFlows, foldColumn, readsOf, typeOfColumn } from '../columns/index.ts';
import type { LintFinding, LintRule } from '../rule.ts';

/** The name with an underscore in front, where that is a column and the name itself is none. */
export function underscored(columns: Columns, name: string): string | undefined {
  const folded = foldColumn(name);
  if (typeOfColumn(columns, name) !== undefined || columns.rows === 'messages') return undefined;
  return columns.types.has(`_${folded}`) ? `_${folded}` : undefined;
}

function findings(query: Query): readonly LintFinding[] {
  return columnFlows(query)
    .flat()
    .flatMap(({ stage, before }) =>
      readsOf(stage).flatMap(({ name, span }): readonly LintFinding[] => {
        const right = underscored(before, name);
        if (right === undefined) return [];
        return [
          {
            span,
            severity: stage.operator === 'where' ? 'never' : 'misses',
            message: `an aggregate without a name makes the column \`${right}\`; there is no column \`${name}\``,
            fixes: [{ title: `write ${right}`, class: 'repair', edits: [{ span, text: right }] }],
          },
        ];
      }),
    );
}

/** `sort by count` where the column is `_count`, M27 (spec sumo §16.1). */
export const missingUnderscore: LintRule = {
  code: 'lint/missing-underscore',
  severity: 'misses',
  title: 'Column `count` instead of `_count`',
  why: 'An aggregate without `as` names its column with an underscore in front; the name without it is an empty field.',
  help: 'Write `_count`, or name the column: `count as n`.',
  bad: [
    '* | count by Image | sort by count',
    '* | count by Image | where count > 10 | top 3 Image by count',
    '* | sum(bytes) by User | sum / 1024 as kilobytes',
  ],
  good: [
    '* | count by Image | sort by _count',
    '* | count as count by Image | sort by count',
    '* | sum(count) by Image | sort by _sum',
  ],
  check: ({ query }) => findings(query),
};
