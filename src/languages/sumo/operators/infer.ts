import type { OperatorDefinition } from '../operator.ts';
import { takeRest } from '../options.ts';

/** Arguments of `infer`: the rest of the stage as text, since no local engine can run it. */
export interface InferArgs {
  readonly text: string;
}

/** `infer …` (spec sumo §10). */
export const inferOperator: OperatorDefinition<InferArgs> = {
  name: 'infer',
  summary: 'Runs a learned model over the rows.',
  syntax: 'infer …',
  evidence: 'spec sumo §10',
  examples: [{ title: 'a model', query: '* | infer _category_cse' }],
  unsupported: 'Write the condition that the model stands for with `where`, or count by the fields that it reads.',
  parse: (cursor) => ({ text: takeRest(cursor) }),
  print: (args) => (args.text === '' ? 'infer' : `infer ${args.text}`),
};
