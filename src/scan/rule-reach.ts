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

/** Finds which of many detections an event can matter to by its header, in time that grows with those it finds. */
export class ReachIndex {
  readonly #all: readonly Reaching[];
  /** Numbers of those that need a channel, by its name in lower case, and of those that ask of channels otherwise. */
  readonly #byChannel = new Map<string, number[]>();
  readonly #others: number[] = [];
  /** Those that know a provider that stands for the channel. */
  readonly #ofProviders: number[] = [];

  constructor(all: readonly Reaching[]) {
    this.#all = all;
    for (const [number, { reach, reads }] of all.entries()) {
      if (reach?.kind !== 'channels') {
        if (reach?.kind !== 'none') this.#others.push(number);
        continue;
      }
      for (const channel of new Set(reads.map((need) => need.channel.toLowerCase()))) {
        const known = this.#byChannel.get(channel);
        if (known) known.push(number);
        else this.#byChannel.set(channel, [number]);
      }
      if (reads.some(({ provider }) => provider !== undefined)) this.#ofProviders.push(number);
    }
  }

  /** The numbers of those to which an event with this header may matter, ascending. */
  of(header: EventHeader): number[] {
    const { channel } = header;
    const asked = channel === undefined ? this.#ofProviders : (this.#byChannel.get(channel.toLowerCase()) ?? []);
    const isReached = (number: number): boolean => reaches(this.#all[number]!, header);
    return [...asked, ...this.#others].filter(isReached).sort((a, b) => a - b);
  }
}
