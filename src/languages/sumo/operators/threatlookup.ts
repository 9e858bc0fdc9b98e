import type { NameNode } from '../ast.ts';
import { addressLookup } from '../lower-lookup.ts';
import { OptionReader } from '../lower-options.ts';
import type { OperatorDefinition } from '../operator.ts';
import { type OptionNode, parseOptions, printOptions } from '../options.ts';

/** Arguments of `threatlookup`. */
export interface ThreatlookupArgs {
  readonly singleIndicator: boolean;
  readonly options: readonly OptionNode[];
  readonly fields: readonly NameNode[];
}

/** Columns of an indicator (spec sumo §11.2). */
const THREAT_COLUMNS = [
  ...['actors', 'confidence', 'fields', 'id', 'imported', 'indicator', 'kill_chain', 'num_matches', 'source'],
  ...['threat_type', 'type', 'updated', 'valid_from', 'valid_until'],
];

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
  lower(args, lowering) {
    const options = new OptionReader(args.options, lowering);
    const source = options.text('source');
    options.end();
    const columns = THREAT_COLUMNS.map((column) => ({ column, name: `_threatlookup.${column}` }));
    const table = args.singleIndicator ? 'sumo://threat/best' : 'sumo://threat/all';
    return args.fields.reduce(
      (input, field) =>
        addressLookup(source === undefined ? table : `${table}/${source}`, field, columns, !args.singleIndicator, {
          ...lowering,
          input,
        }),
      lowering.input,
    );
  },
};
