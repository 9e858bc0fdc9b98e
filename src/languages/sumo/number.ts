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
  ns: 1e-6,
  us: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/** Value of a number with its suffix; times are milliseconds and case counts: `m` is minutes, `M` a million (spec sumo §2). */
export function numberValue(raw: string): number {
  const suffix = /[A-Za-z]+$/.exec(raw)?.[0] ?? '';
  return Number(raw.slice(0, raw.length - suffix.length)) * (SCALES[suffix] ?? 1);
}
