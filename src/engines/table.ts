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

/** Tables by the name that a plan has for them. */
export type Tables = ReadonlyMap<string, Table>;
