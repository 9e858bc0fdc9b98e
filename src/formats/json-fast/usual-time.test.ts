import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseTime } from '../../event/index.ts';
import { UsualTimes } from './usual-time.ts';

const two = (most: number) => fc.nat({ max: most }).map((number) => String(number).padStart(2, '0'));
const usual = fc
  .tuple(
    ...([
      fc.integer({ min: 0, max: 9999 }),
      two(13),
      two(32),
      two(24),
      two(60),
      two(60),
      fc.stringMatching(/^\d{0,9}$/),
    ] as const),
    ...([fc.constantFrom('T', 'T', ' '), fc.constantFrom('Z', 'Z', '')] as const),
  )
  .map(([year, month, day, hour, minute, second, fraction, between, zone]) => {
    const date = `${String(year).padStart(4, '0')}-${month}-${day}`;
    return `${date}${between}${hour}:${minute}:${second}${fraction === '' ? '' : `.${fraction}`}${zone}`;
  });
/** A time with one sign changed, added or taken out. */
const broken = fc
  .tuple(usual, fc.nat(30), fc.constantFrom('', '5', '-', '.', ':', 'Z', ' ', '+', '/'), fc.boolean())
  .map(([text, at, sign, replaces]) => text.slice(0, at) + sign + text.slice(replaces ? at + 1 : at));

test.each([undefined, 'UTC', 'Europe/Berlin'])(
  'a time that is read from bytes is the one that its text is, in %s',
  (zone) => {
    const times = new UsualTimes(zone);
    const encoder = new TextEncoder();
    let read = 0;
    fc.assert(
      fc.property(fc.oneof({ weight: 3, arbitrary: usual }, broken), (text) => {
        const bytes = encoder.encode(`"${text}"`);
        const time = times.read(bytes, 1, bytes.length - 1);
        if (time) {
          read++;
          expect(time).toEqual(parseTime(text, zone));
        }
      }),
      { numRuns: 5000 },
    );
    expect(read).toBeGreaterThan(500);
  },
);

test('the times of logs are read from bytes', () => {
  const times = new UsualTimes();
  for (const text of [
    '2019-04-27T15:57:25.8688632Z',
    '2024-02-29T23:59:59Z',
    '2024-02-29T00:00:00.1Z',
    '2024-12-31T00:00:00.123456789Z',
    '2020-09-04 12:15:44',
    '2020-09-04 12:15:44.123',
  ]) {
    const bytes = new TextEncoder().encode(text);
    expect(times.read(bytes, 0, bytes.length)).toEqual(parseTime(text));
    expect(times.read(bytes, 0, bytes.length)).toBeDefined();
  }
});
