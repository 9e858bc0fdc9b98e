import type { EventHeader } from '../../event/index.ts';
import { type Reaching, reaches } from '../rule-reach.ts';

/** Kinds of headers remembered at most; logs have few hundred, hostile ones any number. */
const REMEMBERED = 10_000;

/** Finds what an event may matter to by its header: of thousands of rules most read other channels and ids. */
export class Dispatch<T extends { readonly detection: Reaching }> {
  readonly #all: readonly T[];
  readonly #known = new Map<string, readonly T[]>();
  #lastHeader: EventHeader | undefined;
  #last: readonly T[] = [];

  constructor(all: readonly T[]) {
    this.#all = all;
  }

  /** Those that an event with this header may matter to, in their order. */
  of(header: EventHeader): readonly T[] {
    if (header === this.#lastHeader) return this.#last;
    const { channel, eventId, provider } = header;
    const key = channel === undefined ? `-${eventId} ${provider}` : `+${eventId} ${channel}`;
    let found = this.#known.get(key);
    if (!found) {
      found = this.#all.filter(({ detection }) => reaches(detection, header));
      if (this.#known.size < REMEMBERED) this.#known.set(key, found);
    }
    this.#lastHeader = header;
    this.#last = found;
    return found;
  }
}
