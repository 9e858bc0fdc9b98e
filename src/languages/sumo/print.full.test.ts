import { expect, it } from 'vitest';
import { roundTripFaults } from './testing/round-trip.ts';

it('prints 100,000 random queries so that they parse to the same tree', { timeout: 300_000 }, () => {
  expect(roundTripFaults(1_000_000, 100_000)).toEqual([]);
});
