import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Event, Raw } from '../../src/event/index.ts';
import { EvtxSession } from '../../src/formats/evtx/fast/index.ts';
import { memorySource } from '../../src/formats/memory-source.ts';
import { ndjson } from '../../src/formats/ndjson.ts';
import { TextScreen } from '../../src/value/index.ts';
import { jsonLineFiles } from './json-line-files.ts';
import { describeShared, sharedBytes, sharedPath } from './shared-data.ts';

/** Runs of ASCII that a screen can look for: letters that may be written otherwise leave enough others. */
const RUN = /[\x20-\x7e]{8,}/g;
const NOWHERE = new TextScreen(['nowhere::at::all', 'zebra%crossing', '\\quux\\plugh.bin']);

/** Takes events, and asks of every few for a text that stands in them. */
class Asking {
  asked = 0;
  lacking = 0;
  sampled = 0;
  readonly wrong: string[] = [];
  #count = 0;

  take(event: Event): void {
    const { texts } = event;
    if (!texts?.lacks) return;
    this.#count++;
    this.asked++;
    if (texts.lacks(NOWHERE)) this.lacking++;
    if (this.#count % 11 !== 0) return;
    const values = [...event.system(), ...event.payload()].flatMap(([, value]) => textsIn(value));
    const runs = values.flatMap((text) => text.match(RUN) ?? []);
    if (runs.length === 0) return;
    const run = runs[(this.#count * 7) % runs.length]!;
    const from = (this.#count * 5) % Math.max(1, run.length - 11);
    const wanted = run.slice(from, from + 12).toLowerCase();
    // Values that are no text, such as numbers, ids and times, are not looked through.
    if (/^[\da-filnrstux-z{}.:+-]*$/.test(wanted)) return;
    this.sampled++;
    if (texts.lacks(new TextScreen([wanted, 'another text']))) this.wrong.push(`${event.origin.record}: ${wanted}`);
  }
}

function textsIn(value: Raw): string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.flatMap(textsIn) : [];
}

describeShared('evtx', () => {
  test('no event of a recording lacks a text that one of its values holds; nearly all lack what stands nowhere', async () => {
    const files = readdirSync(sharedPath('evtx'), { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.evtx'),
    );
    const asking = new Asking();
    const session = new EvtxSession({});
    for (const file of files.sort().filter((_, i) => i % 7 === 0)) {
      const sink = { event: (event: Event): undefined => void asking.take(event), damage: () => undefined };
      await session.read(memorySource(file, sharedBytes(`evtx/${file}`)), sink);
    }
    expect(asking.wrong).toEqual([]);
    expect(asking.sampled).toBeGreaterThan(100);
    expect(asking.asked).toBeGreaterThan(1000);
    expect(asking.lacking).toBeGreaterThan(0.95 * asking.asked);
  });
});

describeShared('json', () => {
  test('nor does a line of JSON', async () => {
    const asking = new Asking();
    for (const file of jsonLineFiles().slice(0, 12)) {
      const sink = { event: (event: Event): undefined => void asking.take(event), damage: () => undefined };
      await ndjson.read(memorySource(file, sharedBytes(file).slice(0, 2_000_000)), sink, {});
    }
    expect(asking.wrong).toEqual([]);
    expect(asking.sampled).toBeGreaterThan(100);
    expect(asking.asked).toBeGreaterThan(1000);
    expect(asking.lacking).toBeGreaterThan(0.5 * asking.asked);
  });
});
