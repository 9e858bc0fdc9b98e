// detect-kind RULES FILE CHANNEL ID: all rules over the events of one kind, in this process; prints counts and seconds of the second pass,
// of one that reads the fields only, and of one over the events of other kinds, of which no more than the header is read.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compiledEngine } from '../../src/engines/js/compile/compile.ts';
import { type Event, type HeaderSieve, QUERY_FIELDS } from '../../src/event/index.ts';
import { EvtxSession } from '../../src/formats/evtx/fast/index.ts';
import { allNodesOf, expressionsOf, walkExpr } from '../../src/ir/index.ts';
import { loadSigma, parseSigma } from '../../src/languages/sigma/index.ts';
import { runnableRule, StoredRules, storeRules } from '../../src/scan/index.ts';
import { specified, startDetections } from '../../src/scan/jobs/detect.ts';
import { ReachIndex } from '../../src/scan/rule-reach.ts';
import { SourceText } from '../../src/source/index.ts';
import { fileSource } from './file-source.ts';

const [folder = '', file = '', channel = '', id = ''] = process.argv.slice(2);

const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yml'));
const documents = files.sort().flatMap((name) => {
  const path = join(folder, name);
  return parseSigma(new SourceText(path, readFileSync(path, 'utf8')));
});
const { rules } = StoredRules.of(storeRules(loadSigma(documents, []).rules.map(runnableRule)))!;
const header = { channel, eventId: Number(id), provider: undefined };
const gate = (one: Event['header']): boolean => one.eventId === header.eventId && one.channel === channel;

let alerts = 0;
const spec = {
  ...specified(rules),
  window: { from: undefined, to: undefined },
  range: undefined,
  now: 0,
  timeZone: 'UTC',
  categories: [],
  // As where alerts are written as JSON.
  fieldsAsText: true,
};
const shard = startDetections(spec, () => alerts++, compiledEngine);

const names = new Set<string>();
for (const number of new ReachIndex(rules).of(header)) {
  for (const node of allNodesOf(rules[number]!.plan)) {
    for (const expr of expressionsOf(node))
      walkExpr(expr, (one) => one.kind === 'field' && !one.name.startsWith('_') && names.add(one.name));
  }
}
const ids = [...names].map((name) => QUERY_FIELDS.intern(name));

async function pass(
  event: (event: Event) => void,
  wants: typeof gate = gate,
  sieve?: HeaderSieve,
): Promise<{ events: number; others: number; seconds: number }> {
  const session = new EvtxSession({ gate: wants, ...(sieve && { sieve }) });
  let others = 0;
  let events = 0;
  const start = performance.now();
  await session.read(fileSource(file), {
    event(one) {
      events++;
      event(one);
      return undefined;
    },
    skipped: (_, count) => void (others += count),
    sieved(header, count, earliest, latest) {
      events += count;
      shard.sieved!(header, count, earliest, latest);
    },
    damage: () => undefined,
  });
  return { events, others, seconds: (performance.now() - start) / 1000 };
}

let units = 0;
const read = (event: Event): void => {
  for (const field of ids) units += event.texts?.units(field)?.end ?? 0;
};
const detect = (event: Event): void => void shard.event(event, 0, 0);
await pass(read);
const reading = await pass(read);
// No event is wanted, so that all are walked over: those of other kinds take their share of the time.
await pass(read, () => false);
const walking = await pass(read, () => false);
await pass(detect, gate, shard.sieve);
alerts = 0;
const { events, others, seconds } = await pass(detect, gate, shard.sieve);
const walked = (walking.seconds * others) / (events + others);
process.stderr.write(
  `${JSON.stringify({ events, others, alerts, seconds, reading: reading.seconds, walked, fields: ids.length, units })}\n`,
);
