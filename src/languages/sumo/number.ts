import { TIME_UNITS } from '../../value/index.ts';

const SCALES: Readonly<Record<string, number>> = {
  k: 1e3,
  K: 1e3,
  M: 1e6,
  G: 1e9,
  B: 1e9,
  T: 1e12,
  P: 1e15,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  ...TIME_UNITS,
};

/** Value of a number with its suffix; times are milliseconds and case counts: `m` is minutes, `M` a million (spec sumo §2). */
export function numberValue(raw: string): number {
  const suffix = /[A-Za-z]+$/.exec(raw)?.[0] ?? '';
  return Number(raw.slice(0, raw.length - suffix.length)) * (SCALES[suffix] ?? 1);
}
