import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { describeShared, sharedBytes, sharedPath } from '../../../../test/formats/shared-data.ts';
import type { EventHeader } from '../../../event/index.ts';
import { canonicalEvent } from '../../../scan/index.ts';
import type { EventSink, Format } from '../../format.ts';
import { memorySource } from '../../memory-source.ts';
import { evtx } from '../evtx.ts';
import { mutationBases, VECTOR } from '../testing/bases.ts';
import { mutantOf, randomFrom, WEIGHTS } from '../testing/mutants.ts';
import { EvtxSession } from './evtx-fast.ts';
import { canonicalLine, compare } from './testing/compare.ts';

const STEP = 9;
const MUTANTS = process.env.SPOOR_FULL ? 3000 : 800;
const SEED = Number(process.env.SPOOR_SEED ?? 20_240_502);

describe('the test vector', () => {
  test('is read by both, and the fast reader needs no help', async () => {
    const { differences, fast, generic } = await compare('vector', VECTOR, 'all');
    expect(differences).toEqual([]);
    expect([fast, generic]).toEqual([1, 0]);
  });

  test('a cut at every place', async () => {
    for (let length = 0; length < 4096 + 1200; length += 7) {
      expect((await compare(`cut ${length}`, VECTOR.subarray(0, length), 'all')).differences).toEqual([]);
    }
  });

  test('lines compared with are those of the command line', async () => {
    await evtx.read(
      memorySource('vector', VECTOR),
      {
        event(event) {
          expect(canonicalLine(event)).toBe(`${JSON.stringify(canonicalEvent(event))}\n`);
          return true;
        },
        damage: () => undefined,
      },
      {},
    );
  });
});

describeShared('evtx', () => {
  test('every ninth file: events, lines, damage and notes are those of the generic reader', async () => {
    const files = readdirSync(sharedPath('evtx'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.evtx'))
      .sort()
      .filter((_, i) => i % STEP === 0);
    let fast = 0;
    let generic = 0;
    for (const file of files) {
      const result = await compare(file, sharedBytes(`evtx/${file}`), 'quick');
      expect(result.differences).toEqual([]);
      fast += result.fast;
      generic += result.generic;
    }
    // Else a mistake in the plans could hide behind the generic walker.
    expect(generic / (fast + generic)).toBeLessThan(0.02);
  });

  test('a gate leaves the damage reports and the wanted events as they are', async () => {
    const gate = ({ eventId }: EventHeader): boolean => (eventId ?? 0) % 3 === 1;
    const session = new EvtxSession({ gate });
    const random = randomFrom(SEED);
    for (const base of mutationBases()) {
      for (let i = 0; i < 100; i++) {
        const bytes = i === 0 ? base : mutantOf(base, random).bytes;
        const texts = async (format: Pick<Format, 'read'>): Promise<string[]> => {
          const found: string[] = [];
          const sink: EventSink = {
            event: (event) => void (gate(event.header) && found.push(JSON.stringify([event.origin, event.payload()]))),
            damage: (damage) => void found.push(JSON.stringify(damage)),
          };
          await format.read(memorySource('gated', bytes), sink, {});
          return found;
        };
        expect(await texts(session)).toEqual(await texts(evtx));
      }
    }
  });

  test(`${MUTANTS} damaged inputs, seed ${SEED}`, async () => {
    const bases = mutationBases();
    const random = randomFrom(SEED);
    for (let i = 0; i < MUTANTS; i++) {
      const bytes = mutantOf(bases[WEIGHTS[random(WEIGHTS.length)]!]!, random).bytes;
      expect((await compare(`mutant ${i}`, bytes, 'quick')).differences).toEqual([]);
    }
  });
});
