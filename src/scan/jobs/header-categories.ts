import { headerEvent } from '../../engines/js/compile/gate.ts';
import type { Event, EventHeader, EventMetadata } from '../../event/index.ts';

interface Known {
  readonly event: Event;
  readonly category: string | undefined;
}

/** What is known of events of which only the header was read, once per channel. */
export class HeaderCategories {
  readonly #metadata: (event: Event) => EventMetadata;
  readonly #known = new Map<string | undefined, Known>();
  #lastChannel: string | undefined;
  #last: Known | undefined;

  constructor(metadata: (event: Event) => EventMetadata) {
    this.#metadata = metadata;
  }

  eventOf(header: EventHeader): Event {
    return this.#of(header).event;
  }

  categoryOf(header: EventHeader): string | undefined {
    return this.#of(header).category;
  }

  #of(header: EventHeader): Known {
    const { channel } = header;
    if (this.#last && channel === this.#lastChannel) return this.#last;
    let known = this.#known.get(channel);
    if (!known) {
      const event = headerEvent(header);
      known = { event, category: this.#metadata(event)._sourceCategory };
      this.#known.set(channel, known);
    }
    this.#lastChannel = channel;
    this.#last = known;
    return known;
  }
}
