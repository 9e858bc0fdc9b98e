import { isDeepStrictEqual } from 'node:util';
import { aliasesOf, type Event, type EventHeader, foldName } from '../../../event/index.ts';
import type { Damage, Format, HeaderGate } from '../../format.ts';
import { memorySource } from '../../memory-source.ts';
import { ndjson, ndjsonBy, ndjsonByText } from '../../ndjson.ts';
import { JsonLineReader, LineScanner } from '../index.ts';
import { LineCursor } from '../line-cursor.ts';

/** What a reader said of an input: events in order, how many lines were skipped by header, damage, counts. */
interface Said {
  readonly found: readonly unknown[];
  readonly skipped: readonly (readonly [header: string, lines: number])[];
  readonly damage: readonly Damage[];
  readonly summary: unknown;
  readonly fast: number;
}

const ALWAYS = [
  ...[
    'Image',
    'CommandLine',
    'User',
    'EventID',
    'event.code',
    'Channel',
    'Computer',
    'Hostname',
    'ProcessID',
    'ProcessId',
  ],
  ...['EventType', 'Keywords', 'Execution_ProcessID', '@timestamp', 'param1', 'Data[0]', 'no such', '_raw', 'message'],
  ...['user.name', 'winlog.event_id', 'tags[0].x'],
];

/** The raw text, or why there is none: a time beyond the year 275760 cannot be printed. */
function rawOf(event: Event): string {
  try {
    return event.raw();
  } catch (error) {
    return String(error);
  }
}

/** Everything that can be asked of an event; fields by name first, so that nothing was decoded for another question. */
function answers(event: Event, names: readonly string[]): unknown {
  const byName = names.map((name) => event.get(name));
  const { header, origin, time, shape, payloadKind, lossy, metadata } = event;
  const texts = [rawOf(event), event.original()];
  const lists = [event.system(), event.payload()];
  return { byName, header: { ...header }, origin, time, shape, payloadKind, lossy, metadata, texts, lists };
}

async function said(
  format: Format,
  bytes: Uint8Array,
  names: readonly (readonly string[])[],
  gate: HeaderGate | undefined,
  timeZone: string | undefined,
): Promise<Said> {
  const found: unknown[] = [];
  const skipped = new Map<string, number>();
  const damage: Damage[] = [];
  let fast = 0;
  const sink = {
    event(event: Event): undefined {
      if (event instanceof LineCursor) fast++;
      found.push(answers(event, names[found.length] ?? ALWAYS));
    },
    skipped({ channel, provider, eventId }: EventHeader, count: number): void {
      const header = JSON.stringify([channel, provider, eventId, Object.is(eventId, -0)]);
      skipped.set(header, (skipped.get(header) ?? 0) + count);
    },
    damage: (one: Damage): void => void damage.push(one),
  };
  const options = { ...(gate && { gate }), ...(timeZone && { timeZone }) };
  const summary = await format.read(memorySource('in', bytes), sink, options);
  return {
    found,
    skipped: [...skipped].sort(),
    damage,
    summary: { ...summary, shapes: [...summary.shapes].sort() },
    fast,
  };
}

/** Names to ask an event for: its own in several spellings, and their aliases. */
async function namesOf(bytes: Uint8Array): Promise<string[][]> {
  const names: string[][] = [];
  const sink = {
    event(event: Event): undefined {
      const own = [...event.payload(), ...event.system()].map(([name]) => name);
      const folded = own.map(foldName);
      const aliases = folded.flatMap((name) => aliasesOf(name, event.shape, event.header));
      const joined = own.filter((name) => name.includes(' ')).map((name) => name.replaceAll(' ', '_'));
      names.push([
        ...new Set([...own, ...own.map((name) => name.toUpperCase()), ...folded, ...aliases, ...joined, ...ALWAYS]),
      ]);
    },
    damage: () => undefined,
  };
  await ndjsonByText.read(memorySource('in', bytes), sink, {});
  return names;
}

function differencesOf(byText: Said, byBytes: Said, names: readonly (readonly string[])[]): unknown[] {
  const differences: unknown[] = [];
  for (const key of ['damage', 'summary', 'skipped'] as const) {
    if (!isDeepStrictEqual(byText[key], byBytes[key])) differences.push({ [key]: [byText[key], byBytes[key]] });
  }
  for (let i = 0; i < Math.max(byText.found.length, byBytes.found.length) && differences.length < 3; i++) {
    if (!isDeepStrictEqual(byText.found[i], byBytes.found[i])) {
      differences.push({ event: i, names: names[i], byText: byText.found[i], byBytes: byBytes.found[i] });
    }
  }
  return differences;
}

/** Differences between the readers of bytes and that of texts, few of them, and how many events were read from bytes. */
export async function compareReaders(
  bytes: Uint8Array,
  gate?: HeaderGate,
  timeZone?: string,
): Promise<{ readonly differences: readonly unknown[]; readonly events: number; readonly fast: number }> {
  const names = gate ? [] : await namesOf(bytes);
  const byText = await said(ndjsonByText, bytes, names, gate, timeZone);
  const byBytes = await said(ndjson, bytes, names, gate, timeZone);
  const reader = new JsonLineReader(gate, undefined, new LineScanner('none'));
  const withoutKernel = await said(ndjsonBy(reader), bytes, names, gate, timeZone);
  const differences = [...differencesOf(byText, byBytes, names), ...differencesOf(byText, withoutKernel, names)];
  return {
    differences,
    events: byText.found.length + byText.skipped.reduce((sum, [, lines]) => sum + lines, 0),
    fast: byBytes.fast,
  };
}
