import { prepareQuery } from '../../src/detection/index.ts';
import {
  DEFAULT_BOUNDS,
  type Engine,
  type PlanRun,
  type ResultRow,
  type RunContext,
} from '../../src/engines/engine.ts';
import type { Table } from '../../src/engines/table.ts';
import type { Event } from '../../src/event/index.ts';
import { memorySource, recognizeFormat } from '../../src/formats/index.ts';
import { innerRunsOf, type Plan, schemaOf } from '../../src/ir/index.ts';
import { indicatorTables, metadataReader, rowObject } from '../../src/scan/index.ts';
import { SourceText } from '../../src/source/index.ts';

/** What a run gave, in a form that can be compared. */
export interface Observed {
  readonly rows: readonly unknown[];
  readonly truncations: readonly unknown[];
  readonly warnings: readonly string[];
  readonly provenance: readonly unknown[];
}

/** Reads JSON lines as events. */
export async function eventsOf(lines: readonly string[]): Promise<Event[]> {
  const bytes = new TextEncoder().encode(`${lines.join('\n')}\n`);
  const found = recognizeFormat(bytes, 'random.ndjson');
  const events: Event[] = [];
  if (found && typeof found === 'object') {
    await found.format.read(
      memorySource('random.ndjson', bytes),
      {
        event: (event) => events.push(event.keep()) > 0,
        damage: (damage) => {
          throw new Error(damage.reason);
        },
      },
      {},
    );
  }
  return events;
}

/** The plan of a query text, or undefined if it is refused. */
export function planOf(text: string): Plan | undefined {
  const query = prepareQuery(new SourceText('query', text), { strict: true });
  return query.status === 'ready' ? query.plan : undefined;
}

const TABLE: Table = {
  kind: 'rows',
  columns: ['key', 'a', 'b', 'one', 'two', 'z1'],
  rows: [
    ['x', 'x', 'abc', 'p', 1, 3],
    ['X', '7', 'x', 'q', null, 4],
    ['7', 'abc', '', null, 2, 5],
    ['x', 'x', 'x', 'r', 3, null],
  ],
  keyCase: 'sensitive',
};

/** Tables that random queries look things up in. */
const RANDOM_TABLES = new Map<string, Table>([
  ['shared/t', TABLE],
  ['path:///T', { ...TABLE, keyCase: 'insensitive' }],
  ...indicatorTables({
    kind: 'rows',
    columns: ['indicator', 'source', 'confidence', 'updated'],
    rows: [
      ['8.8.8.8', 'one', 5, 1],
      ['8.8.8.8', 'two', 9, 1],
    ],
    keyCase: 'insensitive',
  }),
]);

/** The tables of a random query: those that it names, and one for each of its subqueries and earlier runs. */
export function tablesOf(plan: Plan): ReadonlyMap<string, Table> {
  return new Map([...RANDOM_TABLES, ...innerRunsOf(plan).map(({ table }): [string, Table] => [table, TABLE])]);
}

/** A plan at work on an engine, and what came of it in the end. */
export function observing(
  engine: Engine,
  plan: Plan,
  isStreamed = false,
): { readonly run: PlanRun; result(): Observed } {
  const warnings = new Set<string>();
  const schema = schemaOf(plan);
  const streamed: unknown[] = [];
  const context: RunContext = {
    now: 1_700_000_000_000,
    timeZone: 'Europe/Berlin',
    range: { from: 1_700_000_000_000, to: 1_700_007_200_000 },
    params: new Map(),
    bounds: { ...DEFAULT_BOUNDS, values: 3 },
    metadata: metadataReader([]),
    tables: tablesOf(plan),
    warn: (code) => warnings.add(code),
  };
  const take = (row: ResultRow): void => {
    streamed.push([Object.entries(rowObject(row, schema)), row.get('Image'), row.provenance]);
  };
  const run = isStreamed ? engine.start(plan, context, take) : engine.start(plan, context);
  return {
    run,
    result() {
      const result = run.finish();
      return {
        rows: [...streamed, ...result.rows.map((row) => Object.entries(rowObject(row, result.schema)))],
        truncations: result.truncations,
        warnings: [...warnings].sort(),
        provenance: result.rows.map((row) => row.provenance.events.map((one) => one.origin.record)),
      };
    },
  };
}

/** Runs a plan over events on an engine. */
export function observe(engine: Engine, plan: Plan, events: readonly Event[]): Observed {
  const { run, result } = observing(engine, plan);
  for (const [position, event] of events.entries()) run.push(event, 0, position);
  return result();
}
