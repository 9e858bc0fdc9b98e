import type { NameNode } from '../ast.ts';
import { addressLookup, sameName } from '../lower-lookup.ts';
import type { OperatorDefinition } from '../operator.ts';

/** Arguments of `geoip`; columns are those asked for beyond the usual ones. */
export interface GeoipArgs {
  readonly field: NameNode;
  readonly columns: readonly NameNode[];
}

/** Columns that are always added (spec sumo §11.2). */
const GEO_COLUMNS = ['latitude', 'longitude', 'country_code', 'country_name', 'city', 'state'];

/** `geoip f` (spec sumo §11.2). */
export const geoipOperator: OperatorDefinition<GeoipArgs> = {
  name: 'geoip',
  summary: 'Adds the place of an address.',
  syntax: 'geoip f [c1, c2]',
  evidence: 'spec sumo §11.2',
  examples: [{ title: 'with two more columns', query: '* | geoip DestinationIp region, postal_code' }],
  parse(cursor) {
    const field = cursor.name();
    cursor.takePunct(',');
    return { field, columns: cursor.isName() ? cursor.names() : [] };
  },
  print: (args, printer) =>
    `geoip ${printer.name(args.field)}${args.columns.length > 0 ? ` ${printer.names(args.columns)}` : ''}`,
  lower(args, lowering) {
    const columns = [...GEO_COLUMNS, ...args.columns.map(({ name }) => name)];
    return addressLookup('geo://location', args.field, [...new Set(columns)].map(sameName), false, lowering);
  },
};
