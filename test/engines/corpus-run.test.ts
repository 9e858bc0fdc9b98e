import { expect, test } from 'vitest';
import { readCorpus } from '../../src/languages/sumo/testing/corpus.ts';
import { runCorpus } from './corpus-run.ts';

test.skipIf(!readCorpus())('every 40th real query runs on recorded events, compiled as interpreted', async () => {
  const { ran, different } = await runCorpus(40, 60);
  expect(ran).toBeGreaterThan(80);
  expect(different).toEqual([]);
});
