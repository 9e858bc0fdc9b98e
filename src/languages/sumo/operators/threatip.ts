import type { NameNode } from '../ast.ts';
import { addressLookup } from '../lower-lookup.ts';
import type { OperatorDefinition } from '../operator.ts';

/** Arguments of `threatip`. */
export interface ThreatipArgs {
  readonly field: NameNode;
}

/** Columns and where they come from in the indicator table (spec sumo §11.2). */
const THREAT_COLUMNS = [
  { column: 'actors', name: 'actor' },
  { column: 'confidence', name: 'malicious_confidence' },
  { column: 'fields', name: 'raw_threat' },
  { column: 'type', name: 'type' },
];

/** `threatip f` (spec sumo §11.2). */
export const threatipOperator: OperatorDefinition<ThreatipArgs> = {
  name: 'threatip',
  summary: 'Adds what a threat feed says of an address.',
  syntax: 'threatip f',
  evidence: 'spec sumo §11.2',
  examples: [{ title: 'known bad destinations', query: '* | threatip DestinationIp | where !isNull(actor)' }],
  parse: (cursor) => ({ field: cursor.name() }),
  print: (args, printer) => `threatip ${printer.name(args.field)}`,
  lower: (args, lowering) => addressLookup('sumo://threat/cs', args.field, THREAT_COLUMNS, false, lowering),
};
