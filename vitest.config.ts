import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    exclude: process.env.SPOOR_FULL ? [] : ['**/*.full.test.ts'],
    globalSetup: ['test/built.mjs'],
    testTimeout: 60_000,
    pool: 'threads',
    maxWorkers: '100%',
    reporters: ['default'],
  },
});
