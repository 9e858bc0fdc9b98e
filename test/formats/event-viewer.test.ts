import { expect, test } from 'vitest';
import { describeShared, readAll, sharedBytes, sharedText } from './shared-data.ts';

const folder = 'evtx/golden/event-viewer';

/** Events of an export, newest first, as texts. */
function exported(name: string): string[] {
  const text = sharedText(`${folder}/${name}.xml`);
  return text.match(/<Event [\s\S]*?<\/Event>/g) ?? [];
}

/** An export adds the rendered message, which is not in the file, and writes line ends as `\n`. */
function comparable(xml: string): string {
  return xml.replace(/<RenderingInfo[\s\S]*<\/RenderingInfo>/, '').replaceAll('\r\n', '\n');
}

describeShared(folder, () => {
  for (const [name, count] of [
    ['Security', 1715],
    ['System', 1247],
    ['Application', 366],
  ] as const) {
    test(`${name}: every event as Windows exported it`, async () => {
      const { events, damage } = await readAll(name, sharedBytes(`${folder}/${name}.evtx`));
      const expected = exported(name).map(comparable).reverse();
      expect(expected).toHaveLength(count);
      expect(damage).toEqual([]);
      expect(events).toHaveLength(count);
      const wrong = events.filter((event, i) => comparable(event.original()) !== expected[i]);
      expect(wrong.map((event) => event.original())).toEqual([]);
    });
  }
});
