import { readdirSync } from 'node:fs';
import { prepareQuery } from '../../src/detection/index.ts';
import { DEFAULT_BOUNDS, type Engine } from '../../src/engines/engine.ts';
import { compiledEngine } from '../../src/engines/js/compile/compile.ts';
import { interpreter } from '../../src/engines/js/interpret.ts';
import type { Event } from '../../src/event/index.ts';
import { memorySource, recognizeFormat } from '../../src/formats/index.ts';
import type { Plan } from '../../src/ir/index.ts';
import { readCorpus, withOpenParameters } from '../../src/languages/sumo/testing/corpus.ts';
import { metadataReader, rowObject, withInnerRuns } from '../../src/scan/index.ts';
import { SourceText } from '../../src/source/index.ts';
import { sharedBytes, sharedPath } from '../formats/shared-data.ts';

/** Larger logs are left out: a few events of each are enough. */
const MOST_BYTES = 3_000_000;
const EVENTS_OF_A_LOG = 60;

/** The first events of every `step`-th log of the shared data. */
async function sampleEvents(step: number): Promise<Event[]> {
  const names = ['evtx', 'json'].flatMap((folder) =>
    readdirSync(sharedPath(folder), { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`),
  );
  const events: Event[] = [];
  for (const [index, name] of names.sort().entries()) {
    if (index % step !== 0 || !/\.(evtx|json|jsonl|ndjson|xml|log|txt)$/.test(name)) continue;
    const bytes = sharedBytes(name);
    const found = bytes.length < MOST_BYTES ? recognizeFormat(bytes.subarray(0, 65_536), name) : undefined;
    if (!found || typeof found === 'string') continue;
    let count = 0;
    await found.format.read(
      memorySource(name, bytes),
      { event: (event) => events.push(event.keep()) > 0 && ++count < EVENTS_OF_A_LOG, damage: () => undefined },
      {},
    );
  }
  return events;
}

/** A plan without the selection of its source, since the logs here have other sources. */
function withoutScope(plan: Plan): Plan {
  if (plan.kind === 'filter' && plan.role === 'scope') return withoutScope(plan.input);
  return 'input' in plan ? { ...plan, input: withoutScope(plan.input) } : plan;
}

function resultOf(
  engine: Engine,
  plan: Plan,
  events: readonly Event[],
): { readonly rows: number; readonly text: string } {
  const warnings = new Set<string>();
  const run = withInnerRuns(engine).start(plan, {
    now: 0,
    timeZone: 'UTC',
    range: { from: Date.UTC(2018, 0, 1), to: Date.UTC(2024, 0, 1) },
    params: new Map(),
    bounds: DEFAULT_BOUNDS,
    metadata: metadataReader([]),
    warn: (code) => warnings.add(code),
  });
  for (const [position, event] of events.entries()) run.push(event, 0, position);
  const { rows, schema, truncations } = run.finish();
  const lines = rows.map((row) => JSON.stringify([rowObject(row, schema), row.provenance]));
  return { rows: rows.length, text: JSON.stringify([lines, truncations, [...warnings].sort()]) };
}

/** What running real queries over recorded events gave. */
export interface CorpusRun {
  readonly ran: number;
  readonly nonEmpty: number;
  /** Ids of queries of which the engines made different things. */
  readonly different: readonly string[];
}

/** Runs every `everyQuery`-th real query, its parameters open and its source of no matter, on both engines over some recorded events. */
export async function runCorpus(everyQuery: number, everyLog: number): Promise<CorpusRun> {
  const events = await sampleEvents(everyLog);
  let ran = 0;
  let nonEmpty = 0;
  const different: string[] = [];
  for (const [index, { id, query }] of (readCorpus() ?? []).entries()) {
    if (index % everyQuery !== 0) continue;
    const prepared = prepareQuery(new SourceText(id, withOpenParameters(query)), { strict: false });
    if (prepared.status !== 'ready') continue;
    const plan = withoutScope(prepared.plan);
    const [expected, compiled] = [interpreter, compiledEngine].map((engine) => resultOf(engine, plan, events));
    ran++;
    if (expected!.rows > 0) nonEmpty++;
    if (compiled!.text !== expected!.text) different.push(id);
  }
  return { ran, nonEmpty, different };
}
