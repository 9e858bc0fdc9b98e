import { expect, test } from 'vitest';
import { EVTX, NDJSON } from './pre-inputs.ts';
import { runPreSeries } from './pre-run.ts';

const SEED = Number(process.env.SPOOR_SEED ?? 100_000);

test.each([
  ['EVTX records', EVTX],
  ['JSON lines', NDJSON],
])(
  `what units show of %s is what full evaluation does, 5,000 series from ${SEED}`,
  { timeout: 900_000 },
  async (_, input) => {
    const { dropped, passed } = await runPreSeries(input, 5000, SEED);
    expect(Math.min(dropped, passed)).toBeGreaterThan(5000);
  },
);
