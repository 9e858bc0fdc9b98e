import type { ByteRange, ByteSource } from '../format.ts';
import { MAX_LINE } from '../lines.ts';
import { byteOrderMark, sizeIn, type TextEncoding } from '../utf8-chunks.ts';
import { NEWLINE } from './bytes.ts';

const BLOCK = 262_144;

const NO_MARK: ReturnType<typeof byteOrderMark> = { encoding: 'utf-8', length: 0 };

/** Whole lines in UTF-8, each with its newline; valid during the call. */
export interface LinesSink {
  /** Takes bytes up to `end`, which is behind a newline; false to stop. */
  lines(bytes: Uint8Array<ArrayBuffer>, end: number, place: LinesPlace): boolean;
  /** A line longer than `MAX_LINE`. */
  tooLong(number: number, offset: number): void;
}

/** Number and offset of the line that comes next; who takes lines moves them on. */
export interface LinesPlace {
  number: number;
  offset: number;
  readonly encoding: TextEncoding;
}

/** The bytes not yet taken, in a buffer that grows with the longest line. */
class Window {
  readonly #home: Uint8Array<ArrayBuffer>;
  bytes: Uint8Array<ArrayBuffer>;
  length = 0;

  constructor(home: Uint8Array<ArrayBuffer>) {
    this.#home = home;
    this.bytes = home;
  }

  /** Room for a block behind what is held, and for the newline that the last line may lack. */
  room(size: number): Uint8Array {
    const needed = this.length + size + 1;
    if (needed > this.bytes.length) {
      const larger = new Uint8Array(Math.max(2 * this.bytes.length, needed));
      larger.set(this.bytes.subarray(0, this.length));
      this.bytes = larger;
    }
    return this.bytes.subarray(this.length, this.length + size);
  }

  /** Ends the last line. */
  close(): void {
    if (this.bytes[this.length - 1] !== NEWLINE) this.bytes[this.length++] = NEWLINE;
  }

  newline(from: number): number {
    const at = this.bytes.subarray(from, this.length).indexOf(NEWLINE);
    return at < 0 ? at : from + at;
  }

  lastNewline(from: number): number {
    const at = this.bytes.subarray(from, this.length).lastIndexOf(NEWLINE);
    return at < 0 ? at : from + at;
  }

  /** Forgets what stands before `end`; a buffer that a long line made large is given back. */
  drop(end: number): void {
    const rest = this.bytes.subarray(end, this.length);
    if (this.bytes !== this.#home && rest.length < BLOCK) {
      this.#home.set(rest);
      this.bytes = this.#home;
    } else this.bytes.copyWithin(0, end, this.length);
    this.length = rest.length;
  }
}

/** Counts the bytes of a line that is too long, up to its newline. */
class Skipping {
  isOn = false;
  #size = 0;

  /** Drops what the window holds of the line; at its end the place moves on. */
  drop(window: Window, place: LinesPlace, sink: LinesSink): void {
    const newline = window.newline(0);
    const end = newline < 0 ? window.length : newline;
    this.#size += sizeIn(place.encoding, window.bytes.subarray(0, end));
    if (newline >= 0) {
      sink.tooLong(place.number++, place.offset);
      place.offset += this.#size + (place.encoding === 'utf-8' ? 1 : 2);
      this.#size = 0;
      this.isOn = false;
    }
    window.drop(newline < 0 ? end : end + 1);
  }
}

/** The bytes of a part. */
function sliceOf(source: ByteSource, { from, to }: ByteRange): ByteSource {
  return {
    name: source.name,
    size: undefined,
    read: (position, into) => source.read(from + position, into.subarray(0, Math.max(0, to - from - position))),
  };
}

/**
 * Reads whole lines, many at a time, into `home` as far as they fit; UTF-8, and UTF-16 with a byte order mark. Of a part, one of those
 * of `lineRanges`, they are numbered from 1. Returns how many lines there were.
 */
export async function eachBlockOfLines(
  whole: ByteSource,
  sink: LinesSink,
  home: Uint8Array<ArrayBuffer> = new Uint8Array(2 * BLOCK + 1),
  range?: ByteRange,
): Promise<number> {
  const source = range ? sliceOf(whole, range) : whole;
  const start = range?.from ?? 0;
  const window = new Window(home);
  const skipping = new Skipping();
  const encoder = new TextEncoder();
  const block = new Uint8Array(BLOCK);
  let decoder: TextDecoder | undefined;
  let place: LinesPlace | undefined;
  for (let position = 0; ; ) {
    const into = place && !decoder ? window.room(BLOCK) : block;
    const reading = source.read(position, into);
    const size = typeof reading === 'number' ? reading : await reading;
    const isLast = size < BLOCK;
    position += size;
    let read: Uint8Array = into.subarray(0, size);
    if (!place) {
      const mark = start === 0 ? byteOrderMark(read) : NO_MARK;
      read = read.subarray(mark.length);
      place = { number: 1, offset: start + mark.length, encoding: mark.encoding };
      if (mark.encoding !== 'utf-8') decoder = new TextDecoder(mark.encoding);
    }
    if (decoder) read = encoder.encode(decoder.decode(read, { stream: !isLast }));
    if (into === block) window.room(read.length).set(read);
    const from = window.length;
    window.length += read.length;
    if (isLast && (window.length > 0 || skipping.isOn)) window.close();

    if (window.length > MAX_LINE && !skipping.isOn) {
      const first = window.newline(0);
      skipping.isOn = first < 0 || first > MAX_LINE;
    }
    const searched = skipping.isOn ? 0 : from;
    if (skipping.isOn) skipping.drop(window, place, sink);
    const end = window.lastNewline(searched) + 1;
    if (end > 0) {
      if (!sink.lines(window.bytes, end, place)) return place.number - 1;
      window.drop(end);
    }
    if (isLast) return place.number - 1;
  }
}
