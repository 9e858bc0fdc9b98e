/** Most names that are told apart; a file with more of them was made to have them. */
const MOST = 20_000;

/** Channel and provider names as integers, found by their code units without making a string. */
export class NameTable {
  readonly #texts: string[] = [];
  readonly #units: Uint16Array[] = [];
  readonly #byHash = new Map<number, number[]>();

  /** The number of a name, -1 if there are too many. */
  find(units: Uint16Array, start: number, end: number): number {
    let hash = 0;
    for (let i = start; i < end; i++) hash = (Math.imul(hash, 31) + units[i]!) & 0x3fff_ffff;
    const numbers = this.#byHash.get(hash);
    if (numbers) for (const number of numbers) if (this.equals(number, units, start, end)) return number;
    if (this.#texts.length === MOST) return -1;
    const number = this.#texts.length;
    let text = '';
    for (let i = start; i < end; i++) text += String.fromCharCode(units[i]!);
    this.#texts.push(text);
    this.#units.push(units.slice(start, end));
    if (numbers) numbers.push(number);
    else this.#byHash.set(hash, [number]);
    return number;
  }

  intern(text: string): number {
    const units = Uint16Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));
    return this.find(units, 0, units.length);
  }

  equals(number: number, units: Uint16Array, start: number, end: number): boolean {
    const known = this.#units[number]!;
    if (known.length !== end - start) return false;
    for (let i = 0; i < known.length; i++) if (known[i] !== units[start + i]) return false;
    return true;
  }

  text(number: number): string {
    return this.#texts[number]!;
  }
}
