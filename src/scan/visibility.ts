import { countText } from '../value/index.ts';
import type { EventCounts } from './event-counts.ts';
import type { Reaching, RuleReach, TelemetryNeed } from './rule-reach.ts';

/** Whether a detection can see anything in the logs at hand, and why. */
export interface Visibility {
  readonly detection: string;
  readonly sees: boolean;
  /** One line for people. */
  readonly reason: string;
  /** The log that it would need, where it sees nothing. */
  readonly needs?: string;
}

const SHORT_CHANNELS: Readonly<Record<string, string>> = {
  'microsoft-windows-sysmon/operational': 'Sysmon',
  'microsoft-windows-powershell/operational': 'PowerShell',
  'microsoft-windows-winrm/operational': 'WinRM',
};

/** How people call a channel. */
export function shortChannel(channel: string): string {
  const lower = channel.toLowerCase();
  return Object.hasOwn(SHORT_CHANNELS, lower) ? SHORT_CHANNELS[lower]! : channel;
}

function nameOf(need: TelemetryNeed): string {
  return `${shortChannel(need.channel)}${need.eventIds.length > 0 ? ` ${need.eventIds.join(', ')}` : ''}`;
}

/** Events that meet a need; without a channel the provider stands for it. */
function eventsOf({ channel, provider, eventIds }: TelemetryNeed, counts: EventCounts): number {
  const ids: readonly (number | undefined)[] = eventIds.length === 0 ? [undefined] : eventIds;
  const ofId = (id: number | undefined): number =>
    counts.eventsOf(channel, id) + (provider === undefined ? 0 : counts.eventsOfProvider(provider, id));
  return ids.reduce<number>((sum, id) => sum + ofId(id), 0);
}

const plural = (count: number, word: string): string => `${countText(count)} ${word}${count === 1 ? '' : 's'}`;

/** The logs that a detection reads, in words; empty where it does not say. */
export function logsOf({ reads, reach }: Reaching): string {
  if (reach?.kind === 'none' || reach?.kind === 'other') return reach.log;
  if (reach?.kind === 'windows') return 'all Windows events';
  if (reach?.kind === 'all') return 'all events';
  return reads.map(nameOf).join(' or ');
}

/** Process creations of the other kind, which a detection over Sysmon 1 or Security 4688 does not read. */
function nearMiss(needs: readonly TelemetryNeed[], counts: EventCounts): string {
  const readsSysmon = needs.some((need) => /sysmon/i.test(need.channel) && need.eventIds.includes(1));
  const security = counts.list().filter((one) => one.eventId === 4688 && one.channel.toLowerCase() === 'security');
  const withCommandLine = security.reduce((sum, one) => sum + one.withCommandLine, 0);
  if (readsSysmon && security.length > 0) {
    const all = security.reduce((sum, one) => sum + one.events, 0);
    return withCommandLine > 0
      ? `; there are ${countText(withCommandLine)} Security 4688 with command lines`
      : `; there are ${countText(all)} Security 4688, without command lines`;
  }
  return '';
}

/** What a rule without channels of its own can see. */
function visibilityOfReach(detection: string, reach: RuleReach, counts: EventCounts): Visibility {
  const ofWindows = counts.channels().reduce((sum, channel) => sum + counts.eventsOf(channel), 0);
  switch (reach.kind) {
    case 'none':
      return { detection, sees: false, reason: `it needs ${reach.log}`, needs: reach.log };
    case 'other':
      if (counts.events > ofWindows)
        return { detection, sees: true, reason: `it is asked of events without a channel, as logs of ${reach.log}` };
      return { detection, sees: false, reason: `it needs logs of ${reach.log}`, needs: reach.log };
    default: {
      const events = reach.kind === 'windows' ? ofWindows : counts.events;
      const what = reach.kind === 'windows' ? 'Windows events' : 'events';
      return { detection, sees: events > 0, reason: `it reads all ${what}`, ...(events === 0 && { needs: what }) };
    }
  }
}

/** Holds what a detection reads against what the logs have; without a statement of what it reads, it may see anything. */
export function visibilityOf(
  detection: string,
  needs: readonly TelemetryNeed[],
  counts: EventCounts,
  reach?: RuleReach,
): Visibility {
  if (reach && reach.kind !== 'channels') return visibilityOfReach(detection, reach, counts);
  if (needs.length === 0) return { detection, sees: true, reason: 'it does not say what it reads' };
  const present = needs.map((need) => ({ need, events: eventsOf(need, counts) })).filter(({ events }) => events > 0);
  if (present.length > 0) {
    const reason = `it reads ${present.map(({ need, events }) => `${nameOf(need)} (${plural(events, 'event')})`).join(', ')}`;
    return { detection, sees: true, reason };
  }
  const names = needs.map(nameOf);
  const reason = `it reads ${names.join(reach ? ' or ' : ' and ')}, which is not here${nearMiss(needs, counts)}`;
  return { detection, sees: false, reason, needs: names.join(' or ') };
}

/** Holds many detections against the logs, each kind of needs once: of thousands most share theirs. */
export function visibilityOfAll(
  detections: readonly (Reaching & { readonly id: string })[],
  counts: EventCounts,
): Visibility[] {
  const known = new Map<unknown, Map<unknown, Visibility>>();
  return detections.map(({ id, reads, reach }) => {
    let byReach = known.get(reads);
    if (!byReach) known.set(reads, (byReach = new Map()));
    let seen = byReach.get(reach);
    if (!seen) byReach.set(reach, (seen = visibilityOf(id, reads, counts, reach)));
    return { ...seen, detection: id };
  });
}

/** A log that no file here holds, with the rules that would read it. */
export interface MissingLog {
  readonly log: string;
  readonly rules: readonly Visibility[];
}

/** Logs that rules would need and that are not here, the most wanted first. */
export function missingLogs(visibility: readonly Visibility[]): MissingLog[] {
  const wanted = new Map<string, Visibility[]>();
  for (const one of visibility) {
    if (one.sees || one.needs === undefined) continue;
    const rules = wanted.get(one.needs) ?? [];
    if (rules.length === 0) wanted.set(one.needs, rules);
    rules.push(one);
  }
  return [...wanted]
    .map(([log, rules]) => ({ log, rules }))
    .sort((a, b) => b.rules.length - a.rules.length || (a.log < b.log ? -1 : 1));
}

/** Logs that are named at most, and letters of each: some rules read four channels with long names. */
const LOGS_NAMED = 5;
const LOG_LETTERS = 48;

/** What many rules ran over, and which logs those that could see nothing would need, the most wanted first. */
export function whatRulesRanOver(visibility: readonly Visibility[], counts: EventCounts): string {
  const missing = missingLogs(visibility);
  const head = `${plural(visibility.length, 'rule')} over ${plural(counts.events, 'event')}.`;
  if (missing.length === 0) return head;
  const blind = missing.reduce((sum, { rules }) => sum + rules.length, 0);
  const named = missing.slice(0, LOGS_NAMED).map(({ log, rules }) => {
    const short = log.length > LOG_LETTERS ? `${log.slice(0, LOG_LETTERS)}…` : log;
    return `${short} (${countText(rules.length)})`;
  });
  const more = missing.length > LOGS_NAMED ? ` and ${missing.length - LOGS_NAMED} more logs` : '';
  return `${head} Not here, but read by ${plural(blind, 'rule')}: ${named.join(', ')}${more}. spoor inspect --rules names rules and logs.`;
}

/** The last sentence of a scan: what ran over what, and what could see nothing. */
export function whatRanOverWhat(visibility: readonly Visibility[], counts: EventCounts): string {
  const channels = counts.channels().length;
  const over = `${plural(counts.events, 'event')}${channels > 0 ? ` of ${plural(channels, 'channel')}` : ''}`;
  const blind = visibility.filter((one) => !one.sees);
  const head = `${plural(visibility.length, 'detection')} over ${over}.`;
  if (blind.length === 0) return head;
  if (visibility.length === 1) {
    const { reason } = blind[0]!;
    return `${head} ${reason[0]!.toUpperCase()}${reason.slice(1)}`;
  }
  return `${head} ${blind.length} can see nothing here: ${blind.map((one) => `${one.detection} (${one.reason})`).join('; ')}`;
}
