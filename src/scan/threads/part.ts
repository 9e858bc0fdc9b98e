import type { EventOrigin } from '../../event/index.ts';
import type { Damage, PartEnd } from '../../formats/index.ts';
import type { Input, OpenInput } from '../input.ts';
import type { PartChoice } from '../read-inputs.ts';

/** Opens an input by its name; its size is that of the list that was made of the inputs. */
export type OpenPart = (name: string, size: number | undefined) => Promise<OpenInput>;

/** An input, or a part of one, as a thread gets it; `file` numbers the inputs. */
export interface Part {
  readonly file: number;
  readonly name: string;
  readonly size: number | undefined;
  readonly found: Input['found'];
  /** Set for a part of a file. */
  readonly cut?: PartChoice;
}

/** What the parts of a file before one part held. */
export interface PartBase {
  readonly from: number;
  readonly lines: number;
  readonly highestId: number;
}

/** The parts of one file in order, so that places within a part become places in the file. */
export class PartBases {
  readonly #bases: PartBase[] = [];
  #lines = 0;
  #highestId = Number.NEGATIVE_INFINITY;

  /** Begins a part at an offset: all before it have ended. */
  begin(from: number): PartBase {
    const base = { from, lines: this.#lines, highestId: this.#highestId };
    this.#bases.push(base);
    return base;
  }

  end({ lines = 0, highestId = Number.NEGATIVE_INFINITY }: PartEnd): void {
    this.#lines += lines;
    this.#highestId = Math.max(this.#highestId, highestId);
  }

  /** The part that the event at a position is of: positions count from the offset of their part. */
  at(position: number): PartBase | undefined {
    let [low, high] = [0, this.#bases.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#bases[middle]!.from <= position) low = middle + 1;
      else high = middle;
    }
    return this.#bases[low - 1];
  }
}

/** The origin of an event in its file, of that in its part: lines count on, and ids of earlier parts may be repeated. */
export function settleOrigin(origin: EventOrigin, base: PartBase): EventOrigin {
  const { record, repeats } = origin;
  if (base.lines > 0) return typeof record === 'number' ? { ...origin, record: record + base.lines } : origin;
  return record !== undefined && !repeats && Number(record) <= base.highestId ? { ...origin, repeats: true } : origin;
}

/** Damage in its file, of damage in a part. */
export function settleDamage(damage: Damage, base: PartBase): Damage {
  return damage.line === undefined ? damage : { ...damage, line: damage.line + base.lines };
}
