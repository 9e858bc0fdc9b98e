import { expect, test } from 'vitest';
import { describeShared } from '../formats/shared-data.ts';
import { runRealQueries } from './real-queries-run.ts';

describeShared('sumo-queries', () => {
  test('ten real queries over all recordings: compiled as interpreted', { timeout: 1_800_000 }, async () => {
    for (const { id, rows, interpreted, compiled } of await runRealQueries(1)) {
      expect(compiled, id).toBe(interpreted);
      expect(rows, id).toBeGreaterThan(0);
    }
  });
});
