import { createHash } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { canonicalJson } from '../../../test/formats/canonical-json.ts';
import { TEST_VECTOR } from '../../../test/formats/test-vector.ts';
import type { Event } from '../../event/index.ts';
import { memorySource } from '../memory-source.ts';
import { crc32 } from './crc32.ts';
import { evtx } from './evtx.ts';
import { readRecords } from './reader.ts';

const bytes = new Uint8Array(inflateRawSync(Buffer.from(TEST_VECTOR, 'base64')));
const chunk = bytes.subarray(4096);

async function eventOf(input: Uint8Array): Promise<Event> {
  const events: Event[] = [];
  const sink = {
    event: (event: Event) => events.push(event) > 0,
    damage: () => expect.fail('no damage in the vector'),
  };
  const summary = await evtx.read(memorySource('vector.evtx', input), sink, {});
  expect(summary).toEqual({ events: 1, notes: [], shapes: new Map([['evtx', 1]]) });
  return events[0]!;
}

describe('test vector of spec evtx-format §15', () => {
  test('is the one of the document', () => {
    const hash = createHash('sha256').update(bytes).digest('hex');
    expect(hash).toBe('fe7aea0a513466fab94fe678d6d10f6b7005050d89b28560a6282371f43abdd8');
    expect(crc32(bytes.subarray(0, 120))).toBe(0xfb02_7480);
    expect(crc32(chunk.subarray(512, 512 + 0x248))).toBe(0x5aef_089f);
    expect(crc32(chunk.subarray(128, 512), crc32(chunk.subarray(0, 120)))).toBe(0x0488_32a7);
  });

  test('flat fields', async () => {
    const event = await eventOf(bytes);
    expect(event.system()).toEqual([
      ['EventID', 4242],
      ['Channel', 'Lab'],
      ['Security_UserID', 'S-1-5-18'],
    ]);
    expect(event.payload()).toEqual([
      ['Pid', 1234],
      ['Cmd', 'a<b'],
      ['Data', ['one', 'two']],
    ]);
    expect(event.get('data[1]')).toBe('two');
    expect(event.header).toEqual({ channel: 'Lab', provider: undefined, eventId: 4242 });
    expect(event.origin).toEqual({ file: 'vector.evtx', record: 7, offset: 4608 });
  });

  test('Windows XML', async () => {
    expect((await eventOf(bytes)).original()).toBe(
      "<Event><System><EventID>4242</EventID><Channel>Lab</Channel><Security UserID='S-1-5-18'/></System>" +
        "<EventData><Data Name='Pid'>1234</Data><Data Name='Cmd'>a&lt;b</Data><Data>one</Data><Data>two</Data></EventData></Event>",
    );
  });

  test('compact JSON', async () => {
    expect((await eventOf(bytes)).raw()).toBe(
      '{"TimeCreated":"2024-01-17T21:20:00.000000000Z","EventID":"4242","Correlation":"","Channel":"Lab",' +
        '"Security":{"UserID":"S-1-5-18"},"Provider":"","Execution":"",' +
        '"EventData":{"Pid":"1234","Cmd":"a<b","Data":["one","two"]}}',
    );
  });

  test('canonical JSON', async () => {
    const found: unknown[] = [];
    await readRecords(memorySource('vector.evtx', bytes), {
      record: ({ root }) => found.push(canonicalJson(root)) > 0,
      damage: () => expect.fail('no damage'),
    });
    expect(JSON.stringify(found[0])).toBe(
      '{"Event":{"System":{"EventID":4242,"Channel":"Lab","Security":{"#attributes":{"UserID":"S-1-5-18"}}},' +
        '"EventData":{"Pid":1234,"Cmd":"a<b"}}}',
    );
  });

  test('a destroyed file header loses nothing', async () => {
    const broken = bytes.slice();
    broken.fill(0, 0, 128);
    expect(evtx.recognize(broken, 'x.evtx')?.reason).toBe('a chunk stands at offset 4096');
    const found: unknown[] = [];
    const damage: string[] = [];
    await readRecords(memorySource('x', broken), {
      record: ({ root }) => found.push(root) > 0,
      damage: ({ reason }) => void damage.push(reason),
    });
    expect([found.length, damage]).toEqual([1, ['file header is destroyed']]);
  });
});
