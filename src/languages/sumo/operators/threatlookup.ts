import type { NameNode } from '../ast.ts';
import type { OperatorDefinition } from '../operator.ts';
import { type OptionNode, parseOptions, printOptions } from '../options.ts';

/** Arguments of `threatlookup`. */
export interface ThreatlookupArgs {
  readonly singleIndicator: boolean;
  readonly options: readonly OptionNode[];
  readonly fields: readonly NameNode[];
}

/** `threatlookup singleIndicator f` (spec sumo §11.2). */
export const threatlookupOperator: OperatorDefinition<ThreatlookupArgs> = {
  name: 'threatlookup',
  summary: 'Adds what the threat feeds say of an indicator, one row an entry.',
  syntax: 'threatlookup [singleIndicator] [source="s"] f',
  evidence: 'spec sumo §11.2',
  examples: [{ title: 'the best entry', query: '* | threatlookup singleIndicator source="feed" DestinationIp' }],
  parse(cursor) {
    const before = parseOptions(cursor);
    const singleIndicator = cursor.takeWord('singleindicator') !== undefined;
    const options = [...before, ...parseOptions(cursor)];
    const fields = cursor.names();
    return { singleIndicator, options, fields };
  },
  print: (args, printer) =>
    `threatlookup${args.singleIndicator ? ' singleIndicator' : ''}${printOptions(args.options, printer)} ${printer.names(args.fields)}`,
};
