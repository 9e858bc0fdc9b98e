import { type Event, FieldTable } from '../../../../event/index.ts';
import type { Damage, EventSink, ReadSummary } from '../../../format.ts';
import { memorySource } from '../../../memory-source.ts';
import { evtx } from '../../evtx.ts';
import { EvtxCursor } from '../cursor.ts';
import { EvtxLines, EvtxSession } from '../evtx-fast.ts';
import type { Frame } from '../frame.ts';
import { ReaderMemory } from '../memory.ts';
import { bytesOfKnowledge, knowledgeOf, type TemplateKnowledge } from '../template-knowledge.ts';
import { textOfUnits } from '../value-texts.ts';

/** How much of an event is compared: all that it can say, or what is cheap. */
export type Depth = 'all' | 'quick';

/** What two readers disagree on, and how many records the fast one read itself. */
export interface Comparison {
  readonly differences: readonly string[];
  readonly events: number;
  readonly fast: number;
  readonly generic: number;
  readonly reasons: ReadonlyMap<string, number>;
}

const fields = new FieldTable();
/** What was learned of inputs before, as a later run would have it; one in so many is read with it, and then adds to it. */
let known: TemplateKnowledge | undefined;
const READ_WITH_IT = 5;
let inputs = 0;
const session = new EvtxSession({ fields });
/** Of every reader that writes lines, wiped before: thousands of memories of their own would have the collector walk the heap all the time. */
const memory = new ReaderMemory('lines');
const names = [
  'Image',
  'CommandLine',
  'user',
  'computer',
  'EventCode',
  'LogName',
  'param1',
  'Data[1]',
  'ProcessId',
  'x',
];

/** The canonical line as the command line makes it; its own function is compared with this one in a test. */
export function canonicalLine(event: Event): string {
  const system = Object.fromEntries(event.system());
  const payload = event.payload();
  const whole = payload.length === 0 ? system : { ...system, [event.payloadKind]: Object.fromEntries(payload) };
  return `${JSON.stringify(whole)}\n`;
}

/** Everything that an event says, as one text. */
function said(event: Event, depth: Depth): string {
  const { header, origin, time, shape, payloadKind, lossy } = event;
  const { channel, provider, eventId } = header;
  const parts: unknown[] = [[channel, provider, eventId], origin, time, shape, payloadKind, lossy];
  parts.push(event.system(), event.payload());
  if (depth === 'all') {
    parts.push(event.raw(), event.original(), event.metadata);
    parts.push(names.map((name) => [name, event.get(name)]));
    for (const [name] of event.payload())
      parts.push(event.get(name.toUpperCase()), event.get(name.replaceAll(' ', '')));
    for (const [name] of event.system()) parts.push(event.get(name));
  }
  return JSON.stringify(parts);
}

/** The ways by id must say what `get` says; a difference is returned. */
function byId(cursor: EvtxCursor): string | undefined {
  for (const name of [...names, ...cursor.payload().map(([one]) => one)]) {
    const id = fields.intern(name);
    const value = cursor.get(name);
    if (JSON.stringify(cursor.field(id)) !== JSON.stringify(value)) return `field(${name})`;
    const run = cursor.units(id);
    if (run && textOfUnits(run.units, run.start, run.end) !== value) return `units(${name})`;
    if (!run && typeof value === 'string' && value !== '' && name === 'CommandLine') return `no units(${name})`;
  }
  return undefined;
}

async function readAll(
  read: (sink: EventSink) => Promise<ReadSummary>,
  take: (event: Event) => void,
): Promise<{ damage: Damage[]; summary: ReadSummary }> {
  const damage: Damage[] = [];
  const summary = await read({
    event: (event) => void take(event),
    damage: (one) => void damage.push(one),
  });
  return { damage, summary };
}

/** Reads bytes by the generic reader, by the fast one, and as lines, and compares record by record. */
export async function compare(name: string, bytes: Uint8Array, depth: Depth): Promise<Comparison> {
  const differences: string[] = [];
  const differ = (what: string, a: unknown, b: unknown): void => {
    if (a !== b && differences.length < 5)
      differences.push(`${name}: ${what}\n  generic ${String(a)}\n  fast    ${String(b)}`);
  };
  const expected: string[] = [];
  const lines: string[] = [];
  const generic = await readAll(
    (sink) => evtx.read(memorySource(name, bytes), sink, {}),
    (event) => {
      expected.push(said(event, depth));
      lines.push(canonicalLine(event));
    },
  );

  const kept: Event[] = [];
  const { counts } = session.reader;
  counts.fast = 0;
  counts.generic = 0;
  counts.reasons.clear();
  let seen = 0;
  const fast = await readAll(
    (sink) => session.read(memorySource(name, bytes), sink),
    (event) => {
      differ(`event ${seen}`, expected[seen], said(event, depth));
      if (event instanceof EvtxCursor && depth === 'all') differ(`event ${seen} by id`, undefined, byId(event));
      if (depth === 'all') kept.push(event.keep());
      seen++;
    },
  );
  differ('count', expected.length, seen);
  for (const [i, event] of kept.entries()) differ(`kept ${i}`, expected[i], said(event, depth));
  differ('damage', JSON.stringify(generic.damage), JSON.stringify(fast.damage));
  differ('summary', summaryText(generic.summary), summaryText(fast.summary));

  const isReadWithIt = inputs++ % READ_WITH_IT === 0;
  let learned: Frame | undefined;
  // By a reader that meets everything for the first time, and by one that goes on from what was learned of inputs before.
  for (const knowledge of known && isReadWithIt ? [undefined, known] : [undefined]) {
    const parts: Uint8Array[] = [];
    const lineDamage: Damage[] = [];
    new Uint8Array(memory.buffer).fill(0);
    const writer = new EvtxLines((part) => void parts.push(part.slice()), undefined, knowledge, memory);
    const summary = await writer.read(memorySource(name, bytes), (one) => void lineDamage.push(one));
    const text = new TextDecoder('utf-8', { fatal: true }).decode(joined(parts));
    const expectedText = lines.join('');
    const how = knowledge ? ' of a reader with knowledge' : '';
    if (text !== expectedText) {
      const written = text.split('\n');
      const at = lines.findIndex((line, i) => line !== `${written[i]}\n`);
      differ(`line ${at}${how}`, lines[at], written[at]);
    }
    differ(`damage of lines${how}`, JSON.stringify(generic.damage), JSON.stringify(lineDamage));
    differ(`summary of lines${how}`, summaryText(generic.summary), summaryText(summary));
    const { frame } = writer.reader;
    if (knowledge === known && frame.kernel?.told) learned = frame;
  }
  if (learned && isReadWithIt) known = learned.knowledge && knowledgeOf(bytesOfKnowledge(learned.knowledge));
  return { differences, events: seen, fast: counts.fast, generic: counts.generic, reasons: new Map(counts.reasons) };
}

function summaryText({ events, notes, shapes }: ReadSummary): string {
  return JSON.stringify([events, notes, [...shapes]]);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
