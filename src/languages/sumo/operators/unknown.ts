import type { OperatorDefinition } from '../operator.ts';

/** Arguments of a stage that no operator explains: its text. */
export interface UnknownArgs {
  readonly text: string;
}

/** Stands for a stage that could not be read, so that the tree is whole. */
export const unknownOperator: OperatorDefinition<UnknownArgs> = {
  name: 'unknown',
  keywords: [],
  summary: 'A stage that could not be read; kept as text.',
  syntax: '…',
  evidence: 'none: a placeholder of the parser',
  examples: [],
  parse: () => ({ text: '' }),
  print: (args) => args.text,
};
