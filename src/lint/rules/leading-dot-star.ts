import { parseRegexOperator } from '../../languages/sumo/operators/parse-regex.ts';
import type { LintRule } from '../rule.ts';
import { stagesOf } from '../stages.ts';

const LEADING = /^(?:\(\?[a-z]+\))?(\.\*\??)(?=.)/;

/** A pattern of `parse regex` that begins with `.*` (spec sumo §17). */
export const leadingDotStar: LintRule = {
  code: 'lint/leading-dot-star',
  severity: 'style',
  title: 'Pattern that begins with `.*`',
  why: 'A pattern is found anywhere in the text by itself; `.*` in front makes the engine try far more, and takes the last match of a line instead of the first.',
  help: 'Leave `.*` out at the beginning.',
  bad: ['* | parse regex ".*user=(?<user>\\\\w+)"'],
  good: ['* | parse regex "user=(?<user>\\\\w+)"', '* | parse regex "^.*user=(?<user>\\\\w+)"'],
  check: ({ query }) =>
    stagesOf(query, parseRegexOperator).flatMap(({ args }) =>
      args.patterns.flatMap(({ raw, span }) => {
        const found = LEADING.exec(raw);
        if (!found) return [];
        const start = span.start + 1 + found[0].length - found[1]!.length;
        const place = { start, end: start + found[1]!.length };
        return [
          {
            span: place,
            message: '`.*` at the beginning costs time and takes the last match instead of the first',
            fixes: [{ title: 'remove it', class: 'suggested' as const, edits: [{ span: place, text: '' }] }],
          },
        ];
      }),
    ),
};
