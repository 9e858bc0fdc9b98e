import { expect, test } from 'vitest';
import { compareReaders } from '../../src/formats/json-fast/testing/compare.ts';
import { jsonLineFiles, linesThrice } from './json-line-files.ts';
import { describeShared } from './shared-data.ts';

/** Every how-manieth line is compared here; the full test compares all. */
const STEP = Number(process.env.SPOOR_JSON_STEP ?? 40);

describeShared('json', () => {
  test('lines read from bytes and from text are the same events', async () => {
    let events = 0;
    let fast = 0;
    for (const name of jsonLineFiles()) {
      const result = await compareReaders(linesThrice(name, STEP));
      expect(result.differences, name).toEqual([]);
      if (!/mordor|nxlog/.test(name)) continue;
      events += result.events;
      fast += result.fast;
    }
    expect(events).toBeGreaterThan(5000);
    // What a shape decides by values is read as text: should a new shape look at more values, this says so.
    expect(fast / events).toBeGreaterThan(0.9);
  });
});
