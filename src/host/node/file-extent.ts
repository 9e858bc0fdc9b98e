import { fstatSync, readSync } from 'node:fs';
import type { Damage } from '../../formats/index.ts';

const NEWLINE = 10;
/** First bytes of EVTX, and of UTF-16, whose line ends are two bytes. */
const WITHOUT_LINES = [
  [0x45, 0x6c],
  [0xff, 0xfe],
  [0xfe, 0xff],
] as const;
/** How far the end of a line is looked for. */
const LONGEST_REST = 1 << 20;

/**
 * How much of a file is read: what it held when the run began, so that a log that is written to meanwhile has an end, even one that
 * grows by our own output; and the rest of the line in which it ended then, if that has been written in the meantime.
 */
export class FileExtent {
  readonly #fd: number;
  readonly #size: number;
  readonly #hasLines: boolean;
  #end: number | undefined;
  #lostFrom: number | undefined;

  constructor(fd: number, size: number, head: Uint8Array) {
    this.#fd = fd;
    this.#size = size;
    const [first, second] = head;
    // A zero is half of a unit of UTF-16 without a mark.
    this.#hasLines = first !== 0 && second !== 0 && !WITHOUT_LINES.some(([a, b]) => first === a && second === b);
  }

  /** A position, or the end if that comes before it. */
  within(position: number): number {
    if (position <= this.#size) return position;
    this.#end ??= this.#size + (this.#hasLines && this.#size > 0 ? this.#restOfLine() : 0);
    return Math.min(position, this.#end);
  }

  /** Notes that the file ends here by now. */
  endsAt(position: number): void {
    if (Number.isFinite(this.#size) && position < this.#size)
      this.#lostFrom = Math.min(position, this.#lostFrom ?? position);
  }

  /** What was there when the run began and was gone when it was to be read. */
  loss(file: string): Damage | undefined {
    const from = this.#lostFrom;
    if (from === undefined) return undefined;
    const length = this.#size - from;
    return { file, offset: from, length, reason: `the file became ${length} bytes shorter while it was read` };
  }

  #restOfLine(): number {
    const grown = Math.min(LONGEST_REST, fstatSync(this.#fd).size - this.#size);
    if (grown <= 0) return 0;
    const bytes = new Uint8Array(1 + grown);
    const read = bytes.subarray(0, readSync(this.#fd, bytes, 0, bytes.length, this.#size - 1));
    return Math.max(0, read.indexOf(NEWLINE));
  }
}
