/** A text that is looked for, and what it means to find it. */
interface Entry {
  readonly text: string;
  readonly place: 'anywhere' | 'start' | 'end' | 'whole';
  readonly ids: number[];
  /** Place of the gram inside the text. */
  offset: number;
}

const GRAM = 4;

function hashAt(text: string, at: number): number {
  return (
    (text.charCodeAt(at) * 0x2f0b +
      text.charCodeAt(at + 1) * 0x1d35 +
      text.charCodeAt(at + 2) * 0x9e37 +
      text.charCodeAt(at + 3) * 0x61c9) |
    0
  );
}

const isThere = ({ text, place }: Entry, value: string, at: number): boolean =>
  (place === 'anywhere' ||
    ((place === 'end' || at === 0) && (place === 'start' || at + text.length === value.length))) &&
  value.startsWith(text, at);

/** Finds which of many texts are in a value, in time that grows with the value and hardly with their number. */
export class GramIndex {
  readonly #entries = new Map<string, Entry>();
  #short: Entry[] = [];
  #heads = new Int32Array(0);
  #next = new Int32Array(0);
  #grams: Entry[] = [];
  #mask = 0;

  /** Adds a text in lower case, which stands for an id. */
  add(text: string, place: Entry['place'], id: number): void {
    const key = `${place} ${text}`;
    const known = this.#entries.get(key);
    if (known) known.ids.push(id);
    else this.#entries.set(key, { text, place, ids: [id], offset: 0 });
  }

  /** Makes the index ready; nothing is added afterwards. */
  build(): void {
    const entries = [...this.#entries.values()];
    this.#short = entries.filter(({ text }) => text.length < GRAM);
    this.#grams = entries.filter(({ text }) => text.length >= GRAM);
    // Each text is found by that of its grams which the fewest others have, so that `.exe` is none.
    const counts = new Map<number, number>();
    for (const { text } of this.#grams) {
      for (let at = 0; at + GRAM <= text.length; at++) {
        const hash = hashAt(text, at);
        counts.set(hash, (counts.get(hash) ?? 0) + 1);
      }
    }
    let size = 64;
    while (size < this.#grams.length * 4) size *= 2;
    this.#mask = size - 1;
    this.#heads = new Int32Array(size).fill(-1);
    this.#next = new Int32Array(this.#grams.length).fill(-1);
    for (const [index, entry] of this.#grams.entries()) {
      let best = Number.POSITIVE_INFINITY;
      for (let at = 0; at + GRAM <= entry.text.length; at++) {
        const count = counts.get(hashAt(entry.text, at))!;
        if (count < best) {
          best = count;
          entry.offset = at;
        }
      }
      const slot = this.#slot(hashAt(entry.text, entry.offset));
      this.#next[index] = this.#heads[slot]!;
      this.#heads[slot] = index;
    }
  }

  #slot(hash: number): number {
    return (hash ^ (hash >>> 15)) & this.#mask;
  }

  /** Calls `found` with the ids of each text that is in a value in lower case; an id may come more than once. */
  search(value: string, found: (id: number) => void): void {
    for (const entry of this.#short) {
      for (let at = value.indexOf(entry.text); at >= 0; at = value.indexOf(entry.text, at + 1)) {
        if (!isThere(entry, value, at)) continue;
        for (const id of entry.ids) found(id);
        break;
      }
    }
    const last = value.length - GRAM;
    for (let at = 0; at <= last; at++) {
      for (let index = this.#heads[this.#slot(hashAt(value, at))]!; index >= 0; index = this.#next[index]!) {
        const entry = this.#grams[index]!;
        const start = at - entry.offset;
        if (start < 0 || !isThere(entry, value, start)) continue;
        for (const id of entry.ids) found(id);
      }
    }
  }
}
