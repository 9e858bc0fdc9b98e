import { accessSync, constants, readFileSync, statSync } from 'node:fs';
import { optionFor, type RowTable, type Table, type Tables } from '../engines/table.ts';
import { reasonOf } from '../host/node/index.ts';
import type { Plan } from '../ir/index.ts';
import { indicatorTables, parseTable, type TableUse, tableUses } from '../scan/index.ts';
import { openMmdb } from '../value/index.ts';
import type { OptionDefinition, ParsedArguments } from './command.ts';
import { readConfig } from './config.ts';
import type { CliIo } from './io.ts';
import { UsageError } from './usage-error.ts';

/** Options that name what queries look things up in. */
export const TABLE_OPTIONS: readonly OptionDefinition[] = [
  {
    name: 'table',
    value: 'NAME=FILE',
    repeated: true,
    summary: 'a table of lookup, cat or save: CSV with a header, or NDJSON; NAME as in the query, or its last part',
  },
  { name: 'geoip', value: 'FILE', repeated: true, summary: 'a MaxMind database of places or of autonomous systems' },
  { name: 'indicators', value: 'FILE', summary: 'threat indicators, as CSV or NDJSON with a column indicator' },
];

const PATH = 'path://';

const bare = (name: string): string => name.replace(/^path:\/\//i, '').toLowerCase();

/** True if a name that the user gave means a table of a query: the whole name, or its last part. */
function means(given: string, table: string): boolean {
  const [short, full] = [bare(given), bare(table)];
  return short === full || full.endsWith(`/${short}`);
}

/** The files of tables into which plans save their results. */
function savedFiles(plans: Iterable<Plan>, tables: readonly (readonly [name: string, file: string])[]): string[] {
  const saved = [...plans].flatMap((plan) => tableUses(plan).filter(({ use }) => use === 'save'));
  return tables.filter(([name]) => saved.some(({ table }) => means(name, table))).map(([, file]) => file);
}

/** Why a file cannot be read; undefined if it can. */
function reasonNotToRead(file: string): string | undefined {
  try {
    accessSync(file, constants.R_OK);
    return statSync(file).isDirectory() ? 'it is a folder' : undefined;
  } catch (error) {
    return reasonOf(error);
  }
}

/** The tables that the user gave, read when a query first needs them. */
export class UserTables {
  readonly #command: string;
  readonly #files: readonly (readonly [name: string, file: string])[];
  readonly #geoip: readonly string[];
  readonly #indicators: string | undefined;
  readonly #known = new Map<string, Table>();
  #feeds: ReadonlyMap<string, RowTable> | undefined;

  /** Throws a UsageError for a file named on the command line that cannot be read, unless one of the plans is to write it; used or not. */
  constructor(command: string, args: ParsedArguments, io: CliIo, plans: () => Iterable<Plan>) {
    this.#command = command;
    const config = readConfig(io.workingFolder);
    const given = args.values('table').map((text): readonly [string, string] => {
      const at = text.lastIndexOf('=');
      if (at <= 0 || at === text.length - 1) throw new UsageError(`${command}: --table takes NAME=FILE, not ${text}`);
      return [text.slice(0, at), text.slice(at + 1)];
    });
    this.#files = [...given, ...config.tables];
    this.#geoip = args.has('geoip') ? args.values('geoip') : config.geoip;
    this.#indicators = args.value('indicators') ?? config.indicators;
    const missing = given.filter(([, file]) => reasonNotToRead(file) !== undefined);
    const written = new Set(missing.length > 0 ? savedFiles(plans(), missing) : []);
    const read = given.map(([, file]) => file).filter((file) => !written.has(file));
    for (const file of [...read, ...args.values('geoip'), ...args.values('indicators')]) {
      const reason = reasonNotToRead(file);
      if (reason !== undefined) throw new UsageError(`${command}: cannot read ${file}: ${reason}`);
    }
  }

  /** Where a table of a query is kept. */
  fileOf(table: string): string | undefined {
    return this.#files.find(([name]) => means(name, table))?.[1];
  }

  /** The tables that a plan reads, as far as the user gave them. Throws a UsageError for one that cannot be read, or that lacks what the plan wants of it. */
  of(plan: Plan): Tables {
    const tables = new Map<string, Table>();
    for (const use of tableUses(plan)) {
      if (use.use === 'save') continue;
      const table = this.#table(use.table);
      if (table) {
        this.#check(use, table);
        tables.set(use.table, table);
      } else if (use.use === 'read')
        throw new UsageError(
          `${this.#command}: the table ${use.table} was not given`,
          `${optionFor(use.table)} gives it`,
        );
    }
    return tables;
  }

  #table(name: string): Table | undefined {
    const known = this.#known.get(name);
    if (known) return known;
    const file = this.fileOf(name);
    const table = file === undefined ? this.#builtIn(name) : this.#read(file, name.startsWith(PATH));
    if (table) this.#known.set(name, table);
    return table;
  }

  #builtIn(name: string): Table | undefined {
    const kind = /^(geo|asn|sumo):\/\//i.exec(name)?.[1]?.toLowerCase();
    if (kind === 'sumo') {
      if (this.#indicators === undefined) return undefined;
      this.#feeds ??= indicatorTables(this.#read(this.#indicators, true));
      return this.#feeds.get(name.toLowerCase()) ?? this.#feeds.get(name);
    }
    if (kind === undefined) return undefined;
    for (const file of this.#geoip) {
      const database = this.#bytes(file);
      const reader = openMmdb(database);
      if (!reader) throw new UsageError(`${this.#command}: ${file} is no MaxMind database`);
      const isSystem = /asn|isp/i.test(reader.type) && !/city|country|enterprise/i.test(reader.type);
      if (isSystem === (kind === 'asn')) return { kind: 'networks', database, columns: isSystem ? 'system' : 'place' };
    }
    return undefined;
  }

  #bytes(file: string): Uint8Array {
    try {
      return readFileSync(file);
    } catch (error) {
      throw new UsageError(`${this.#command}: cannot read ${file}: ${reasonOf(error)}`);
    }
  }

  #read(file: string, isLibrary: boolean): RowTable {
    const text = new TextDecoder().decode(this.#bytes(file));
    const parsed = parseTable(text, isLibrary ? 'insensitive' : 'sensitive');
    if ('problem' in parsed) throw new UsageError(`${this.#command}: ${file} is no table: ${parsed.problem}`);
    return parsed.table;
  }

  #check({ table: name, columns, on }: TableUse, table: Table): void {
    if (table.kind !== 'rows') return;
    const has = (column: string): boolean => table.columns.some((one) => one.toLowerCase() === column.toLowerCase());
    const missing =
      columns.find((column) => !has(column)) ??
      on.find(({ left, right }) => !has(left.name) && !has(right.name))?.left.name;
    if (missing !== undefined)
      throw new UsageError(
        `${this.#command}: the table ${name} has no column ${missing}; it has ${table.columns.join(', ')}`,
      );
  }
}
