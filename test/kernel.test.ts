import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { compiledKernel, KERNEL_CODE } from '../scripts/kernel.mjs';

test('the compiled kernel is that of its source: `npm run kernel` makes it anew', async () => {
  expect(readFileSync(KERNEL_CODE, 'utf8')).toBe(await compiledKernel());
});
