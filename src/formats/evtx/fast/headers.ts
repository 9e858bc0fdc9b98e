import type { EventHeader } from '../../../event/index.ts';
import type { Frame } from './frame.ts';

/** Headers remembered at most; a file with more of them was made to have them. */
const MOST = 50_000;

/** The headers of records, one object for all records that share it, so that what is known of a header can be kept beside it. */
export class Headers {
  readonly #known = new Map<number, Map<number, EventHeader>>();
  #count = 0;
  #channel = -2;
  #provider = -2;
  #eventId = -1;
  #last: EventHeader = {};

  of({ channel, provider, eventId, names }: Pick<Frame, 'channel' | 'provider' | 'eventId' | 'names'>): EventHeader {
    if (eventId === this.#eventId && channel === this.#channel && provider === this.#provider) return this.#last;
    const pair = (channel + 1) * 0x1_0000 + provider + 1;
    let byId = this.#known.get(pair);
    let header = byId?.get(eventId);
    if (!header) {
      header = {
        channel: channel < 0 ? undefined : names.text(channel),
        provider: provider < 0 ? undefined : names.text(provider),
        eventId,
      };
      if (this.#count++ === MOST) {
        this.#known.clear();
        this.#count = 1;
        byId = undefined;
      }
      if (!byId) {
        byId = new Map();
        this.#known.set(pair, byId);
      }
      byId.set(eventId, header);
    }
    this.#channel = channel;
    this.#provider = provider;
    this.#eventId = eventId;
    this.#last = header;
    return header;
  }
}
