import type { OperatorDefinition } from '../operator.ts';
import { takeRest } from '../options.ts';

/** Arguments of `logreduce`: the rest of the stage as text, since no local engine can run it. */
export interface LogreduceArgs {
  readonly text: string;
}

/** `logreduce [field=f] [by k] [limit=n] [, criteria=mostcommon] | logreduce keys … | logreduce values on f` (spec sumo §10). */
export const logreduceOperator: OperatorDefinition<LogreduceArgs> = {
  name: 'logreduce',
  summary: 'Clusters messages into signatures.',
  syntax: 'logreduce [field=f] [by k] [limit=n] [, criteria=mostcommon] | logreduce keys … | logreduce values on f',
  evidence: 'spec sumo §10',
  examples: [{ title: 'rare signatures', query: '* | logreduce by Computer limit=30, criteria=leastcommon' }],
  unsupported: 'Make the fixed part of the message a field with `parse` or `parse regex`, and count by it.',
  parse: (cursor) => ({ text: takeRest(cursor) }),
  print: (args) => (args.text === '' ? 'logreduce' : `logreduce ${args.text}`),
};
