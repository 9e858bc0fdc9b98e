import type { Value } from '../value/index.ts';

/** A table of rows that a query looks things up in; plain data. */
export interface RowTable {
  readonly kind: 'rows';
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Value[])[];
  /** How keys compare: tables of the platform's library without letter case, classic ones with it (spec sumo §11.1). */
  readonly keyCase: 'sensitive' | 'insensitive';
}

/** A MaxMind database: places or systems of address ranges. */
export interface NetworkTable {
  readonly kind: 'networks';
  readonly database: Uint8Array;
  readonly columns: 'place' | 'system';
}

/** What `lookup` and its kin read. */
export type Table = RowTable | NetworkTable;

/** The option that gives a table to a run: by the last part of its name, or by the kind of source that it is. */
export function optionFor(table: string): string {
  const [, scheme] = /^(geo|asn|sumo):\/\//i.exec(table) ?? [];
  if (scheme) return scheme.toLowerCase() === 'sumo' ? '--indicators FILE' : '--geoip FILE';
  return `--table ${table.split('/').at(-1)}=FILE`;
}

/** Tables by the name that a plan has for them. */
export type Tables = ReadonlyMap<string, Table>;
