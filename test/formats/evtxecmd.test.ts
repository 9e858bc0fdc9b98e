import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type Event, formatTime, type Raw, type RawField } from '../../src/event/index.ts';
import { ndjson } from '../../src/formats/ndjson.ts';
import { describeShared, readAll, sharedBytes, sharedPath } from './shared-data.ts';

const folders = ['evtx/golden/atomic-evtx', 'evtx/winrm/atomic-evtx'];

/** What EvtxECmd writes otherwise, with the number of values that it does so in (README of evtx/golden). */
const QUIRKS: readonly { readonly name: string; readonly count: number; readonly apply: (text: string) => string }[] = [
  { name: 'GUID without braces', count: 11_026, apply: (text) => text.replace(/^\{([0-9a-f-]{36})\}$/, '$1') },
  {
    name: 'hex digits in upper case',
    count: 1737,
    apply: (text) => text.replace(/^0x[0-9a-f]+$/, (hex) => `0x${hex.slice(2).toUpperCase()}`),
  },
  {
    name: 'time with a blank and no zone',
    count: 4387,
    apply: (text) => text.replace(/^(\d{4}-\d\d-\d\d)T([\d:.]{16})Z$/, '$1 $2'),
  },
  {
    name: '& < > as entities',
    count: 580,
    apply: (text) => text.replace(/[&<>]/g, (unit) => `&${{ '&': 'amp', '<': 'lt' }[unit] ?? 'gt'};`),
  },
  { name: 'line feed as CR LF in unnamed Data', count: 347, apply: (text) => text.replace(/\r?\n/g, '\r\n') },
  { name: 'line breaks as commas', count: 96, apply: (text) => text.replace(/(?:\r?\n\t*)+/g, ', ') },
];

function textOf(value: Raw): string {
  return Array.isArray(value) ? value.map(String).join(', ') : String(value);
}

/** Names of the quirks that make one value of the other, or undefined if none do. */
function quirksOf(ours: string, theirs: string, from = 0): string[] | undefined {
  if (ours === theirs) return [];
  for (const [i, quirk] of QUIRKS.entries()) {
    const text = i < from ? ours : quirk.apply(ours);
    if (text === ours) continue;
    const rest = quirksOf(text, theirs, i + 1);
    if (rest) return [quirk.name, ...rest];
  }
  return undefined;
}

function fieldsOf(event: Event): RawField[] {
  return [...event.system().map(([name, value]): RawField => [`System.${name}`, value]), ...event.payload()];
}

describeShared('evtx', () => {
  test('every value as EvtxECmd decodes it', async () => {
    const files = folders.flatMap((folder) =>
      readdirSync(sharedPath(folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.evtxecmd.ndjson'))
        .map((name) => `${folder}/${name.replace('.evtxecmd.ndjson', '.evtx')}`),
    );
    expect(files).toHaveLength(155);
    const counts = new Map<string, number>();
    const count = (name: string, by = 1): void => void counts.set(name, (counts.get(name) ?? 0) + by);
    const wrong: string[] = [];
    for (const file of files) {
      const ours = await readAll(file, sharedBytes(file));
      const theirs = await readAll(file, sharedBytes(file.replace(/\.evtx$/, '.evtxecmd.ndjson')), ndjson);
      expect(theirs.damage).toEqual([]);
      expect(ours.events.length, file).toBe(theirs.events.length);
      for (const [i, event] of ours.events.entries()) {
        const other = new Map(fieldsOf(theirs.events[i]!));
        count('records');
        expect(formatTime(event.time!)).toBe(formatTime(theirs.events[i]!.time!));
        for (const [name, value] of fieldsOf(event)) {
          count('values');
          const quirks = quirksOf(textOf(value), textOf(other.get(name)));
          if (quirks) for (const quirk of quirks) count(quirk);
          else wrong.push(JSON.stringify([file, event.origin.record, name, textOf(value), textOf(other.get(name))]));
          other.delete(name);
        }
        for (const [name, value] of other) {
          if (name === 'Binary' && value === '') count('absent Binary as an empty one');
          else wrong.push(`${file} ${event.origin.record}: only EvtxECmd has ${name}`);
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(Object.fromEntries(counts)).toEqual({
      records: 4293,
      values: 117_548,
      'absent Binary as an empty one': 499,
      ...Object.fromEntries(QUIRKS.map((quirk) => [quirk.name, quirk.count])),
    });
  });
});
