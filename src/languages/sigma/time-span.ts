const UNITS: Readonly<Record<string, number>> = {
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
  M: 2_629_746_000,
  y: 31_556_952_000,
};

/** Milliseconds of a span such as `15m`; letter case tells minutes from months (spec sigma §11.1). Undefined for anything else. */
export function parseTimeSpan(text: string): number | undefined {
  const match = /^(\d+)\s*([smhdwMy])$/.exec(text.trim());
  return match && Number(match[1]) > 0 ? Number(match[1]) * UNITS[match[2]!]! : undefined;
}
