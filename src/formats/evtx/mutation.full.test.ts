import { expect, test } from 'vitest';
import { describeShared } from '../../../test/formats/shared-data.ts';
import { memorySource } from '../memory-source.ts';
import { CHUNK_SIZE, FILE_HEADER_SIZE } from './container.ts';
import { evtx } from './evtx.ts';
import { mutationBases } from './testing/bases.ts';
import { mutantOf, randomFrom, WEIGHTS } from './testing/mutants.ts';

const SEED = Number(process.env.SPOOR_SEED ?? 20_240_501);
const INPUTS = 100_000;
const SLOWEST_MS = 5_000;

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

describeShared('evtx/golden', () => {
  test(`${INPUTS} damaged inputs, seed ${SEED}`, { timeout: 1_800_000 }, async () => {
    const bases = mutationBases();
    const sound = await Promise.all(bases.map(eventsOf));
    expect(sound.every((events) => events.size > 0)).toBe(true);
    const random = randomFrom(SEED);
    let slowest = 0;
    for (let i = 0; i < INPUTS; i++) {
      const which = WEIGHTS[random(WEIGHTS.length)]!;
      const { bytes, touched } = mutantOf(bases[which]!, random);
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
