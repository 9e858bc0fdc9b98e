import { foldName } from '../../event/index.ts';
import type { Value } from '../../value/index.ts';
import type { Provenance } from '../engine.ts';
import { keyId } from './key-id.ts';
import { GroupProvenance } from './provenance.ts';
import { type Cell, type Row, seesAll } from './row.ts';

/** What several rows were made of. */
export function provenanceOfAll(rows: Iterable<{ readonly provenance: Provenance }>): Provenance {
  const all = new GroupProvenance();
  for (const { provenance } of rows) all.add(provenance);
  return all.save();
}

/** A record of its own, made of the rows named. */
export function recordRow(cells: readonly Cell[], from: Iterable<{ readonly provenance: Provenance }>): Row {
  return {
    event: undefined,
    columns: new Map(cells.map((cell) => [foldName(cell.name), cell])),
    order: [],
    provenance: provenanceOfAll(from),
    sees: seesAll,
  };
}

/** Rows by the values of some keys, in the order of their first rows. */
export function groupRows(rows: readonly Row[], keys: (row: Row) => readonly Value[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const id = keyId(keys(row));
    const group = groups.get(id);
    if (group) group.push(row);
    else groups.set(id, [row]);
  }
  return groups;
}
