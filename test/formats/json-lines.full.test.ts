import { expect, test } from 'vitest';
import { compareReaders } from '../../src/formats/json-fast/testing/compare.ts';
import { jsonLineFiles, linesThrice } from './json-line-files.ts';
import { describeShared } from './shared-data.ts';

describeShared('json', () => {
  test('every line read from bytes and from text is the same event', { timeout: 600_000 }, async () => {
    for (const name of jsonLineFiles())
      expect((await compareReaders(linesThrice(name, 1))).differences, name).toEqual([]);
  });
});
