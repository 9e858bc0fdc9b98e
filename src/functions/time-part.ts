import { isDate, parseEpoch, parseIsoTime, toText, type Value } from '../value/index.ts';
import { defineFunction, type FunctionDefinition } from './function-definition.ts';

const DAY = 86_400_000;

/** Week of the year by ISO 8601: weeks begin on Monday, week 1 holds the first Thursday. */
function isoWeek(date: Date): number {
  const thursday = new Date(date.getTime());
  thursday.setUTCDate(date.getUTCDate() + 4 - (date.getUTCDay() || 7));
  return Math.ceil(((thursday.getTime() - Date.UTC(thursday.getUTCFullYear(), 0, 1)) / DAY + 1) / 7);
}

const PARTS: Readonly<Record<string, (date: Date) => number>> = {
  minute: (date) => date.getUTCMinutes(),
  hour: (date) => date.getUTCHours(),
  day: (date) => date.getUTCDate(),
  week: isoWeek,
  month: (date) => date.getUTCMonth() + 1,
  year: (date) => date.getUTCFullYear(),
};

function partOf(value: Value, part: Value): number | null {
  const text = toText(value)!;
  const ms = (parseIsoTime(text) ?? parseEpoch(text))?.ms;
  const read = typeof part === 'string' && Object.hasOwn(PARTS, part) ? PARTS[part] : undefined;
  return ms === undefined || !isDate(ms) || !read ? null : read(new Date(ms));
}

/** Parts of timestamps, in UTC unless the text has an offset (spec sigma §7.8). */
export const TIME_PARTS: readonly FunctionDefinition[] = [
  defineFunction({
    name: 'time.part',
    parameters: 'time: any, part',
    returns: 'long',
    summary:
      'Minute, hour, day, ISO week, month or year of an ISO 8601 time or an epoch; null where the text is no time.',
    examples: [
      ['2024-05-01 23:10:00.000', 'hour', 23],
      ['2024-05-01T23:10:00+02:00', 'hour', 21],
      ['2021-01-03', 'week', 53],
      ['2021-01-04', 'week', 1],
      ['1700000000', 'year', 2023],
      [1_700_000_000_000, 'month', 11],
      ['2024-05-31T00:07:00Z', 'minute', 7],
      ['2024-05-31T00:07:00Z', 'day', 31],
      ['-', 'hour', null],
      [null, 'hour', null],
    ],
    evaluate: ([time, part]) => partOf(time, part),
  }),
];
