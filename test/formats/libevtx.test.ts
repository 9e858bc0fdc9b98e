import { expect, test } from 'vitest';
import type { Raw, RawField } from '../../src/event/index.ts';
import type { ElementNode } from '../../src/formats/evtx/element.ts';
import { payloadOf } from '../../src/formats/evtx/payload.ts';
import { readRecords } from '../../src/formats/evtx/reader.ts';
import { systemOf } from '../../src/formats/evtx/system.ts';
import { memorySource } from '../../src/formats/memory-source.ts';
import { parseEvents } from './parse-xml.ts';
import { describeShared, sharedBytes, sharedText } from './shared-data.ts';

const folder = 'evtx/golden/generated';

interface Generated {
  readonly evtx: string;
  readonly libevtx: { readonly file: string; readonly events: number } | null;
  readonly inline_decoder?: { readonly file: string; readonly events: number };
}

/** Values that libevtx prints otherwise than Windows does, and how many of them there are. */
const QUIRKS = [
  {
    name: 'MinimumPasswordLengthAudit',
    why: 'libevtx prints the signed 32-bit integer -1 as -2147483647',
    count: 8,
    applies: (ours: string, theirs: string) => ours === '-1' && theirs === '-2147483647',
  },
  {
    name: 'Data',
    why: 'libevtx loses one of several empty strings of an array',
    count: 1,
    applies: (ours: string, theirs: string) => ours.replace('\n\n\n\n\n', '\n\n\n\n') === theirs,
  },
] as const;

function fieldsOf(event: ElementNode): RawField[] {
  return [...systemOf(event).map(([name, value]): RawField => [`System.${name}`, value]), ...payloadOf(event).fields];
}

/** libevtx prints GUIDs in upper case, hex padded with zeros, times with 9 digits; its XML has line ends as `\n`. */
function comparable(value: Raw): string {
  const text = Array.isArray(value) ? value.map(String).join('\n') : String(value);
  return text
    .replace(/\{[0-9A-Fa-f-]{36}\}/g, (guid) => guid.toLowerCase())
    .replace(/^0x0*([0-9a-fA-F]+)$/, (_, digits: string) => `0x${digits.toLowerCase()}`)
    .replace(/^(\d{4}-\d\d-\d\dT[\d:.]{16})00Z$/, '$1Z')
    .replaceAll('\r\n', '\n');
}

async function treesOf(path: string): Promise<ElementNode[]> {
  const trees: ElementNode[] = [];
  const sink = { record: ({ root }: { root: ElementNode }) => trees.push(root) > 0, damage: () => undefined };
  await readRecords(memorySource(path, sharedBytes(path)), sink);
  return trees;
}

describeShared(folder, () => {
  test('every value as libevtx prints it', async () => {
    const index = JSON.parse(sharedText(`${folder}/index.json`)) as readonly Generated[];
    const counts = { files: 0, records: 0, values: 0 };
    const quirks: Record<string, number> = {};
    const count = (why: string): void => {
      quirks[why] = (quirks[why] ?? 0) + 1;
    };
    const wrong: string[] = [];
    for (const { evtx, libevtx, inline_decoder } of index) {
      const golden = libevtx ?? inline_decoder ?? expect.fail(evtx);
      counts.files++;
      const ours = await treesOf(`${folder}/${evtx}`);
      const theirs = parseEvents(sharedText(`${folder}/${golden.file}`));
      const byId = new Map(theirs.map((event) => [String(new Map(systemOf(event)).get('EventRecordID')), event]));
      if (theirs.length !== golden.events) wrong.push(`${evtx}: ${theirs.length} ${golden.events} ${ours.length}`);
      for (const event of ours) {
        counts.records++;
        const fields = fieldsOf(event);
        const id = String(new Map(systemOf(event)).get('EventRecordID'));
        const other = new Map(byId.has(id) ? fieldsOf(byId.get(id)!) : []);
        for (const [name, value] of fields) {
          counts.values++;
          if (comparable(value) === comparable(other.get(name))) continue;
          const quirk = QUIRKS.find(
            (one) => one.name === name && one.applies(comparable(value), comparable(other.get(name))),
          );
          if (quirk) count(quirk.why);
          else {
            wrong.push(JSON.stringify([evtx, id, name, comparable(value), comparable(other.get(name))]));
          }
        }
        for (const [name] of fields) other.delete(name);
        for (const [name, value] of other) wrong.push(JSON.stringify([evtx, id, name, undefined, comparable(value)]));
      }
    }
    expect(wrong).toEqual([]);
    expect(quirks).toEqual(Object.fromEntries(QUIRKS.map(({ why, count }) => [why, count])));
    expect(counts).toEqual({ files: 24, records: 9115, values: 184_616 });
  });
});
