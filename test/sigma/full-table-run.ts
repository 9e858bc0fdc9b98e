import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { DEFAULT_BOUNDS, type PlanRun, type ResultRow, type RunContext } from '../../src/engines/engine.ts';
import { interpreter } from '../../src/engines/js/interpret.ts';
import type { EventHeader } from '../../src/event/index.ts';
import { evtx } from '../../src/formats/evtx/evtx.ts';
import { memorySource } from '../../src/formats/index.ts';
import { inputsAt } from '../../src/host/node/index.ts';
import { handsOn, nodesOf, schemaOf } from '../../src/ir/index.ts';
import { loadSigma, parseSigma } from '../../src/languages/sigma/index.ts';
import type { EventCounts } from '../../src/scan/event-counts.ts';
import { alertEvents } from '../../src/scan/event-facts.ts';
import { type Alert, alertOf, detect, type RunnableDetection, runnableRule, TextAlert } from '../../src/scan/index.ts';
import { reaches } from '../../src/scan/rule-reach.ts';
import { SourceText } from '../../src/source/index.ts';
import { sharedPath } from '../formats/shared-data.ts';

/** Name of the file of correlations, which are no part of the rule set. */
export const CORRELATIONS_FILE = 'correlations.yml';

/** Correlations over recorded events, since the rule set has none; and one of the rules that they are of. */
const CORRELATIONS = `
title: process creation
name: process
logsource: {product: windows, category: process_creation}
detection: {selection: {Image|endswith: .exe}, condition: selection}
---
title: script block
name: script
logsource: {product: windows, category: ps_script}
detection: {selection: {ScriptBlockText|contains: invoke}, condition: selection}
---
title: failed logon
name: failed
logsource: {product: windows, service: security}
detection: {selection: {EventID: [4625, 4771, 4776]}, condition: selection}
---
title: many processes of one image
correlation: {type: event_count, rules: [process], group-by: [Computer, Image], timespan: 5m, condition: {gte: 5}}
---
title: one image started by several
correlation:
  {type: value_count, rules: [process], group-by: [Image], timespan: 1h, condition: {gte: 3, field: ParentImage}}
---
title: a script and a process
correlation: {type: temporal, rules: [script, process], group-by: [Computer], timespan: 1m}
---
title: a script, then a process
correlation: {type: temporal_ordered, rules: [script, process], group-by: [Computer], timespan: 1m}
---
title: guessing
correlation: {type: event_count, rules: [failed], group-by: [TargetUserName], timespan: 10m, condition: {gte: 3}}
`;

/** The rule set of the shared data, and correlations of our own, ready to run. */
export function tableRules(): readonly RunnableDetection[] {
  const root = sharedPath('sigma/rules');
  const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yml'))
    .sort()
    .map((name) => new SourceText(name, readFileSync(`${root}/${name}`, 'utf8')));
  sources.push(new SourceText(CORRELATIONS_FILE, CORRELATIONS));
  return loadSigma(sources.flatMap((source) => parseSigma(source))).rules.map(runnableRule);
}

/** The recordings: path of each from the shared data, sorted. */
export function tableLogs(): readonly string[] {
  return ['evtx', 'sigma/regression']
    .flatMap((folder) =>
      readdirSync(sharedPath(folder), { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`),
    )
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.evtx'))
    .sort();
}

/** Lines of a table, sorted: each an alert with all that it says, its files named from the shared data. */
export type TableLines = readonly string[];

function lineOf(alert: Alert): string {
  const events = alert.events.map((one) => ({
    ...one,
    file: relative(sharedPath('.'), one.file).replaceAll('\\', '/'),
  }));
  return JSON.stringify({ ...(alert instanceof TextAlert ? alert.toJSON() : alert), events });
}

/** Of each rule the number of its matches and a digest of their places. */
export type TableDigests = Readonly<Record<string, readonly [matches: number, places: string]>>;

/** The table of the rule set as digests: by file and record, or by offset where a record's id is not its own. */
export function digestsOf(lines: TableLines): TableDigests {
  const places = new Map<string, string[]>();
  for (const line of lines) {
    const { rule, events } = JSON.parse(line) as Alert;
    if (rule!.path === CORRELATIONS_FILE) continue;
    const [{ file, record, offset }] = events as readonly [Alert['events'][number]];
    const known = places.get(rule!.id) ?? [];
    known.push(`${file} ${record}${offset === undefined ? '' : `@${offset}`}`);
    places.set(rule!.id, known);
  }
  return Object.fromEntries(
    [...places].sort().map(([id, all]) => {
      const digest = createHash('sha256').update(all.sort().join('\n')).digest('hex').slice(0, 16);
      return [id, [all.length, digest]];
    }),
  );
}

/** What the detector finds; `kinds` were kept of a run before, and what is to be known of this one is handed over. */
export async function detected(
  rules: readonly RunnableDetection[],
  logs: readonly string[],
  kinds?: Uint8Array,
  keep?: (kinds: Uint8Array | undefined) => void,
  count?: (counts: EventCounts) => void,
): Promise<TableLines> {
  const lines: string[] = [];
  const inputs = [];
  for (const log of logs) inputs.push(...(await inputsAt(sharedPath(log))));
  const { saveKinds, counts } = await detect(rules, inputs, {
    ...{ now: 0, timeZone: 'UTC', window: { from: undefined, to: undefined }, kinds, sievedAfter: 1 },
    fieldsAsText: true,
    streamTo: (alert) => lines.push(lineOf(alert)),
  });
  keep?.(saveKinds());
  count?.(counts);
  return lines.sort();
}

/** A rule at work on the interpreter, and what takes its rows. */
interface RuleRun {
  readonly run: PlanRun;
  readonly take: (row: ResultRow) => void;
}

function startRule(rule: RunnableDetection, lines: string[]): RuleRun {
  const { plan } = rule;
  const schema = schemaOf(plan);
  const take = (row: ResultRow): void => {
    lines.push(lineOf({ ...alertOf(rule, row, schema), events: alertEvents(row.provenance.events) }));
  };
  const context: RunContext = {
    ...{ now: 0, timeZone: 'UTC', range: undefined, params: new Map(), bounds: DEFAULT_BOUNDS },
    metadata: (event) => event.metadata,
    warn: () => undefined,
  };
  return { run: interpreter.start(plan, context, nodesOf(plan).every(handsOn) ? take : undefined), take };
}

/** What the interpreter found, how many events were read, and how often a rule was asked of one. */
export interface Interpreted {
  readonly lines: TableLines;
  readonly events: number;
  readonly asked: number;
}

/** What the interpreter finds that is asked of every event of a rule's log source, or of every event whatsoever. */
export async function interpreted(
  rules: readonly RunnableDetection[],
  logs: readonly string[],
  isGated = true,
): Promise<Interpreted> {
  const lines: string[] = [];
  const runs = rules.map((rule) => startRule(rule, lines));
  const reached = new Map<string, readonly RuleRun[]>();
  const runsFor = (header: EventHeader): readonly RuleRun[] => {
    const key = JSON.stringify(header);
    let found = reached.get(key);
    if (!found) {
      found = runs.filter((_, number) => !isGated || reaches(rules[number]!, header));
      reached.set(key, found);
    }
    return found;
  };
  let asked = 0;
  let events = 0;
  for (const [file, log] of logs.entries()) {
    const path = sharedPath(log);
    await evtx.read(
      memorySource(path, readFileSync(path)),
      {
        event(event) {
          const reachedRuns = runsFor(event.header);
          for (const { run } of reachedRuns) run.push(event, file, events);
          asked += reachedRuns.length;
          events++;
          return undefined;
        },
        damage: () => undefined,
      },
      {},
    );
  }
  for (const { run, take } of runs) for (const row of run.finish().rows) take(row);
  return { lines: lines.sort(), events, asked };
}
