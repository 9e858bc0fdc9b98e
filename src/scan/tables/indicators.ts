import type { RowTable } from '../../engines/table.ts';
import { isNull, toNumber, toText, type Value } from '../../value/index.ts';

/** Columns of an indicator, as `threatlookup` gives them (spec sumo §11.2). */
const COLUMNS = [
  ...['actors', 'confidence', 'fields', 'id', 'imported', 'indicator', 'kill_chain', 'num_matches', 'source'],
  ...['threat_type', 'type', 'updated', 'valid_from', 'valid_until'],
] as const;

/** Further names under which older queries know the same, by column (spec sumo §11.1, 11.2). */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  actor: 'actors',
  malicious_confidence: 'confidence',
  raw: 'fields',
  raw_threat: 'fields',
  threat: 'indicator',
  threatlevel: 'confidence',
};

function columnIn(table: RowTable, name: string): number {
  const folded = table.columns.map((column) => column.toLowerCase());
  const own = folded.indexOf(name);
  if (own >= 0) return own;
  const others = Object.entries(OTHER_NAMES).filter(([, column]) => column === name);
  return Math.max(...others.map(([other]) => folded.indexOf(other)), -1);
}

/** Newest first, then the surest. */
function byWorth(a: readonly Value[], b: readonly Value[]): number {
  const [updated, confidence] = [COLUMNS.indexOf('updated'), COLUMNS.indexOf('confidence')];
  const worth = (row: readonly Value[], at: number): number => toNumber(row[at]) ?? Number.NEGATIVE_INFINITY;
  return worth(b, updated) - worth(a, updated) || worth(b, confidence) - worth(a, confidence) || 0;
}

function entriesOf(table: RowTable): Map<string, Value[][]> {
  const places = COLUMNS.map((name) => columnIn(table, name));
  const entries = new Map<string, Value[][]>();
  for (const row of table.rows) {
    const cells: Value[] = places.map((at) => (at < 0 ? null : (row[at] ?? null)));
    const indicator = toText(cells[COLUMNS.indexOf('indicator')]);
    if (indicator === null || indicator === '') continue;
    const key = indicator.toLowerCase();
    const known = entries.get(key);
    if (known) known.push(cells);
    else entries.set(key, [cells]);
  }
  for (const rows of entries.values()) {
    rows.sort(byWorth);
    for (const row of rows) row[COLUMNS.indexOf('num_matches')] = rows.length;
  }
  return entries;
}

/** Indicators of the user as the tables of the platform's threat feeds: every entry, the best one of each, and both by source. */
export function indicatorTables(table: RowTable): ReadonlyMap<string, RowTable> {
  const source = COLUMNS.indexOf('source');
  const columns = [...COLUMNS, ...Object.keys(OTHER_NAMES)];
  const make = (rows: readonly (readonly Value[])[]): RowTable => ({
    kind: 'rows',
    columns,
    rows: rows.map((row) => [
      ...row,
      ...Object.values(OTHER_NAMES).map((name) => row[COLUMNS.indexOf(name as (typeof COLUMNS)[number])] ?? null),
    ]),
    keyCase: 'insensitive',
  });
  const tables = new Map<string, RowTable>();
  const add = (name: string, from: RowTable): void => {
    const entries = [...entriesOf(from).values()];
    tables.set(`sumo://threat/all${name}`, make(entries.flat()));
    tables.set(`sumo://threat/best${name}`, make(entries.map((rows) => rows[0]!)));
  };
  add('', table);
  const place = columnIn(table, COLUMNS[source]!);
  const sources = new Set(table.rows.map((row) => toText(row[place])).filter((one) => !isNull(one)));
  for (const name of sources)
    add(`/${name}`, { ...table, rows: table.rows.filter((row) => toText(row[place]) === name) });
  for (const feed of ['cs', 'i471']) tables.set(`sumo://threat/${feed}`, tables.get('sumo://threat/best')!);
  return tables;
}
