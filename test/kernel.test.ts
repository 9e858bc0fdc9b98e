import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { compiledKernel, KERNELS } from '../scripts/kernel.mjs';

test.each(KERNELS)(
  'the compiled kernel $name is that of its source: `npm run kernel` makes it anew',
  async ({ name, code }) => {
    expect(readFileSync(code, 'utf8')).toBe(await compiledKernel(name));
  },
);
