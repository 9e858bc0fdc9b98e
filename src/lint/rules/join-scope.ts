import { joinOperator } from '../../languages/sumo/operators/join.ts';
import type { LintRule } from '../rule.ts';
import { stagesOf } from '../stages.ts';

/** A scope inside a table of a join (spec sumo §11.3, §17). */
export const joinScope: LintRule = {
  code: 'lint/join-scope',
  severity: 'misses',
  title: 'Scope inside a join',
  why: 'Both tables of a join begin with the rows before it; a keyword or field test in front of their first stage is ignored.',
  help: 'Begin the table with `where`, or put the words into the scope of the query.',
  unfixable: 'which field the words were to be looked for in is not known',
  bad: ['* | join (failed | count by User) as a, (where id = "4624") as b on a.User = b.User'],
  good: ['* | join (where id = "4625") as a, (where id = "4624") as b on a.User = b.User'],
  check: ({ query }) =>
    stagesOf(query, joinOperator).flatMap(({ args }) =>
      args.tables.flatMap(({ pipeline: { scope } }) =>
        scope && scope.kind !== 'all'
          ? [{ span: scope.span, message: 'a scope inside a table of a join is ignored' }]
          : [],
      ),
    ),
};
