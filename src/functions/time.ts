import { nearestName } from '../source/index.ts';
import {
  formatDate,
  isNull,
  isZone,
  parseDate,
  toNumber,
  toText,
  toWhole,
  type Value,
  zoneNames,
} from '../value/index.ts';
import { defineFunction, type FunctionContext, type FunctionDefinition } from './function-definition.ts';

/** What formatDate writes when no pattern is given: US style (spec sumo §12; the exact pattern is not documented). */
const DEFAULT_PATTERN = 'MM/dd/yyyy HH:mm:ss.SSS';

/** Suggestions for unknown zones, of which a log may bring any number; the first hundred get one. */
const suggestions = new Map<string, string | undefined>();

function nearZone(name: string): string | undefined {
  if (!suggestions.has(name) && suggestions.size < 100) suggestions.set(name, nearestName(name, zoneNames()));
  return suggestions.get(name);
}

/** A zone argument; a name that Java does not know counts as GMT, with a warning that suggests the right one (spec sumo §12.2). */
function zoneArgument(value: Value, context: FunctionContext): string {
  const name = toText(value);
  if (name === null) return context.timeZone;
  if (isZone(name)) return name;
  const near = nearZone(name);
  context.warn(
    'function/unknown-zone',
    `"${name}" is no zone and counts as GMT${near ? `; did you mean "${near}"?` : '.'}`,
  );
  return 'GMT';
}

function format([time, pattern, zone]: readonly Value[], context: FunctionContext): string | null {
  if (typeof time === 'string')
    context.warn('function/format-text', 'formatDate got text where the service wants a long: cast it with toLong.');
  const ms = toNumber(time);
  const text = toText(pattern) ?? DEFAULT_PATTERN;
  const result = ms === null ? null : formatDate(ms, text, zoneArgument(zone, context));
  if (ms !== null && result === null)
    context.warn('function/date-pattern', `"${text}" is no date pattern, or the time lies outside the calendar.`);
  return result;
}

function parse([text, pattern, zone]: readonly Value[], context: FunctionContext): number | null {
  return parseDate(toText(text)!, toText(pattern) ?? 'MM/dd/yyyy HH:mm:ss', zoneArgument(zone, context), context.now);
}

function range(
  context: FunctionContext,
  read: (range: { readonly from: number; readonly to: number }) => number,
): number | null {
  if (context.range) return read(context.range);
  context.warn(
    'function/no-range',
    'The run has no search window; its bounds are null. Give one with --from and --to.',
  );
  return null;
}

const NOON = Date.UTC(2024, 2, 1, 12);

/** Functions of time; times are milliseconds since 1970 UTC. */
export const TIMES: readonly FunctionDefinition[] = [
  defineFunction({
    name: 'time.now',
    parameters: '',
    returns: 'long',
    summary: 'The time of the run in milliseconds.',
    examples: [[NOON]],
    evaluate: (_args, context) => context.now,
  }),
  defineFunction({
    name: 'time.rangeStart',
    parameters: '',
    returns: 'long',
    summary: 'Start of the search window in milliseconds.',
    examples: [[NOON - 7_200_000]],
    evaluate: (_args, context) => range(context, ({ from }) => from),
  }),
  defineFunction({
    name: 'time.rangeEnd',
    parameters: '',
    returns: 'long',
    summary: 'End of the search window in milliseconds.',
    examples: [[NOON]],
    evaluate: (_args, context) => range(context, ({ to }) => to),
  }),
  defineFunction({
    name: 'time.rangeLength',
    parameters: '',
    returns: 'long',
    summary: 'Length of the search window in milliseconds.',
    examples: [[7_200_000]],
    evaluate: (_args, context) => range(context, ({ from, to }) => to - from),
  }),
  defineFunction({
    name: 'time.format',
    parameters: 'time: time, pattern?, zone?',
    returns: 'text',
    summary: 'A time as text, by a Java date pattern, in a zone or the user’s.',
    examples: [
      [NOON, 'yyyy-MM-dd HH:mm', '2024-03-01 12:00'],
      [NOON, "yyyy-MM-dd'T'HH:mmXXX", 'Europe/Berlin', '2024-03-01T13:00+01:00'],
      [NOON, 'HH', 'utc', '12'],
      [NOON, '03/01/2024 12:00:00.000'],
      ['x', 'HH', null],
    ],
    evaluate: format,
  }),
  defineFunction({
    name: 'time.parse',
    parameters: 'text, pattern?, zone?',
    returns: 'long',
    summary: 'Milliseconds of a date in text that begins with a Java date pattern; null if it does not.',
    examples: [
      ['2024-03-01 12:00', 'yyyy-MM-dd HH:mm', NOON],
      ['2024-03-01 12:00', 'yyyy-MM-dd HH:mm', 'Europe/Berlin', NOON - 3_600_000],
      ['x', 'yyyy', null],
    ],
    evaluate: parse,
  }),
  defineFunction({
    name: 'time.fromMillis',
    parameters: 'ms: long',
    returns: 'time',
    summary: 'Milliseconds as a time.',
    examples: [
      ['1709294400000', NOON],
      ['x', null],
    ],
    evaluate: ([ms]) => toWhole(ms),
  }),
  defineFunction({
    name: 'time.fromSeconds',
    parameters: 'seconds: long',
    returns: 'time',
    summary: 'Seconds since 1970 as a time.',
    examples: [['1709294400', NOON]],
    evaluate: ([seconds]) => {
      const number = toNumber(seconds);
      return number === null ? null : toWhole(number * 1000);
    },
  }),
  defineFunction({
    name: 'time.toMillis',
    parameters: 'time: time',
    returns: 'long',
    summary: 'A time as milliseconds.',
    examples: [[NOON, NOON]],
    evaluate: ([time]) => toWhole(time),
  }),
  defineFunction({
    name: 'time.withTime',
    parameters: 'value: any, time: time',
    returns: 'text',
    nulls: 'own',
    summary: 'A value and its time in milliseconds as JSON; null of no value.',
    examples: [
      ['up', NOON, `{"value":"up","time":${NOON}}`],
      [null, NOON, null],
    ],
    evaluate: ([value, time]) => (isNull(value) ? null : JSON.stringify({ value: toText(value), time: toWhole(time) })),
  }),
];
