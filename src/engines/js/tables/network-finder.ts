import { type MmdbReader, type MmdbValue, openMmdb, parseIp, toText, type Value } from '../../../value/index.ts';
import type { NetworkTable } from '../../table.ts';
import type { OpenTable } from './open-table.ts';

/** Reads a place of a database entry, such as `country.names.en` or `subdivisions.0.iso_code`. */
function at(entry: MmdbValue | undefined, path: string): Value {
  let value: unknown = entry;
  for (const part of path.split('.')) {
    if (typeof value !== 'object' || value === null) return null;
    value = (value as Record<string, unknown>)[part];
  }
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

/** Columns and the places in an entry from which they come, the first that is there (spec sumo §11.1, 11.2). */
const COLUMNS: Readonly<Record<NetworkTable['columns'], Readonly<Record<string, readonly string[]>>>> = {
  place: {
    latitude: ['location.latitude'],
    longitude: ['location.longitude'],
    country_code: ['country.iso_code', 'registered_country.iso_code'],
    country_name: ['country.names.en', 'registered_country.names.en'],
    city: ['city.names.en'],
    state: ['subdivisions.0.names.en', 'subdivisions.0.iso_code'],
    region: ['subdivisions.0.iso_code'],
    continent: ['continent.names.en', 'continent.code'],
    postal_code: ['postal.code'],
    connection_type: ['traits.connection_type', 'connection_type'],
    country_cf: ['country.confidence'],
    state_cf: ['subdivisions.0.confidence'],
    city_cf: ['city.confidence'],
  },
  system: {
    asn: ['autonomous_system_number', 'traits.autonomous_system_number', 'asn'],
    organization: ['organization', 'autonomous_system_organization', 'traits.autonomous_system_organization'],
    registering_organization: ['autonomous_system_organization', 'traits.autonomous_system_organization'],
    carrier_organization: ['organization', 'isp', 'autonomous_system_organization'],
  },
};

/** Names under which queries put the address beside the columns: the table is asked by address only. */
const ADDRESS = 'ip';

/** A database that was opened once, whatever was asked of it. */
const readers = new WeakMap<Uint8Array, MmdbReader>();

/** A MaxMind database as a table whose key is the address. */
export function networkFinder({ database, columns }: NetworkTable): OpenTable {
  const places = Object.entries(COLUMNS[columns]);
  const names = [ADDRESS, ...places.map(([name]) => name)];
  let reader = readers.get(database);
  if (!reader) {
    reader = openMmdb(database);
    if (reader) readers.set(database, reader);
  }
  const row = (text: string): readonly (readonly Value[])[] => {
    const ip = parseIp(text.trim());
    const entry = ip && reader?.find(Uint8Array.from((ip.mapped ?? ip).bytes));
    if (entry === undefined) return [];
    const values = places.map(([, paths]) => paths.map((path) => at(entry, path)).find((one) => one !== null) ?? null);
    return [[text, ...values]];
  };
  return {
    columns: names,
    finder: () => {
      // Logs repeat addresses; a bounded memory of the last ones saves most of the work.
      let known = new Map<string, readonly (readonly Value[])[]>();
      return ([value]) => {
        const text = toText(value);
        if (text === null) return [];
        let found = known.get(text);
        if (!found) {
          if (known.size >= 10_000) known = new Map();
          found = row(text);
          known.set(text, found);
        }
        return found;
      };
    },
  };
}
