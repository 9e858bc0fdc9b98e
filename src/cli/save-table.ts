import { existsSync, readFileSync } from 'node:fs';
import { optionFor } from '../engines/table.ts';
import { reasonOf } from '../host/node/index.ts';
import type { Plan } from '../ir/index.ts';
import { parseTable, tableUses } from '../scan/index.ts';
import type { CliIo } from './io.ts';
import { PLAIN_PAINT } from './output/color.ts';
import { openResult } from './output/result-writer.ts';
import { type Entries, renderEntries } from './output/rows.ts';
import type { UserTables } from './tables.ts';
import { UsageError } from './usage-error.ts';

/** Where a query puts its result beside showing it. */
export interface SaveTarget {
  readonly table: string;
  readonly file: string;
  readonly append: boolean;
}

/** The target of the query's `save`, if it has one. Throws a UsageError if the user gave no file for it. */
export function saveTarget(command: string, plan: Plan, tables: UserTables): SaveTarget | undefined {
  const use = tableUses(plan).find((one) => one.use === 'save');
  if (!use || plan.kind !== 'table-call' || plan.call.fn !== 'save') return undefined;
  const file = tables.fileOf(use.table);
  if (file === undefined)
    throw new UsageError(
      `${command}: the query saves its result as ${use.table}, for which no file was given`,
      `${optionFor(use.table)} gives it`,
    );
  return { table: use.table, file, append: plan.call.append };
}

/** Rows that the file has already. Throws a UsageError if it is no table. */
function rowsIn(command: string, file: string): Entries[] {
  if (!existsSync(file)) return [];
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`${command}: cannot read ${file}: ${reasonOf(error)}`);
  }
  if (text.trim() === '') return [];
  const parsed = parseTable(text, 'sensitive');
  if ('problem' in parsed) throw new UsageError(`${command}: ${file} is no table: ${parsed.problem}`);
  const { columns, rows } = parsed.table;
  return rows.map((row) => columns.map((name, at): [string, unknown] => [name, row[at] ?? null]));
}

/** Writes the result of a query into its table, whole or not at all: as CSV, or as NDJSON where the file is named so. */
export async function saveTable(
  command: string,
  target: SaveTarget,
  rows: readonly Entries[],
  io: CliIo,
): Promise<void> {
  const before = target.append ? rowsIn(command, target.file) : [];
  const format = /\.(?:ndjson|jsonl|json)$/i.test(target.file) ? 'ndjson' : 'csv';
  const out = await openResult(io, target.file);
  out.write(renderEntries([...before, ...rows], format, 0, PLAIN_PAINT));
  await out.commit();
}
