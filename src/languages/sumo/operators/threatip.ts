import type { NameNode } from '../ast.ts';
import type { OperatorDefinition } from '../operator.ts';

/** Arguments of `threatip`. */
export interface ThreatipArgs {
  readonly field: NameNode;
}

/** `threatip f` (spec sumo §11.2). */
export const threatipOperator: OperatorDefinition<ThreatipArgs> = {
  name: 'threatip',
  summary: 'Adds what a threat feed says of an address.',
  syntax: 'threatip f',
  evidence: 'spec sumo §11.2',
  examples: [{ title: 'known bad destinations', query: '* | threatip DestinationIp | where !isNull(actor)' }],
  parse: (cursor) => ({ field: cursor.name() }),
  print: (args, printer) => `threatip ${printer.name(args.field)}`,
};
