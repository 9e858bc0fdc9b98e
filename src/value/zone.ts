const HOUR = 3_600_000;

/** Java's short zone names that `Intl` does not know or reads otherwise. */
const JAVA_SHORT: Readonly<Record<string, string>> = {
  PST: 'America/Los_Angeles',
  PDT: 'America/Los_Angeles',
  CST: 'America/Chicago',
  IST: 'Asia/Kolkata',
  JST: 'Asia/Tokyo',
  AET: 'Australia/Sydney',
  ECT: 'Europe/Paris',
};

interface Zone {
  readonly fixed: number | undefined;
  readonly format: Intl.DateTimeFormat | undefined;
  readonly offsets: Map<number, number>;
}

const zones = new Map<string, Zone | undefined>();

function fixedOffset(name: string): number | undefined {
  if (name === 'UTC' || name === 'GMT' || name === 'Z') return 0;
  const match = /^(?:GMT|UTC)?([+-])(\d{1,2})(?::?(\d{2}))?$/.exec(name);
  if (!match || Number(match[2]) > 23 || Number(match[3] ?? 0) > 59) return undefined;
  return (match[1] === '-' ? -1 : 1) * (Number(match[2]) * HOUR + Number(match[3] ?? 0) * 60_000);
}

/** Names that are remembered, known or not: a log may bring any number of them. */
const MOST_ZONES = 1000;

let canonical: { readonly names: readonly string[]; readonly byFolded: ReadonlyMap<string, string> } | undefined;

function canonicalNames(): NonNullable<typeof canonical> {
  if (!canonical) {
    const names = Intl.supportedValuesOf('timeZone');
    canonical = { names, byFolded: new Map(names.map((name) => [name.toLowerCase(), name])) };
  }
  return canonical;
}

/** A zone by exact name: IANA names count with their letter case, as in Java (spec sumo §12.2). */
function zoneOf(name: string): Zone | undefined {
  if (zones.has(name)) return zones.get(name);
  let zone: Zone | undefined;
  const fixed = fixedOffset(name);
  if (fixed !== undefined) zone = { fixed, format: undefined, offsets: new Map() };
  else if (/^[A-Z]/.test(name) && (canonicalNames().byFolded.get(name.toLowerCase()) ?? name) === name) {
    try {
      const format = new Intl.DateTimeFormat('en-US', {
        timeZone: Object.hasOwn(JAVA_SHORT, name) ? JAVA_SHORT[name]! : name,
        hourCycle: 'h23',
        era: 'short',
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
        hour: 'numeric',
        minute: 'numeric',
        second: 'numeric',
      });
      zone = { fixed: undefined, format, offsets: new Map() };
    } catch {
      zone = undefined;
    }
  }
  if (zones.size >= MOST_ZONES) zones.clear();
  zones.set(name, zone);
  return zone;
}

/** True if the name is a zone, letter case included: IANA, UTC, GMT, GMT+2, +02:00, or one of Java's short names. */
export function isZone(name: string): boolean {
  return zoneOf(name) !== undefined;
}

/** All IANA names that the platform knows, for suggestions. */
export function zoneNames(): readonly string[] {
  return ['UTC', 'GMT', ...canonicalNames().names];
}

function readOffset(format: Intl.DateTimeFormat, ms: number): number {
  const parts = Object.fromEntries(format.formatToParts(ms).map((part) => [part.type, part.value]));
  const year = parts.era === 'BC' ? 1 - Number(parts.year) : Number(parts.year);
  const local = new Date(
    Date.UTC(
      2000,
      Number(parts.month) - 1,
      Number(parts.day),
      Number(parts.hour),
      Number(parts.minute),
      Number(parts.second),
    ),
  );
  local.setUTCFullYear(year, Number(parts.month) - 1, Number(parts.day));
  return local.getTime() - Math.floor(ms / 1000) * 1000;
}

/** Offset of a zone from UTC at an instant, in milliseconds, east positive; an unknown zone counts as UTC (spec sumo §12.2). */
export function zoneOffset(name: string, ms: number): number {
  const zone = zoneOf(name);
  if (!zone || !Number.isFinite(ms)) return 0;
  if (zone.fixed !== undefined) return zone.fixed;
  const quarter = Math.floor(ms / 900_000);
  let offset = zone.offsets.get(quarter);
  if (offset === undefined) {
    if (zone.offsets.size > 10_000) zone.offsets.clear();
    offset = readOffset(zone.format!, quarter * 900_000);
    zone.offsets.set(quarter, offset);
  }
  return offset;
}

/** Instant of a wall-clock time, given as if it were UTC, in a zone; a time that occurs twice is the earlier, one left out moves on. */
export function localToUtc(local: number, name: string): number {
  const before = zoneOffset(name, local - 24 * HOUR);
  const after = zoneOffset(name, local + 24 * HOUR);
  for (const offset of [before, after]) if (zoneOffset(name, local - offset) === offset) return local - offset;
  return local - before;
}
