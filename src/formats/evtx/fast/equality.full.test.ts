import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { describeShared, sharedBytes, sharedPath } from '../../../../test/formats/shared-data.ts';
import { mutationBases } from '../testing/bases.ts';
import { mutantOf, randomFrom, WEIGHTS } from '../testing/mutants.ts';
import { compare } from './testing/compare.ts';

const SEED = Number(process.env.SPOOR_SEED ?? 20_240_501);
const MUTANTS = 100_000;

describeShared('.', () => {
  test('every record of every EVTX is the same, read fast or not', { timeout: 900_000 }, async () => {
    const files = readdirSync(sharedPath('.'), { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.evtx'),
    );
    expect(files.length).toBe(620);
    let events = 0;
    let generic = 0;
    for (const file of files) {
      const result = await compare(file, sharedBytes(file), 'all');
      expect(result.differences).toEqual([]);
      events += result.events;
      generic += result.generic;
    }
    expect(events).toBe(122_088);
    expect(generic).toBeLessThan(300);
  });

  test(`${MUTANTS} damaged inputs, seed ${SEED}`, { timeout: 3_600_000 }, async () => {
    const bases = mutationBases();
    const random = randomFrom(SEED);
    for (let i = 0; i < MUTANTS; i++) {
      const bytes = mutantOf(bases[WEIGHTS[random(WEIGHTS.length)]!]!, random).bytes;
      expect((await compare(`mutant ${i}`, bytes, i % 20 === 0 ? 'all' : 'quick')).differences).toEqual([]);
    }
  });
});
