import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatIsoTime, parseEpoch, parseIsoTime, parseMoment, parseSpan } from './time.ts';
import { isZone, localToUtc, zoneOffset } from './zone.ts';

const at = (text: string): number => Date.parse(text);

describe('ISO 8601', () => {
  test.each<[string, string, number]>([
    ['2024-01-01T00:01:02Z', '2024-01-01T00:01:02.000Z', 0],
    ['2024-01-01T00:01:02.5z', '2024-01-01T00:01:02.500Z', 0],
    ['2024-01-01 00:01:02.1234567Z', '2024-01-01T00:01:02.123Z', 4567],
    ['2024-01-01T00:01:02.123456789Z', '2024-01-01T00:01:02.123Z', 4567],
    ['2024-01-01T00:01:02,7+02:00', '2023-12-31T22:01:02.700Z', 0],
    ['2024-01-01T00:01:02-0530', '2024-01-01T05:31:02.000Z', 0],
    ['2024-01-01T00:01 +01', '2023-12-31T23:01:00.000Z', 0],
    ['2024-02-29', '2024-02-29T00:00:00.000Z', 0],
    ['2024-01-01T24:00:00Z', '2024-01-02T00:00:00.000Z', 0],
    ['0050-03-01T00:00:00Z', '0050-03-01T00:00:00.000Z', 0],
    ['1601-01-01T00:00:00.0000001Z', '1601-01-01T00:00:00.000Z', 1],
  ])('%s', (text, iso, ticks) => expect(parseIsoTime(text)).toEqual({ ms: at(iso), ticks }));

  test.each([
    '2023-02-29',
    '2024-13-01',
    '2024-01-32',
    '2024-01-01T25:00:00Z',
    '2024-01-01T00:60Z',
    '2024-1-1',
    'x',
    '',
    '2024-01-01T',
    '2024-01-00',
    '+999999-01-01',
    '+275760-09-13T00:00:00-01:00',
  ])('%s is none', (text) => expect(parseIsoTime(text)).toBeUndefined());

  test('without a zone it is local time of the zone given', () => {
    expect(parseIsoTime('2024-07-01T12:00:00', 'Europe/Berlin')?.ms).toBe(at('2024-07-01T10:00:00Z'));
    expect(parseIsoTime('2024-07-01T12:00:00Z', 'Europe/Berlin')?.ms).toBe(at('2024-07-01T12:00:00Z'));
  });

  test('format and parse are inverse', () => {
    fc.assert(
      fc.property(fc.integer({ min: at('0001-01-01'), max: at('9999-12-31') }), fc.nat(9999), (ms, ticks) => {
        expect(parseIsoTime(formatIsoTime(ms, ticks)!)).toEqual({ ms, ticks });
      }),
    );
    expect(formatIsoTime(Number.NaN)).toBeNull();
  });

  test('times near one another are written as they are alone', () => {
    const near = fc.tuple(
      fc.constantFrom(0, at('0000-01-01'), at('9999-12-31T23:59:59'), 8.64e15, -8.64e15),
      fc.integer({ min: -130_000, max: 130_000 }),
    );
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            near.map(([ms, more]) => ms + more + 0.4),
            fc.double(),
          ),
        ),
        (times) => {
          for (const ms of times) {
            const date = new Date(Math.floor(ms));
            expect(formatIsoTime(ms)).toBe(Number.isNaN(date.getTime()) ? null : date.toISOString());
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});

test.each<[string, { ms: number; ticks: number } | undefined]>([
  ['1704067200', { ms: 1704067200000, ticks: 0 }],
  ['1704067200.1234567', { ms: 1704067200123, ticks: 4567 }],
  ['1704067200123', { ms: 1704067200123, ticks: 0 }],
  ['1704067200123456', { ms: 1704067200123, ticks: 4560 }],
  ['1704067200123456789', { ms: 1704067200123, ticks: 4567 }],
  ['12', undefined],
  ['x', undefined],
])('epoch %s', (text, result) => expect(parseEpoch(text)).toEqual(result));

test.each<[string, number | undefined]>([
  ['5m', 300_000],
  ['-24h', -86_400_000],
  ['1h30m', 5_400_000],
  ['1 h', 3_600_000],
  ['1.5s', 1500],
  ['1w', 604_800_000],
  ['500ms', 500],
  ['5M', undefined],
  ['5', undefined],
  ['', undefined],
])('span %s', (text, result) => expect(parseSpan(text)).toBe(result));

test.each<[string, number | undefined]>([
  ['now', 1_000_000],
  ['-1m', 940_000],
  ['1m', 940_000],
  ['+1m', 1_060_000],
  ['1970-01-01T00:00:01Z', 1000],
  ['soon', undefined],
])('moment %s', (text, result) => expect(parseMoment(text, 1_000_000)).toBe(result));

describe('zones', () => {
  test.each<[string, string, number]>([
    ['Europe/Berlin', '2024-01-01T00:00:00Z', 1],
    ['Europe/Berlin', '2024-07-01T00:00:00Z', 2],
    ['America/New_York', '2024-03-10T06:59:59Z', -5],
    ['America/New_York', '2024-03-10T07:00:00Z', -4],
    ['Asia/Kolkata', '2024-01-01T00:00:00Z', 5.5],
    ['GMT+2', '2024-01-01T00:00:00Z', 2],
    ['-05:30', '2024-01-01T00:00:00Z', -5.5],
    ['PST', '2024-07-01T00:00:00Z', -7],
    ['utc', '2024-07-01T00:00:00Z', 0],
    ['No/Where', '2024-07-01T00:00:00Z', 0],
  ])('%s at %s', (zone, time, hours) => expect(zoneOffset(zone, at(time))).toBe(hours * 3_600_000));

  test('names are exact', () => {
    expect(['UTC', 'Europe/Berlin', 'US/Eastern', 'EST', 'GMT-3'].map(isZone)).toEqual([true, true, true, true, true]);
    expect(['utc', 'europe/berlin', 'EUROPE/BERLIN', 'Mars', ''].map(isZone)).toEqual([
      false,
      false,
      false,
      false,
      false,
    ]);
  });

  test('wall-clock times become instants', () => {
    const local = (text: string): number => localToUtc(at(`${text}Z`), 'Europe/Berlin');
    expect(local('2024-01-01T12:00:00')).toBe(at('2024-01-01T11:00:00Z'));
    expect(local('2024-10-27T02:30:00')).toBe(at('2024-10-27T00:30:00Z'));
    expect(local('2024-03-31T02:30:00')).toBe(at('2024-03-31T01:30:00Z'));
  });

  test('and back', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: at('1980-01-01'), max: at('2035-01-01') }),
        fc.constantFrom('Europe/Berlin', 'America/New_York', 'Asia/Tokyo'),
        (ms, zone) => {
          const local = ms + zoneOffset(zone, ms);
          const back = localToUtc(local, zone);
          expect(back + zoneOffset(zone, back)).toBe(local);
        },
      ),
    );
  });
});

describe('the usual form of times', () => {
  test('is read as the pattern reads it, cut and changed anywhere', () => {
    const forms = [
      '2024-05-01T10:00:00Z',
      '2024-02-28T23:59:59.1234567Z',
      '2000-12-31T00:00:00.1Z',
      '0999-01-01T01:02:03.000Z',
    ];
    for (const form of forms) {
      for (let at = 0; at <= form.length; at++) {
        for (const bit of ['', '0', '9', '-', ':', '.', 'Z', 'T', ' ', 'x', '12']) {
          for (const text of [form.slice(0, at) + bit + form.slice(at), form.slice(0, at) + bit + form.slice(at + 1)]) {
            // With a blank in front only the pattern reads it.
            expect(parseIsoTime(text), text).toEqual(parseIsoTime(` ${text}`));
          }
        }
      }
    }
  });
});
