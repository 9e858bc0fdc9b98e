import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type Event, QUERY_FIELDS } from '../../src/event/index.ts';
import { evtxFast } from '../../src/formats/evtx/fast/index.ts';
import type { Format } from '../../src/formats/format.ts';
import { memorySource } from '../../src/formats/memory-source.ts';
import { ndjson } from '../../src/formats/ndjson.ts';
import { jsonLineFiles, linesThrice } from './json-line-files.ts';
import { describeShared, sharedBytes, sharedPath } from './shared-data.ts';

/** Names that are asked of every event beside its own. */
const ALWAYS = [
  'Image',
  'CommandLine',
  'User',
  'Computer',
  'Security_UserID',
  'LogName',
  'NewProcessName',
  'Absent',
  'param1',
];

/** What was compared. */
interface Seen {
  texts: number;
  missing: number;
  untold: number;
}

function textOf(units: Uint16Array, start: number, end: number): string {
  let text = '';
  for (let at = start; at < end; at++) text += String.fromCharCode(units[at]!);
  return text;
}

/** Compares the units of each field with what `get` gives, in an order in which runs of one event follow each other. */
function compare(event: Event, seen: Seen): void {
  const { texts } = event;
  if (!texts) return;
  const names = [
    ...new Set([...ALWAYS, ...event.payload().map(([name]) => name), ...event.system().map(([name]) => name)]),
  ];
  const runs = names.map((name) => {
    const run = texts.units(QUERY_FIELDS.intern(name));
    return run && { ...run };
  });
  for (const [index, name] of names.entries()) {
    const [run, value] = [runs[index], event.get(name)];
    if (run) {
      seen.texts++;
      // All runs of an event stay as they are while it is at hand.
      expect(textOf(run.units, run.start, run.end), name).toBe(value);
    } else if (run === null) {
      seen.missing++;
      expect(value ?? null, name).toBeNull();
    } else seen.untold++;
  }
}

async function compareAll(name: string, bytes: Uint8Array, format: Format, seen: Seen): Promise<void> {
  const sink = {
    event: (event: Event): true => {
      compare(event, seen);
      return true;
    },
    damage: () => undefined,
  };
  await format.read(memorySource(name, bytes), sink, {});
}

describeShared('evtx', () => {
  test('the units of a field are those of its text', { timeout: 60_000 }, async () => {
    const seen = { texts: 0, missing: 0, untold: 0 };
    const files = readdirSync(sharedPath('evtx'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.evtx'))
      .sort()
      .filter((_, i) => i % 9 === 0);
    for (const file of files) await compareAll(file, sharedBytes(`evtx/${file}`), evtxFast, seen);
    expect(seen.texts).toBeGreaterThan(20_000);
    expect(seen.missing).toBeGreaterThan(5000);
  });
});

describeShared('json', () => {
  test('the units of a member are those of its text', { timeout: 60_000 }, async () => {
    const seen = { texts: 0, missing: 0, untold: 0 };
    for (const name of jsonLineFiles().filter((_, i) => i % 12 === 0))
      await compareAll(name, linesThrice(name, 7), ndjson, seen);
    expect(seen.texts).toBeGreaterThan(2000);
    expect(seen.missing).toBeGreaterThan(1000);
  });
});
