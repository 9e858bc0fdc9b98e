import { countText } from '../value/index.ts';
import type { EventCounts } from './event-counts.ts';
import type { RuleReach, TelemetryNeed } from './rule-reach.ts';

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

function eventsOf(need: TelemetryNeed, counts: EventCounts): number {
  if (need.eventIds.length === 0) return counts.eventsOf(need.channel);
  return need.eventIds.reduce((sum, id) => sum + counts.eventsOf(need.channel, id), 0);
}

const plural = (count: number, word: string): string => `${countText(count)} ${word}${count === 1 ? '' : 's'}`;

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

/** Logs that are named at most. */
const LOGS_NAMED = 8;

/** What many rules ran over, and which logs those that could see nothing would need, the most wanted first. */
export function whatRulesRanOver(visibility: readonly Visibility[], counts: EventCounts): string {
  const wanted = new Map<string, number>();
  for (const { sees, needs } of visibility) {
    if (!sees && needs !== undefined) wanted.set(needs, (wanted.get(needs) ?? 0) + 1);
  }
  const sorted = [...wanted].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const head = `${plural(visibility.length, 'rule')} over ${plural(counts.events, 'event')}.`;
  if (sorted.length === 0) return head;
  const named = sorted.slice(0, LOGS_NAMED).map(([log, rules]) => `${log} (${plural(rules, 'rule')})`);
  const more = sorted.length > LOGS_NAMED ? `; and ${sorted.length - LOGS_NAMED} more` : '';
  return `${head} Not here, but read by rules: ${named.join('; ')}${more}. --verbose names the rules.`;
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
