import type { EventHeader } from '../event/index.ts';

/** Logs that a detection needs, one channel with its event ids; no ids stand for all of them. */
export interface TelemetryNeed {
  readonly channel: string;
  readonly eventIds: readonly number[];
  /** Stands for the channel where an event does not carry one. */
  readonly provider?: string;
}

/**
 * Which events a rule can match at all: those of the channels and ids that it reads, those of any Windows channel, those of none, since
 * other products have no channels, all, or none since no log holds them.
 */
export type RuleReach =
  | { readonly kind: 'channels' | 'windows' | 'all' }
  | { readonly kind: 'other' | 'none'; readonly log: string };

/** What tells whether an event can matter to a detection. */
export interface Reaching {
  readonly reads: readonly TelemetryNeed[];
  /** Undefined if nothing is known, so that every event may matter. */
  readonly reach?: RuleReach;
}

function needs({ channel, eventIds, provider }: TelemetryNeed, header: EventHeader): boolean {
  if (eventIds.length > 0 && (header.eventId === undefined || !eventIds.includes(header.eventId))) return false;
  if (header.channel !== undefined) return header.channel.toLowerCase() === channel.toLowerCase();
  return provider !== undefined && header.provider?.toLowerCase() === provider.toLowerCase();
}

/** True if an event with this header may match. */
export function reaches({ reach, reads }: Reaching, header: EventHeader): boolean {
  switch (reach?.kind) {
    case 'channels':
      return reads.some((need) => needs(need, header));
    case 'windows':
      return header.channel !== undefined;
    case 'other':
      return header.channel === undefined;
    case 'none':
      return false;
    default:
      return true;
  }
}
