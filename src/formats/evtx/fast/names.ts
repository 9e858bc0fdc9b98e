/** Most names that are told apart; a file with more of them was made to have them. */
const MOST = 20_000;

interface Name {
  readonly number: number;
  readonly text: string;
  readonly units: Uint16Array;
  /** The units two at a time. */
  readonly pairs: Int32Array;
  /** Another name of the same hash. */
  readonly next: Name | undefined;
}

/** Channel and provider names as integers, found by their code units without making a string. */
export class NameTable {
  readonly #names: Name[] = [];
  readonly #byHash = new Map<number, Name>();

  get size(): number {
    return this.#names.length;
  }

  /** All names by their numbers. */
  get texts(): readonly string[] {
    return this.#names.map(({ text }) => text);
  }

  /** The number of a name that stands in memory as UTF-16, -1 if there are too many names. */
  find(view: DataView, start: number, count: number): number {
    let hash = count;
    for (let i = 0; i < count; i++) hash = (Math.imul(hash, 31) + view.getUint16(start + 2 * i, true)) & 0x3fff_ffff;
    const first = this.#byHash.get(hash);
    for (let name = first; name; name = name.next) {
      if (this.equals(name.number, view, start, count)) return name.number;
    }
    if (this.#names.length === MOST) return -1;
    const units = Uint16Array.from({ length: count }, (_, i) => view.getUint16(start + 2 * i, true));
    let text = '';
    for (const unit of units) text += String.fromCharCode(unit);
    const pairs = Int32Array.from({ length: count >> 1 }, (_, i) => view.getInt32(start + 4 * i, true));
    const name = { number: this.#names.length, text, units, pairs, next: first };
    this.#names.push(name);
    this.#byHash.set(hash, name);
    return name.number;
  }

  intern(text: string): number {
    const view = new DataView(new ArrayBuffer(2 * text.length));
    for (let i = 0; i < text.length; i++) view.setUint16(2 * i, text.charCodeAt(i), true);
    return this.find(view, 0, text.length);
  }

  equals(number: number, view: DataView, start: number, count: number): boolean {
    const { units, pairs } = this.#names[number]!;
    if (units.length !== count) return false;
    if ((count & 1) === 1 && units[count - 1] !== view.getUint16(start + 2 * count - 2, true)) return false;
    // Names differ at their ends, not at `Microsoft-Windows-`.
    for (let i = (count >> 1) - 1; i >= 0; i--) if (pairs[i] !== view.getInt32(start + 4 * i, true)) return false;
    return true;
  }

  text(number: number): string {
    return this.#names[number]!.text;
  }
}
