import { toNumber, type Value, zoneOffset } from '../value/index.ts';
import { defineFunction, type FunctionContext, type FunctionDefinition } from './function-definition.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Round widths, from which the least that gives no more than the wanted number of slices is taken. */
const WIDTHS: readonly number[] = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500],
  ...[1, 2, 5, 10, 15, 20, 30].map((n) => n * SECOND),
  ...[1, 2, 5, 10, 15, 20, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 4, 6, 8, 12].map((n) => n * HOUR),
  ...[1, 2, 7, 14, 28, 91, 182, 364].map((n) => n * DAY),
];

/** Start of the fixed step that holds a time, aligned to the clock of the zone as it was at the start of the window (spec sumo §9.3, 18.20). */
function sliceStart(time: number, width: number, context: FunctionContext): number {
  const offset = zoneOffset(context.timeZone, context.range?.from ?? time);
  return Math.floor((time + offset) / width) * width - offset;
}

/** Width of slices for a wanted number of them over the window; undefined for one slice of the whole window. */
function bucketWidth(count: number, { from, to }: { readonly from: number; readonly to: number }): number | undefined {
  if (count <= 1) return undefined;
  return WIDTHS.find((width) => width * count >= to - from) ?? Math.ceil((to - from) / count / DAY) * DAY;
}

function slice(value: Value, size: Value, context: FunctionContext, isEnd: boolean): number | null {
  const [time, width] = [toNumber(value), toNumber(size)];
  if (time === null || width === null || !(width > 0) || !Number.isFinite(time)) return null;
  return sliceStart(time, width, context) + (isEnd ? width : 0);
}

function bucket(value: Value, count: Value, context: FunctionContext, isEnd: boolean): number | null {
  if (!context.range) {
    context.warn(
      'function/no-range',
      'The run has no search window, so it cannot be cut in slices. Give one with --from and --to.',
    );
    return null;
  }
  const width = bucketWidth(toNumber(count) ?? 1, context.range);
  if (width !== undefined) return slice(value, width, context, isEnd);
  return toNumber(value) === null ? null : isEnd ? context.range.to : context.range.from;
}

const NOON = Date.UTC(2024, 2, 1, 12);

/** Functions of `timeslice`. */
export const TIME_SLICES: readonly FunctionDefinition[] = [
  defineFunction({
    name: 'time.slice',
    parameters: 'time: time, width: long',
    returns: 'time',
    summary:
      'Start of the step of that many milliseconds that holds the time, aligned to the clock of the user’s zone.',
    examples: [
      [NOON + 61_000, 60_000, NOON + 60_000],
      [NOON + 1, 86_400_000, NOON - 43_200_000],
      ['x', 1000, null],
    ],
    evaluate: ([time, width], context) => slice(time, width, context, false),
  }),
  defineFunction({
    name: 'time.sliceEnd',
    parameters: 'time: time, width: long',
    returns: 'time',
    summary: 'End, exclusive, of the step that holds the time.',
    examples: [[NOON + 61_000, 60_000, NOON + 120_000]],
    evaluate: ([time, width], context) => slice(time, width, context, true),
  }),
  defineFunction({
    name: 'time.bucket',
    parameters: 'time: time, count: long',
    returns: 'time',
    summary:
      'Start of the slice that holds the time when the search window is cut in about so many slices of round width.',
    examples: [
      [NOON - 1, 4, NOON - 1_800_000],
      [NOON - 1, 1, NOON - 7_200_000],
    ],
    evaluate: ([time, count], context) => bucket(time, count, context, false),
  }),
  defineFunction({
    name: 'time.bucketEnd',
    parameters: 'time: time, count: long',
    returns: 'time',
    summary: 'End, exclusive, of that slice.',
    examples: [
      [NOON - 1, 4, NOON],
      [NOON - 1, 1, NOON],
    ],
    evaluate: ([time, count], context) => bucket(time, count, context, true),
  }),
];
