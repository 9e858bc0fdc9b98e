import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Event } from '../../src/event/index.ts';
import { EvtxSession } from '../../src/formats/evtx/fast/index.ts';
import { evtxOf, type WrittenEvent } from '../../src/formats/evtx/testing/write-evtx.ts';
import { memorySource } from '../../src/formats/memory-source.ts';
import { ndjson } from '../../src/formats/ndjson.ts';
import { type Json, jsonText, keyTree, parseJson, scanJson } from '../../src/value/index.ts';
import { jsonLineFiles, linesThrice } from './json-line-files.ts';
import { describeShared, sharedBytes, sharedPath } from './shared-data.ts';

/** Paths of an event's JSON: all keys, what stands in them, and some that lead nowhere. */
function pathsIn(root: Json): string[][] {
  const paths: string[][] = [['absent'], ['EventData', 'absent'], ['EventID', 'inside'], ['eventid']];
  if (root.kind !== 'object') return paths;
  for (const [key, value] of root.entries) {
    paths.push([key]);
    if (value.kind !== 'object') continue;
    for (const [inner, more] of value.entries) {
      paths.push([key, inner]);
      if (more.kind === 'object') for (const [last] of more.entries) paths.push([key, inner, last]);
    }
  }
  return paths;
}

/** Takes events, and compares what they tell of their JSON with what is read in its text. */
class Comparing {
  told = 0;
  asked = 0;
  readonly wrong: string[] = [];
  #count = 0;
  readonly #step: number;

  constructor(step: number) {
    this.#step = step;
  }

  take(event: Event): void {
    if (!event.rawValues || this.#count++ % this.#step !== 0) return;
    const text = event.raw();
    const root = parseJson(text);
    for (const path of root ? pathsIn(root) : []) {
      this.asked++;
      const found: (string | null | undefined)[] = [];
      if (!event.rawValues([path], found)) continue;
      this.told++;
      const value = scanJson(text, keyTree([path]), 1)?.[0];
      const expected = value && jsonText(value);
      if (found[0] !== expected && this.wrong.length < 5)
        this.wrong.push(`${event.file} ${event.origin.record} ${path.join('.')}: ${found[0]} for ${expected}`);
    }
  }
}

const sinkOf = (comparing: Comparing) => ({
  event: (event: Event): undefined => void comparing.take(event),
  damage: () => undefined,
});

describeShared('evtx', () => {
  test('what events tell of their JSON is what stands in it', async () => {
    const files = readdirSync(sharedPath('evtx'), { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.evtx'),
    );
    const comparing = new Comparing(7);
    const session = new EvtxSession();
    for (const file of files.sort().filter((_, i) => i % 5 === 0))
      await session.read(memorySource(file, sharedBytes(`evtx/${file}`)), sinkOf(comparing));
    expect(comparing.wrong).toEqual([]);
    expect(comparing.told).toBeGreaterThan(10_000);
    // Objects and lists are left to who reads the text.
    expect(comparing.told / comparing.asked).toBeGreaterThan(0.8);
  });
});

describeShared('json', () => {
  test('what events of lines tell of their JSON is what stands in it', async () => {
    const comparing = new Comparing(5);
    for (const name of jsonLineFiles())
      await ndjson.read(memorySource(name, linesThrice(name, 20)), sinkOf(comparing), {});
    expect(comparing.wrong).toEqual([]);
    expect(comparing.told).toBeGreaterThan(10_000);
  });
});

test('keys and values that are written in odd ways', async () => {
  const lines = [
    '{"EventID":4688,"Channel":"Security","a\\u0062":"x\\ud83d\\ude00\\"","Nothing":null,"Empty":"","Yes":true,"Big":12345678901234567890,"Small":-1.50e2,"In":{"a":1},"List":[1]}',
    ' {"EventID":4688,"Channel":"Security","a\\u0062":"y","Nothing":"","Empty":"z","Yes":false,"Big":1,"Small":0.10,"In":{},"List":[]}',
  ];
  // A key with an escape leaves the line to who reads texts.
  for (const written of [lines, lines.map((line) => line.replace('\\u0062', 'b'))]) {
    const comparing = new Comparing(1);
    const many = Array.from({ length: 50 }, () => written).flat();
    await ndjson.read(memorySource('written', new TextEncoder().encode(many.join('\n'))), sinkOf(comparing), {});
    expect(comparing.wrong).toEqual([]);
    if (written !== lines) expect(comparing.told).toBeGreaterThan(100);
  }
});

test('values of Windows events of several kinds', async () => {
  const one = { channel: 'Channel', provider: 'Provider', eventId: 7, computer: 'host', day: 153_000 };
  const events: WrittenEvent[] = [
    {
      ...one,
      data: [
        ['Number', 5],
        ['Flag', true],
        ['Null', null],
        ['Text', '\ud83d alone'],
        ['Several', ['a', 'b']],
      ],
    },
    {
      ...one,
      data: [
        ['Twice', 'a'],
        ['Twice', 'b'],
        ['channel', 'c'],
      ],
    },
    { ...one, data: [] },
  ];
  const comparing = new Comparing(1);
  await new EvtxSession().read(memorySource('written', evtxOf([...events, ...events])), sinkOf(comparing));
  expect(comparing.wrong).toEqual([]);
  expect(comparing.told).toBeGreaterThan(50);
});
