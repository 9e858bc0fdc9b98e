import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Event } from '../../src/event/index.ts';
import { evtx } from '../../src/formats/evtx/evtx.ts';
import { memorySource } from '../../src/formats/memory-source.ts';
import { ndjson } from '../../src/formats/ndjson.ts';
import { describeShared, sharedBytes, sharedPath } from './shared-data.ts';

/** Reads an input and gives one text per event, in order. */
async function textsOf(
  name: string,
  bytes: Uint8Array,
  format: typeof evtx,
  text: (event: Event) => string,
): Promise<string[]> {
  const texts: string[] = [];
  const sink = { event: (event: Event) => texts.push(text(event)) > 0, damage: () => undefined };
  await format.read(memorySource(name, bytes), sink, {});
  return texts;
}

function canonicalLine(event: Event): string {
  return JSON.stringify({
    ...Object.fromEntries(event.system()),
    [event.payloadKind]: Object.fromEntries(event.payload()),
  });
}

describeShared('.', () => {
  test('every event of every EVTX prints in every form, and reads back from its canonical line', {
    timeout: 900_000,
  }, async () => {
    const files = readdirSync(sharedPath('.'), { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.evtx'),
    );
    expect(files.length).toBe(620);
    let events = 0;
    for (const file of files) {
      const bytes = sharedBytes(file);
      const xml = await textsOf(file, bytes, evtx, (event) => event.original());
      expect(
        xml.every((one) => one.startsWith('<Event') && one.endsWith('>')),
        file,
      ).toBe(true);
      const lines = await textsOf(file, bytes, evtx, canonicalLine);
      const raws = await textsOf(file, bytes, evtx, (event) => event.raw());
      const text = new TextEncoder().encode(lines.join('\n'));
      expect(await textsOf(file, text, ndjson, canonicalLine), file).toEqual(lines);
      expect(await textsOf(file, text, ndjson, (event) => event.raw()), file).toEqual(raws);
      events += lines.length;
    }
    expect(events).toBe(122_088);
  });
});
