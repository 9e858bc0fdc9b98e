import { invariant } from '../../diagnostic/index.ts';
import { foldName, RecordEvent, type RecordParts } from '../../event/index.ts';
import { nodesOf, type Plan } from '../../ir/index.ts';
import type { Provenance } from '../engine.ts';
import type { OrderKey } from './order-key.ts';
import { type Cell, type Row, seesAll } from './row.ts';

/** A row as plain data, which can cross threads. */
export interface SavedRow {
  readonly columns: readonly Cell[];
  readonly order: OrderKey;
  readonly provenance: Provenance;
  readonly event: RecordParts | undefined;
}

/** The data of a row whose event was kept. */
export function saveRow({ columns, order, provenance, event }: Row): SavedRow {
  invariant(event === undefined || event instanceof RecordEvent, 'a kept event is a lasting one');
  return { columns: [...columns.values()], order, provenance, event: event?.save() };
}

/** Whether a field of the event is still to be seen behind a plan's projections. */
function seesBehind(plan: Plan): Row['sees'] {
  let sees: Row['sees'] = seesAll;
  for (const node of nodesOf(plan)) {
    if (node.kind === 'aggregate') sees = seesAll;
    if (node.kind !== 'project') continue;
    const names = new Set(node.names.map(foldName));
    const before = sees;
    sees = (folded) => names.has(folded) === (node.mode === 'keep') && before(folded);
  }
  return sees;
}

/** Makes rows again of what was saved of rows that a plan gave out. */
export function rowLoader(plan: Plan): (saved: SavedRow) => Row {
  const sees = seesBehind(plan);
  return ({ columns, order, provenance, event }) => ({
    event: event && new RecordEvent(event),
    columns: new Map(columns.map((cell) => [foldName(cell.name), cell])),
    order,
    provenance,
    sees,
  });
}

/** Pieces of about a thousand items, so that none is large. */
export function* inPieces<T, S>(items: Iterable<T>, save: (item: T) => S): Iterable<readonly S[]> {
  let piece: S[] = [];
  for (const item of items) {
    piece.push(save(item));
    if (piece.length < 1000) continue;
    yield piece;
    piece = [];
  }
  if (piece.length > 0) yield piece;
}
