import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatTime } from '../../event/index.ts';
import { formatSystemTime, timeOfFileTime } from './file-time.ts';

const u32 = fc.integer({ min: 0, max: 0xffff_ffff });

describe('FILETIME', () => {
  test('agrees with exact integers over all 64 bits', () => {
    fc.assert(
      fc.property(u32, u32, (low, high) => {
        const ticks = (BigInt(high) << 32n) | BigInt(low);
        const { ms, ticks: rest } = timeOfFileTime(low, high);
        expect(BigInt(ms)).toBe(ticks / 10_000n - 11_644_473_600_000n);
        expect(BigInt(rest)).toBe(ticks % 10_000n);
      }),
      { numRuns: 5000 },
    );
  });

  test('every value prints without throwing', () => {
    fc.assert(fc.property(u32, u32, (low, high) => formatTime(timeOfFileTime(low, high)).endsWith('Z')));
    expect(formatTime(timeOfFileTime(0, 0))).toBe('1601-01-01T00:00:00.0000000Z');
    expect(formatTime(timeOfFileTime(0xed83_c000, 0x01da_498a))).toBe('2024-01-17T21:20:00.0000000Z');
  });
});

describe('SYSTEMTIME', () => {
  test('parts, and parts that are no date', () => {
    expect(formatSystemTime([2024, 5, 3, 1, 10, 0, 0, 123])).toBe('2024-05-01T10:00:00.123Z');
    expect(formatSystemTime([0, 0, 0, 0, 0, 0, 0, 0])).toBe('-000001-11-30T00:00:00.000Z');
  });
});
