import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    exclude: process.env.SPOOR_FULL ? [] : ['**/*.full.test.ts'],
    globalSetup: ['test/built.mjs'],
    testTimeout: 60_000,
    pool: 'threads',
    // Files share the modules that they import: loading them anew for each takes as long as a third of all tests. None changes what another sees.
    isolate: false,
    maxWorkers: '100%',
    reporters: ['default'],
  },
});
