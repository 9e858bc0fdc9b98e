import { expect, test } from 'vitest';
import { describeShared } from '../formats/shared-data.ts';
import { runRealQueries } from './real-queries-run.ts';

describeShared('sumo-queries', () => {
  test('ten real queries over every 37th recording: compiled as interpreted', async () => {
    const results = await runRealQueries(37);
    for (const { id, interpreted, compiled } of results) expect(compiled, id).toBe(interpreted);
    expect(results.filter(({ rows }) => rows > 0).length).toBeGreaterThan(2);
  });
});
