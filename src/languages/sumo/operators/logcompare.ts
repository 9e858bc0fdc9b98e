import type { OperatorDefinition } from '../operator.ts';
import { takeRest } from '../options.ts';

/** Arguments of `logcompare`: the rest of the stage as text, since no local engine can run it. */
export interface LogcompareArgs {
  readonly text: string;
}

/** `logcompare timeshift -24h [baseline(…)]` (spec sumo §10). */
export const logcompareOperator: OperatorDefinition<LogcompareArgs> = {
  name: 'logcompare',
  summary: 'Compares signatures of two time ranges.',
  syntax: 'logcompare timeshift -24h [baseline(…)]',
  evidence: 'spec sumo §10',
  examples: [{ title: 'with the day before', query: '* | logcompare timeshift -24h | where _isNew' }],
  unsupported: 'Count by a field that `parse` makes of the message, and set `compare with timeshift 1d` behind it.',
  parse: (cursor) => ({ text: takeRest(cursor) }),
  print: (args) => (args.text === '' ? 'logcompare' : `logcompare ${args.text}`),
};
