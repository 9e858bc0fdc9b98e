import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatDate } from './format-date.ts';
import { parseDate } from './parse-date.ts';

const T = Date.UTC(2024, 6, 4, 15, 5, 9, 7);
const NOW = Date.UTC(2024, 0, 1);

describe('formatDate', () => {
  test.each<[string, string, string]>([
    ['yyyy-MM-dd HH:mm:ss.SSS', 'UTC', '2024-07-04 15:05:09.007'],
    ["yyyy-MM-dd'T'HH:mm:ssXXX", 'Europe/Berlin', '2024-07-04T17:05:09+02:00'],
    ["yyyy-MM-dd'T'HH:mm:ssXXX", 'UTC', '2024-07-04T15:05:09Z'],
    ['MM/dd/yy h:mm a', 'UTC', '07/04/24 3:05 PM'],
    ['EEEE, MMMM d, yyyy', 'UTC', 'Thursday, July 4, 2024'],
    ['EEE MMM dd', 'UTC', 'Thu Jul 04'],
    ['D w W F u', 'UTC', '186 27 1 1 4'],
    ['k K H h', 'UTC', '15 3 15 3'],
    ['Z z', 'Asia/Kolkata', '+0530 GMT+5:30'],
    ['z', 'America/New_York', 'EDT'],
    ["'day' d 'o''clock'", 'UTC', "day 4 o'clock"],
    ["''yy''", 'UTC', "'24'"],
    ['X XX XXX', 'America/New_York', '-04 -0400 -04:00'],
    ['HH', 'utc', '15'],
    ['G y', 'UTC', 'AD 2024'],
  ])('%s in %s', (pattern, zone, result) => expect(formatDate(T, pattern, zone)).toBe(result));

  test('unknown letters and impossible times give null', () => {
    expect(formatDate(T, 'yyyy-bb', 'UTC')).toBeNull();
    expect(formatDate(Number.NaN, 'yyyy', 'UTC')).toBeNull();
    expect(formatDate(T, "yyyy 'open", 'UTC')).toBeNull();
  });
});

describe('parseDate', () => {
  test.each<[string, string, string, string | null]>([
    ['2024-07-04 15:05:09.007', 'yyyy-MM-dd HH:mm:ss.SSS', 'UTC', '2024-07-04T15:05:09.007Z'],
    ['2024-07-04 15:05', 'yyyy-MM-dd HH:mm', 'Europe/Berlin', '2024-07-04T13:05:00.000Z'],
    ['2024-07-04T15:05:09+0200', "yyyy-MM-dd'T'HH:mm:ssZ", 'UTC', '2024-07-04T13:05:09.000Z'],
    ['2024-07-04T15:05:09Z', "yyyy-MM-dd'T'HH:mm:ssX", 'Europe/Berlin', '2024-07-04T15:05:09.000Z'],
    ['20240704', 'yyyyMMdd', 'UTC', '2024-07-04T00:00:00.000Z'],
    ['07/04/24 3:05 pm', 'MM/dd/yy h:mm a', 'UTC', '2024-07-04T15:05:00.000Z'],
    ['12:00 AM', 'hh:mm a', 'UTC', '1970-01-01T00:00:00.000Z'],
    ['4 Jul 2024', 'd MMM yyyy', 'UTC', '2024-07-04T00:00:00.000Z'],
    ['July 4, 2024', 'MMM d, yyyy', 'UTC', '2024-07-04T00:00:00.000Z'],
    ['Thu, 04 Jul 2024 15:05:09 GMT', 'EEE, dd MMM yyyy HH:mm:ss z', 'Asia/Tokyo', '2024-07-04T15:05:09.000Z'],
    ['2024-07-04 and more', 'yyyy-MM-dd', 'UTC', '2024-07-04T00:00:00.000Z'],
    ['2024-13-01', 'yyyy-MM-dd', 'UTC', '2025-01-01T00:00:00.000Z'],
    ['99', 'yy', 'UTC', '1999-01-01T00:00:00.000Z'],
    ['2024/186', 'yyyy/D', 'UTC', '2024-07-04T00:00:00.000Z'],
    ['04.07.2024', 'yyyy-MM-dd', 'UTC', null],
    ['x', 'yyyy', 'UTC', null],
    ['', 'yyyy', 'UTC', null],
  ])('%s by %s in %s', (text, pattern, zone, iso) => {
    const ms = parseDate(text, pattern, zone, NOW);
    expect(ms === null ? null : new Date(ms).toISOString()).toBe(iso);
  });

  test('is the inverse of formatDate', () => {
    const pattern = "yyyy-MM-dd'T'HH:mm:ss.SSSXXX";
    fc.assert(
      fc.property(
        fc.integer({ min: Date.UTC(1950, 0), max: Date.UTC(2090, 0) }),
        fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York'),
        (ms, zone) => {
          expect(parseDate(formatDate(ms, pattern, zone)!, pattern, 'Asia/Tokyo', NOW)).toBe(ms);
        },
      ),
    );
  });
});
