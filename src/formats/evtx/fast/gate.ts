import type { EventHeader } from '../../../event/index.ts';
import type { NameTable } from './names.ts';

/** Says whether events of a header are wanted where no payload field hides it; its answers are remembered. */
export type Gate = (header: EventHeader) => boolean;

const UNKNOWN = 0;
const NO = 1;
const YES = 2;
const SIZE = 1024;

/** A gate asked by numbers: one probe of a table a record, the gate itself once a triple. */
export class GateMemo {
  readonly #gate: Gate;
  readonly #names: NameTable;
  readonly #keys = new Float64Array(SIZE).fill(-1);
  readonly #ids = new Float64Array(SIZE);
  readonly #answers = new Uint8Array(SIZE);

  constructor(gate: Gate, names: NameTable) {
    this.#gate = gate;
    this.#names = names;
  }

  /** `channel` and `provider` are numbers of the name table, -1 for none. */
  isWanted(channel: number, provider: number, eventId: number): boolean {
    const pair = channel * 32_768 + provider;
    const slot = (Math.imul(pair, 0x9e37_79b1) ^ Math.imul(eventId, 0x85eb_ca6b)) >>> 22;
    if (this.#keys[slot] !== pair || this.#ids[slot] !== eventId || this.#answers[slot] === UNKNOWN) {
      this.#keys[slot] = pair;
      this.#ids[slot] = eventId;
      const wanted = this.#gate({
        channel: channel < 0 ? undefined : this.#names.text(channel),
        provider: provider < 0 ? undefined : this.#names.text(provider),
        eventId,
      });
      this.#answers[slot] = wanted ? YES : NO;
    }
    return this.#answers[slot] === YES;
  }
}
