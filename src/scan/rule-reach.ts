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

/** A detection that reads a channel, and the ids that it reads of it; none stand for all. */
interface ChannelReader {
  readonly number: number;
  readonly eventIds: readonly number[];
}

/** Finds which of many detections an event can matter to by its header, in time that grows with those it finds. */
export class ReachIndex {
  readonly #all: readonly Reaching[];
  /** By the name of the channel in lower case. */
  readonly #byChannel = new Map<string, ChannelReader[]>();
  /** Numbers of those that know a provider that stands for the channel, and of those that ask of channels otherwise. */
  readonly #ofProviders: number[] = [];
  readonly #others: number[] = [];

  constructor(all: readonly Reaching[]) {
    this.#all = all;
    for (const [number, { reach, reads }] of all.entries()) {
      if (reach?.kind !== 'channels') {
        if (reach?.kind !== 'none') this.#others.push(number);
        continue;
      }
      for (const { channel, eventIds } of reads) {
        const folded = channel.toLowerCase();
        const known = this.#byChannel.get(folded);
        if (known) known.push({ number, eventIds });
        else this.#byChannel.set(folded, [{ number, eventIds }]);
      }
      if (reads.some(({ provider }) => provider !== undefined)) this.#ofProviders.push(number);
    }
  }

  /** The numbers of those to which an event with this header may matter, ascending. */
  of(header: EventHeader): number[] {
    const { channel, eventId } = header;
    const isReached = (number: number): boolean => reaches(this.#all[number]!, header);
    const found = new Set(this.#others.filter(isReached));
    if (channel === undefined) for (const number of this.#ofProviders.filter(isReached)) found.add(number);
    else {
      for (const { number, eventIds } of this.#byChannel.get(channel.toLowerCase()) ?? []) {
        if (eventIds.length === 0 || (eventId !== undefined && eventIds.includes(eventId))) found.add(number);
      }
    }
    return [...found].sort((a, b) => a - b);
  }
}
