import { Candidates } from '../../engines/js/detector/candidates.ts';
import type { Event, EventHeader } from '../../event/index.ts';
import type { RunnableDetection } from '../alert.ts';
import { reaches } from '../rule-reach.ts';

/** Detections from which on an index of their texts is worth its making. */
const WORTH_INDEX = 8;

/** Kinds of headers remembered at most; logs have few hundred, hostile ones any number. */
const REMEMBERED = 10_000;

/** What events of a header may matter to. */
export class Destination<T extends { readonly detection: RunnableDetection }> {
  readonly all: readonly T[];
  #candidates: Candidates | undefined;

  constructor(all: readonly T[]) {
    this.all = all;
  }

  /** Those that an event may matter to by the texts that it holds, in their order; all others drop it without a word. */
  of(event: Event): Iterable<T> {
    if (this.all.length < WORTH_INDEX) return this.all;
    this.#candidates ??= new Candidates(this.all.map(({ detection }) => detection.plan));
    return this.#chosen(this.#candidates.of(event));
  }

  *#chosen(numbers: readonly number[]): Iterable<T> {
    for (const number of numbers) yield this.all[number]!;
  }
}

/** Finds what an event may matter to: by its header, since of thousands of rules most read other channels and ids, then by its texts. */
export class Dispatch<T extends { readonly detection: RunnableDetection }> {
  readonly #all: readonly T[];
  readonly #known = new Map<string, Destination<T>>();
  #lastHeader: EventHeader | undefined;
  #last = new Destination<T>([]);

  constructor(all: readonly T[]) {
    this.#all = all;
  }

  /** Those that an event with this header may matter to, in their order. */
  of(header: EventHeader): Destination<T> {
    if (header === this.#lastHeader) return this.#last;
    const { channel, eventId, provider } = header;
    const key = channel === undefined ? `-${eventId} ${provider}` : `+${eventId} ${channel}`;
    let found = this.#known.get(key);
    if (!found) {
      found = new Destination(this.#all.filter(({ detection }) => reaches(detection, header)));
      if (this.#known.size < REMEMBERED) this.#known.set(key, found);
    }
    this.#lastHeader = header;
    this.#last = found;
    return found;
  }
}
