import { inflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { describeShared, sharedBytes } from '../../../test/formats/shared-data.ts';
import { TEST_VECTOR } from '../../../test/formats/test-vector.ts';
import { memorySource } from '../memory-source.ts';
import { CHUNK_SIZE, FILE_HEADER_SIZE } from './container.ts';
import { evtx } from './evtx.ts';

const SEED = Number(process.env.SPOOR_SEED ?? 20_240_501);
const INPUTS = 100_000;
const SLOWEST_MS = 5_000;
/** Which base a mutant is made of: the large one, a log of 194 records, seldom. */
const WEIGHTS = [0, 0, 0, 1, 1, 1, 2, 2, 2, 3];

/** A small generator of uniform numbers (mulberry32), so that a failure can be made again from its seed. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b_79f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), state | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return Math.floor((((value ^ (value >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}

interface Mutant {
  readonly bytes: Uint8Array;
  /** Byte ranges that were changed, and where the file ends now. */
  readonly touched: readonly (readonly [from: number, to: number])[];
}

/** Offsets that matter: headers and records, not the free space behind them. */
function usedOffset(base: Uint8Array, below: (limit: number) => number): number {
  const chunks = (base.length - FILE_HEADER_SIZE) / CHUNK_SIZE;
  const place = below(20);
  if (place === 0) return below(128);
  const start = FILE_HEADER_SIZE + below(chunks) * CHUNK_SIZE;
  if (place < 3) return start + below(128);
  const view = new DataView(base.buffer, base.byteOffset);
  return start + 512 + below(view.getUint32(start + 48, true) - 512);
}

function mutate(base: Uint8Array, below: (limit: number) => number): Mutant {
  const bytes = base.slice();
  const at = usedOffset(base, below);
  const length = Math.min(1 + below(below(4) === 0 ? 4096 : 16), bytes.length - at);
  switch (below(6)) {
    case 0:
    case 1: {
      const touched: [number, number][] = [];
      for (let i = 1 + below(8); i > 0; i--) {
        const offset = usedOffset(base, below);
        bytes[offset]! ^= 1 << below(8);
        touched.push([offset, offset + 1]);
      }
      return { bytes, touched };
    }
    case 2:
      bytes.fill(0, at, at + length);
      return { bytes, touched: [[at, at + length]] };
    case 3:
      return { bytes: bytes.subarray(0, at), touched: [[at, base.length]] };
    case 4: {
      const other = usedOffset(base, below);
      const count = Math.min(length, bytes.length - other);
      const held = base.slice(at, at + count);
      bytes.set(base.subarray(other, other + count), at);
      bytes.set(held, other);
      return {
        bytes,
        touched: [
          [at, at + count],
          [other, other + count],
        ],
      };
    }
    default:
      for (let i = 0; i < length; i++) bytes[at + i] = below(256);
      return { bytes, touched: [[at, at + length]] };
  }
}

async function eventsOf(bytes: Uint8Array): Promise<Map<number, string>> {
  const events = new Map<number, string>();
  await evtx.read(
    memorySource('mutant.evtx', bytes),
    {
      event(event) {
        event.payload();
        event.raw();
        events.set(event.origin.offset, event.original());
        return undefined;
      },
      damage: () => undefined,
    },
    {},
  );
  return events;
}

const chunkOf = (offset: number): number => Math.floor((offset - FILE_HEADER_SIZE) / CHUNK_SIZE);

/** One file of the vector's chunk and chunks of real files, so that some chunks stay whole. */
function baseOf(chunks: readonly Uint8Array[], header: Uint8Array): Uint8Array {
  const base = new Uint8Array(FILE_HEADER_SIZE + chunks.length * CHUNK_SIZE);
  base.set(header);
  for (const [i, chunk] of chunks.entries()) base.set(chunk, FILE_HEADER_SIZE + i * CHUNK_SIZE);
  return base;
}

describeShared('evtx/golden', () => {
  test(`${INPUTS} damaged inputs, seed ${SEED}`, { timeout: 1_800_000 }, async () => {
    const vector = new Uint8Array(inflateRawSync(Buffer.from(TEST_VECTOR, 'base64')));
    const header = vector.subarray(0, FILE_HEADER_SIZE);
    const firstChunk = (path: string): Uint8Array =>
      sharedBytes(path).subarray(FILE_HEADER_SIZE, FILE_HEADER_SIZE + CHUNK_SIZE);
    const real = [
      'evtx/golden/velociraptor/EID4769_Kerberoasting.evtx',
      'evtx/golden/velociraptor/DE_104_system_log_cleared.evtx',
      'evtx/golden/evtx-crate/issue_201.evtx',
    ].map(firstChunk);
    const vectorChunk = vector.subarray(FILE_HEADER_SIZE);
    const system = sharedBytes('evtx/golden/plaso/System2.evtx').subarray(0, FILE_HEADER_SIZE + 2 * CHUNK_SIZE);
    const bases = [
      vector,
      baseOf([real[0]!, vectorChunk], header),
      baseOf([vectorChunk, real[1]!, real[2]!], header),
      system,
    ];
    const sound = await Promise.all(bases.map(eventsOf));
    expect(sound.every((events) => events.size > 0)).toBe(true);
    const below = randomFrom(SEED);
    let slowest = 0;
    for (let i = 0; i < INPUTS; i++) {
      const which = WEIGHTS[below(WEIGHTS.length)]!;
      const { bytes, touched } = mutate(bases[which]!, below);
      const start = performance.now();
      const events = await eventsOf(bytes);
      slowest = Math.max(slowest, performance.now() - start);
      const hit = new Set<number>();
      for (const [from, to] of touched) for (let c = chunkOf(from); c <= chunkOf(to - 1); c++) hit.add(c);
      for (const [offset, xml] of sound[which]!) {
        if (!hit.has(chunkOf(offset))) expect(events.get(offset), `input ${i}, offset ${offset}`).toBe(xml);
      }
    }
    expect(slowest).toBeLessThan(SLOWEST_MS);
  });
});
