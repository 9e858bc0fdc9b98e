import type { OperatorDefinition } from '../operator.ts';
import { takeRest } from '../options.ts';

/** Arguments of `details`: the rest of the stage as text, since no local engine can run it. */
export interface DetailsArgs {
  readonly text: string;
}

/** `details signature` (spec sumo §10). */
export const detailsOperator: OperatorDefinition<DetailsArgs> = {
  name: 'details',
  summary: 'Shows the messages of a signature.',
  syntax: 'details signature',
  evidence: 'spec sumo §10',
  examples: [{ title: 'one signature', query: '* | logreduce | details abc123' }],
  unsupported: 'Search for the messages themselves, with the words of the signature as keywords.',
  parse: (cursor) => ({ text: takeRest(cursor) }),
  print: (args) => (args.text === '' ? 'details' : `details ${args.text}`),
};
