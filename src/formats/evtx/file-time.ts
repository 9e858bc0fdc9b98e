import type { EventTime } from '../../event/index.ts';

const UNIX_EPOCH_IN_MS = 11_644_473_600_000;

/**
 * Unix time of a FILETIME given as two unsigned 32-bit halves, exact without BigInt (spec evtx-format §8.3).
 * Any 64-bit value is taken: years 1601 to 60056.
 */
export function timeOfFileTime(low: number, high: number): EventTime {
  const rest = high * 7296 + low;
  const whole = Math.floor(rest / 10_000);
  return { ms: high * 429_496 + whole - UNIX_EPOCH_IN_MS, ticks: rest - whole * 10_000 };
}

/** Text of a SYSTEMTIME's eight 16-bit parts; null if they are no date (spec evtx-format §8.1). */
export function formatSystemTime(parts: readonly number[]): string | null {
  const [year = 0, month = 0, , day = 0, hour = 0, minute = 0, second = 0, ms = 0] = parts;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second, ms);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}
