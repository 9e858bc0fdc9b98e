import type { UnitRun } from '../../event/index.ts';
import { EMPTY_STRING, NULL, STRING } from './layout.ts';
import { memberValue } from './member-value.ts';
import type { Members } from './members.ts';

const BACKSLASH = 0x5c;
const DELETE = 0x7f;
/** Units that short escapes stand for; 0 for signs that make none, `\u` among them. */
const ESCAPED = new Uint8Array(256);
for (const [sign, unit] of ['""', '\\\\', '//', 'b\b', 'f\f', 'n\n', 'r\r', 't\t'].map((pair) => [...pair])) {
  ESCAPED[sign!.charCodeAt(0)] = unit!.charCodeAt(0);
}

/** Units that there is room for at first, and at most: what is longer is left to full evaluation. */
const FEWEST = 4096;
const MOST = 1 << 18;

/** True if a letter begins here that a rule of letter case equates with one of ASCII: İ, ſ or the sign of the kelvin. */
function isLike(bytes: Uint8Array, at: number): boolean {
  const [first, second] = [bytes[at]!, bytes[at + 1]!];
  if (first === 0xc4) return second === 0xb0;
  if (first === 0xc5) return second === 0xbf;
  return first === 0xe2 && second === 0x84 && bytes[at + 2] === 0xaa;
}

/** Texts of members as code units, each decoded once a line. */
export class MemberUnits {
  readonly #members: Members;
  readonly #stamps: number[] = [];
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  readonly #run = { units: new Uint16Array(FEWEST) as Uint16Array, start: 0, end: 0 };
  /** Where units of this line were put so far; those of one line stay while it is at hand. */
  #units: Uint16Array = this.#run.units;
  readonly #places: Uint16Array[] = [];
  #used = 0;
  #line = 0;

  constructor(members: Members) {
    this.#members = members;
  }

  /** Begins with another line. */
  move(): void {
    this.#line++;
    this.#used = 0;
  }

  /** The run of a member's text, null for null, undefined for any other value. */
  of(member: number): UnitRun | null | undefined {
    const kind = this.#members.kinds[member]!;
    if (kind !== STRING && kind !== EMPTY_STRING) return kind === NULL ? null : undefined;
    if (this.#stamps[member] !== this.#line) {
      const from = this.#used;
      const size = kind === EMPTY_STRING ? 0 : this.#members.ends[member]! - this.#members.starts[member]!;
      if (from + size > MOST) return undefined;
      if (from + size > this.#units.length) this.#units = new Uint16Array(2 * (from + size));
      if (size > 0) this.#decode(member);
      this.#stamps[member] = this.#line;
      this.#places[member] = this.#units;
      this.#starts[member] = from;
      this.#ends[member] = this.#used;
    }
    const run = this.#run;
    run.units = this.#places[member]!;
    run.start = this.#starts[member]!;
    run.end = this.#ends[member]!;
    return run;
  }

  /** A line with its short escapes undone, in which a sign beyond ASCII is any such; undefined if it has others or is too long. */
  ofLine(start: number, end: number): UnitRun | undefined {
    const from = this.#used;
    const { bytes } = this.#members;
    if (from + end - start > MOST) return undefined;
    if (from + end - start > this.#units.length) this.#units = new Uint16Array(2 * (from + end - start));
    const units = this.#units;
    let out = from;
    for (let at = start; at < end; at++) {
      let byte = bytes[at]!;
      if (byte === BACKSLASH) {
        byte = ESCAPED[bytes[++at]!]!;
        if (byte === 0) return undefined;
      } else if (byte > DELETE && isLike(bytes, at)) return undefined;
      units[out++] = byte;
    }
    const run = this.#run;
    run.units = units;
    run.start = from;
    run.end = out;
    return run;
  }

  /** A text is never more units than bytes. */
  #decode(member: number): void {
    const { bytes, starts, ends } = this.#members;
    const units = this.#units;
    const end = ends[member]!;
    let out = this.#used;
    for (let at = starts[member]!; at < end; at++) {
      let byte = bytes[at]!;
      if (byte === BACKSLASH) byte = ESCAPED[bytes[++at]!]!;
      else if (byte < 0x20) byte = 0;
      if (byte === 0 || byte > DELETE) {
        this.#copy(String(memberValue(this.#members, member)));
        return;
      }
      units[out++] = byte;
    }
    this.#used = out;
  }

  #copy(text: string): void {
    const units = this.#units;
    for (let i = 0; i < text.length; i++) units[this.#used++] = text.charCodeAt(i);
  }
}
