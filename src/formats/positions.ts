import { catalogFields, foldName } from '../event/index.ts';

/**
 * Events whose versions differ in their fields: for each version the numbers of its fields in the event's catalog entry, in
 * wire order. An event that is not here has one layout, that of its entry (spec windows-telemetry Appendix A). Versions with
 * equally many fields are left out: their number does not tell them apart.
 */
const VERSIONS: Readonly<Record<string, string>> = {
  security: `
1102: 1-4, 1-6
4616: 1-4 6 8-10, 1-10
4624: 1-20, 1-21, 1-27, 1-22 28 23-27
4654: 1-19, 1-21
4656: 1-15, 1-10 16 11-15 17
4661: 1-16, 1-10 17 11-16
4663: 1-12, 1-13
4688: 1-8, 1-9, 1-15
4698 4699 4700 4701 4702: 1-6, 1-11
4728 4732 4746 4751 4756 4761 4785: 1-10, 1-11
4816:
5058: 1-11, 1-4 12-13 5-11
5059: 1-10, 1-4 11-12 5-10
5125: 1-4, 5-7 1-4
5140: 1-7, 1-4 8 5-7 9-11
5156 5157: 1-11, 1-13
5376 5377: 1-4, 1-7
5451: 1-24, 1-26
5452: 1-8, 1 9 2-4 10 5-8 11-12
5632: 1-11, 1-14
6272: 1-7 9-24 27, 1-26, 1-27
6273: 1-27
6274 6275: 1-7 9-26, 1-26
`,
  system: `
104: 1-4, 1-6
7001: 1-3
`,
  'microsoft-windows-taskscheduler/operational': `
200: 1-3, 1-4
201: 1-3, 1 3 2 4, 1 3 2 4 5
`,
  'microsoft-windows-bits-client/operational': `
3: 4-8
`,
  'microsoft-windows-codeintegrity/operational': `
3001 3004 3023 3035 3036 3037: 1-2, 1-6
3089: 1-15
`,
};

/** `1-3 6` as 1, 2, 3, 6. */
function numbersIn(text: string): number[] {
  return text.split(' ').flatMap((part) => {
    const [first = 0, last = first] = part.split('-').map(Number);
    return Array.from({ length: last - first + 1 }, (_, i) => first + i);
  });
}

const parsed = new Map<string, ReadonlyMap<number, readonly (readonly number[])[]>>();

function versionsOf(channel: string): ReadonlyMap<number, readonly (readonly number[])[]> {
  const folded = foldName(channel);
  let versions = parsed.get(folded);
  if (!versions) {
    const text = Object.hasOwn(VERSIONS, folded) ? VERSIONS[folded]! : '';
    const lines = text.split('\n').filter((line) => line !== '');
    versions = new Map(
      lines.flatMap((line) => {
        const [ids = '', layouts = ''] = line.split(':');
        const lists = layouts.trim() === '' ? [] : layouts.trim().split(', ').map(numbersIn);
        return ids.split(' ').map((id) => [Number(id), lists] as const);
      }),
    );
    parsed.set(folded, versions);
  }
  return versions;
}

/**
 * Names of values that a collector gives by position (insertion strings), chosen by channel, event id and their number;
 * undefined if no layout of the event, or more than one, has so many (spec windows-telemetry §6.3).
 */
export function namesByPosition(
  channel: string | undefined,
  eventId: number | undefined,
  count: number,
): readonly string[] | undefined {
  if (channel === undefined || eventId === undefined || count === 0) return undefined;
  const catalog = catalogFields(channel, eventId)?.filter((name) => name !== 'Binary');
  if (!catalog || catalog.includes('Data')) return undefined;
  const versions = versionsOf(channel).get(eventId);
  if (!versions) return catalog.length === count ? catalog : undefined;
  return versions.find((one) => one.length === count)?.map((number) => catalog[number - 1]!);
}
