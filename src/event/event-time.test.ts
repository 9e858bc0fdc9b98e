import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatTime, parseTime } from './event-time.ts';

describe('time', () => {
  test.each([
    ['2024-10-25 10:03:02.9856973', '2024-10-25T10:03:02.9856973Z'],
    ['2024-01-05T10:03:02.981000000Z', '2024-01-05T10:03:02.9810000Z'],
    ['2024-01-05T10:03:02+02:00', '2024-01-05T08:03:02.0000000Z'],
    ['2024/01/05 10:03', '2024-01-05T10:03:00.0000000Z'],
    ['2024-01-05', '2024-01-05T00:00:00.0000000Z'],
  ])('%s', (text, expected) => {
    expect(formatTime(parseTime(text)!)).toBe(expected);
  });

  test('a zone is used for times that carry none, on both sides of a change', () => {
    const read = (text: string): string => formatTime(parseTime(text, 'Europe/Berlin')!);
    expect(read('2024-01-05 10:00:00')).toBe('2024-01-05T09:00:00.0000000Z');
    expect(read('2024-07-05 10:00:00')).toBe('2024-07-05T08:00:00.0000000Z');
    expect(read('2024-07-05 10:00:00Z')).toBe('2024-07-05T10:00:00.0000000Z');
  });

  test.each(['', 'yesterday', '2024', '20240105100302.981000-000'])('no time: %s', (text) => {
    expect(parseTime(text)).toBeUndefined();
  });

  test('what was printed reads back', () => {
    const year9999 = 253_402_300_799_999;
    fc.assert(
      fc.property(
        fc.integer({ min: -11_644_473_600_000, max: year9999 }),
        fc.integer({ min: 0, max: 9999 }),
        (ms, ticks) => {
          expect(parseTime(formatTime({ ms, ticks }))).toEqual({ ms, ticks });
        },
      ),
    );
  });
});
