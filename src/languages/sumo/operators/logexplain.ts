import type { OperatorDefinition } from '../operator.ts';
import { takeRest } from '../options.ts';

/** Arguments of `logexplain`: the rest of the stage as text, since no local engine can run it. */
export interface LogexplainArgs {
  readonly text: string;
}

/** `logexplain condition on f1, f2` (spec sumo §10). */
export const logexplainOperator: OperatorDefinition<LogexplainArgs> = {
  name: 'logexplain',
  summary: 'Explains a condition by the fields that go with it.',
  syntax: 'logexplain condition on f1, f2',
  evidence: 'spec sumo §10',
  examples: [{ title: 'failures', query: '* | logexplain status == "0xc000006d" on User, IpAddress' }],
  unsupported:
    'Count by the fields in question twice, with the condition and without it: `| count as n, sum(bad) as m by f`.',
  parse: (cursor) => ({ text: takeRest(cursor) }),
  print: (args) => (args.text === '' ? 'logexplain' : `logexplain ${args.text}`),
};
