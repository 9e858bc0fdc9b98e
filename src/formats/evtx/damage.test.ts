import { inflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { TEST_VECTOR } from '../../../test/formats/test-vector.ts';
import type { Event } from '../../event/index.ts';
import type { Damage, ReadSummary } from '../format.ts';
import { memorySource } from '../memory-source.ts';
import { CHUNK_SIZE, FILE_HEADER_SIZE } from './container.ts';
import { evtx } from './evtx.ts';

const vector = new Uint8Array(inflateRawSync(Buffer.from(TEST_VECTOR, 'base64')));
const CHUNK = FILE_HEADER_SIZE;
const RECORD = CHUNK + 0x200;

interface Result {
  readonly events: Event[];
  readonly damage: Damage[];
  readonly summary: ReadSummary;
}

async function read(bytes: Uint8Array): Promise<Result> {
  const events: Event[] = [];
  const damage: Damage[] = [];
  const sink = { event: (event: Event) => events.push(event) > 0, damage: (one: Damage) => void damage.push(one) };
  const summary = await evtx.read(memorySource('x.evtx', bytes), sink, {});
  return { events, damage, summary };
}

function changed(change: (bytes: Uint8Array, view: DataView) => void): Uint8Array {
  const bytes = vector.slice();
  change(bytes, new DataView(bytes.buffer));
  return bytes;
}

function reasons({ damage }: Result): string[] {
  return damage.map(({ reason }) => reason);
}

/** Offsets inside the record are those of the dump in spec evtx-format §15, chunk-relative. */
const at = (chunkOffset: number): number => CHUNK + chunkOffset;

describe('damage costs the smallest part', () => {
  test('a token that is none: System stays, the event is lossy', async () => {
    const result = await read(changed((bytes) => void (bytes[at(0x378)] = 0x33)));
    expect(reasons(result)).toEqual(['token 51 at chunk offset 888']);
    const [event] = result.events;
    expect(event!.lossy).toBe(true);
    expect(event!.header).toEqual({ channel: 'Lab', provider: undefined, eventId: 4242 });
    expect(event!.payload()).toEqual([]);
  });

  test('values that do not fit: no event is made of them', async () => {
    const result = await read(changed((_, view) => view.setUint16(at(0x3fd), 0xffff, true)));
    expect(reasons(result)).toEqual(['values reach beyond the record']);
    expect(result.events).toEqual([]);
  });

  test('a count of values beyond all sense', async () => {
    const result = await read(changed((_, view) => view.setUint32(at(0x3f9), 0x4000_0000, true)));
    expect(reasons(result)).toEqual(['1073741824 values do not fit into the record']);
  });

  test('a size copy that differs: what can be read is reported', async () => {
    const result = await read(changed((_, view) => view.setUint32(at(0x444), 1, true)));
    expect(reasons(result)).toEqual(['record size and its copy differ']);
    expect(result.events[0]!.payload()).toHaveLength(3);
    expect(result.events[0]!.lossy).toBe(true);
  });

  test('a record magic that is wrong is a gap', async () => {
    const result = await read(changed((bytes) => void (bytes[RECORD] = 0)));
    expect(result.damage).toEqual([
      { file: 'x.evtx', offset: RECORD, length: 0x248, reason: 'no record where one should stand' },
    ]);
  });

  test('a chunk magic that is wrong: the rest of the header still leads to the record', async () => {
    const result = await read(changed((bytes) => void (bytes[CHUNK] = 0)));
    expect(reasons(result)).toEqual(['chunk header is destroyed']);
    expect(result.events).toHaveLength(1);
  });

  test('a whole chunk header of zeros: records are searched', async () => {
    const result = await read(changed((bytes) => void bytes.fill(0, CHUNK, RECORD)));
    expect(reasons(result)).toEqual(['chunk header is destroyed']);
    expect(result.events[0]!.payload()).toHaveLength(3);
  });

  test('a chunk of another file behind the last one is no damage', async () => {
    const bytes = new Uint8Array(vector.length + CHUNK_SIZE).fill(7, vector.length);
    bytes.set(vector);
    const result = await read(bytes);
    expect(result.damage).toEqual([]);
    expect(result.summary.notes).toEqual(['chunks at the end that were never written: 1']);
  });

  test('a destroyed chunk that the header counts is', async () => {
    const bytes = new Uint8Array(vector.length + CHUNK_SIZE).fill(7, CHUNK, CHUNK + CHUNK_SIZE);
    bytes.set(vector.subarray(0, CHUNK));
    bytes.set(vector.subarray(CHUNK), CHUNK + CHUNK_SIZE);
    const result = await read(bytes);
    expect(reasons(result)).toEqual(['chunk is destroyed']);
    expect(result.events).toHaveLength(1);
  });

  test('a torn end: the part that is there is read', async () => {
    const result = await read(vector.subarray(0, at(0x448)));
    expect(result.events).toHaveLength(1);
    expect(result.damage).toEqual([]);
    const cut = await read(vector.subarray(0, at(0x430)));
    expect(reasons(cut)).toEqual(['file ends inside a chunk', 'no record where one should stand']);
    expect(reasons(await read(vector.subarray(0, at(100))))).toEqual(['file ends inside a chunk header']);
    expect((await read(vector.subarray(0, 100))).events).toEqual([]);
  });

  test('a template that refers to itself ends', async () => {
    const result = await read(
      changed((bytes, view) => {
        bytes[at(0x242)] = 0x0c;
        bytes[at(0x243)] = 1;
        view.setUint32(at(0x244), 0x1122_3344, true);
        view.setUint32(at(0x248), 0x226, true);
        view.setUint32(at(0x24c), 0, true);
      }),
    );
    expect(reasons(result)).toEqual(['template refers to itself']);
  });

  test('a lost definition leaves the values, and no event where System is lost', async () => {
    const result = await read(
      changed((_, view) => {
        view.setUint32(at(0x22a), 1, true);
        view.setUint32(CHUNK + 384, 0, true);
      }),
    );
    expect(reasons(result)).toEqual(['definition of template 287454020 is not in the chunk']);
    expect(result.events).toEqual([]);
  });

  test('the definition of another chunk serves where the own one is lost', async () => {
    const bytes = new Uint8Array(vector.length + CHUNK_SIZE);
    bytes.set(vector);
    bytes.set(vector.subarray(CHUNK), vector.length);
    new DataView(bytes.buffer).setUint32(vector.length + 0x22a, 1, true);
    const result = await read(bytes);
    expect(result.damage).toEqual([]);
    expect(result.events.map((event) => event.payload().length)).toEqual([3, 3]);
  });
});

describe('what is no damage', () => {
  test('an empty chunk of a cleared log: its stale record is not reported', async () => {
    const result = await read(
      changed((bytes, view) => {
        bytes.fill(0xff, CHUNK + 16, CHUNK + 40);
        view.setUint32(CHUNK + 44, 0, true);
        view.setUint32(CHUNK + 48, 512, true);
      }),
    );
    expect([result.events, result.damage]).toEqual([[], []]);
    expect(result.summary.notes).toEqual(['empty chunks of a cleared log: 1, stale records in them are not read']);
  });

  test('a dirty file whose header is stale', async () => {
    const result = await read(
      changed((_, view) => {
        view.setUint32(120, 1, true);
        view.setUint16(42, 0, true);
      }),
    );
    expect(result.events).toHaveLength(1);
    expect(result.summary.notes).toEqual([
      'dirty: copied while the log was open',
      'stale header: it counts 0 chunks, records stand in chunk 1',
    ]);
  });

  test('chunks of zeros, and another version', async () => {
    const bytes = new Uint8Array(vector.length + CHUNK_SIZE);
    bytes.set(vector);
    bytes[38] = 4;
    const result = await read(bytes);
    expect(result.events).toHaveLength(1);
    expect(result.summary.notes[0]).toMatch(/^unknown version 4\.\d, read as 3\.1$/);
    expect(result.summary.notes[1]).toBe('unused chunks: 1');
  });

  test('the sink can stop the reader', async () => {
    const bytes = new Uint8Array(vector.length + CHUNK_SIZE);
    bytes.set(vector);
    bytes.set(vector.subarray(CHUNK), vector.length);
    let seen = 0;
    const sink = { event: () => ++seen < 1, damage: () => undefined };
    expect((await evtx.read(memorySource('x', bytes), sink, {})).events).toBe(1);
  });
});
