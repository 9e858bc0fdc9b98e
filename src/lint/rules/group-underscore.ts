import { parseRegexOperator } from '../../languages/sumo/operators/parse-regex.ts';
import type { LintRule } from '../rule.ts';
import { stagesOf } from '../stages.ts';

/** A group of a pattern whose name begins or ends with an underscore (spec sumo §6.2, §17). */
export const groupUnderscore: LintRule = {
  code: 'lint/group-underscore',
  severity: 'style',
  title: 'Group name that begins or ends with an underscore',
  why: 'The documentation wants a letter or a digit at both ends of the name of a group; a leading underscore works in practice.',
  help: 'Name the group without it.',
  unfixable: 'the name may be that of a built-in field, which is to be overwritten',
  bad: ['* | parse regex "user=(?<user_>\\\\w+)"', '* | parse regex "host=(?<_host>\\\\w+)"'],
  good: ['* | parse regex "user=(?<user_name>\\\\w+)"', '* | parse regex "host=(?<_sourceHost>\\\\w+)"'],
  check: ({ query }) =>
    stagesOf(query, parseRegexOperator).flatMap(({ args }) =>
      args.patterns.flatMap(({ raw, span }) =>
        [...raw.matchAll(/\(\?<(_\w*|\w*_)>/g)]
          .filter((found) => !/^_(?:source\w*|raw|messageTime|collector|timeslice)$/i.test(found[1]!))
          .map((found) => {
            const start = span.start + 1 + found.index + 3;
            return {
              span: { start, end: start + found[1]!.length },
              message: 'the name of a group begins and ends with a letter or a digit',
            };
          }),
      ),
    ),
};
