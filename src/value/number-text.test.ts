import { expect, test } from 'vitest';
import { countText } from './number-text.ts';

test.each([0, 7, 999, 1000, 12_345, 100_000, 1_234_567, Number.MAX_SAFE_INTEGER, -1234])('%d has commas', (count) => {
  expect(countText(count)).toBe(count.toLocaleString('en-US'));
});
