import type { OperatorDefinition } from '../operator.ts';

/** Arguments of a macro stage: the text between the backticks. */
export interface MacroArgs {
  readonly text: string;
}

/** A stored piece of query text, put in before parsing (spec sumo §2). */
export const macroOperator: OperatorDefinition<MacroArgs> = {
  name: 'macro',
  keywords: [],
  summary: 'Puts a stored piece of query text here.',
  syntax: '`name(argument, …)`',
  evidence: 'spec sumo §2',
  examples: [{ title: 'a stored stage', query: '_sourceCategory=windows/* | `onlyServers("prod")`' }],
  parse: (cursor) => ({ text: cursor.text.slice(cursor.stageStart, cursor.at).replace(/^`|`$/g, '') }),
  print: (args) => `\`${args.text}\``,
};
