import type { ByteSource } from './format.ts';
import { readUtf8, sizeIn, type TextEncoding } from './utf8-chunks.ts';

/** A line without its end: text, 1-based number, byte offset in the input. */
export interface Line {
  readonly text: string;
  readonly number: number;
  readonly offset: number;
  /** True if `\r\n` ended it. */
  readonly hasReturn: boolean;
}

/** Longest line in bytes of UTF-8; a longer one cannot be an event and is skipped. */
export const MAX_LINE = 134_217_728;

/** Takes lines in order; `tooLong` gets those beyond `MAX_LINE`, without text. Returning false stops. */
export interface LineSink {
  line(line: Line): boolean;
  tooLong(line: Line): void;
}

const NEWLINE = 10;
const RETURN = 13;

/** Collects the pieces of a line that spans blocks and joins them once, so that long lines cost linear time. */
class Pending {
  #pieces: Uint8Array[] = [];
  length = 0;
  size = 0;

  add(piece: Uint8Array, encoding: TextEncoding): void {
    this.size += sizeIn(encoding, piece);
    this.length += piece.length;
    if (this.length <= MAX_LINE) this.#pieces.push(piece.slice());
    else this.#pieces = [];
  }

  take(): Uint8Array {
    const joined = new Uint8Array(this.length > MAX_LINE ? 0 : this.length);
    let at = 0;
    for (const piece of this.#pieces) {
      joined.set(piece, at);
      at += piece.length;
    }
    this.#pieces = [];
    return joined;
  }
}

/** Splits an input into lines at `\n`, a `\r` before it left out; UTF-8 and UTF-16 with a byte order mark are decoded. */
export async function eachLine(source: ByteSource, sink: LineSink): Promise<void> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let number = 0;
  let offset = 0;
  let pending = new Pending();
  let goesOn = true;
  const emit = (bytes: Uint8Array, length: number): boolean => {
    number++;
    if (length > MAX_LINE) {
      sink.tooLong({ text: '', number, offset, hasReturn: false });
      return true;
    }
    const hasReturn = bytes[bytes.length - 1] === RETURN;
    const end = hasReturn ? bytes.length - 1 : bytes.length;
    return sink.line({ text: decoder.decode(bytes.subarray(0, end)), number, offset, hasReturn });
  };
  await readUtf8(source, (block, encoding, markLength) => {
    if (number === 0 && pending.length === 0) offset = markLength;
    const endSize = encoding === 'utf-8' ? 1 : 2;
    for (let start = 0; start < block.length; ) {
      const newline = block.indexOf(NEWLINE, start);
      if (newline < 0) {
        pending.add(block.subarray(start), encoding);
        break;
      }
      const rest = block.subarray(start, newline);
      if (pending.length === 0) {
        goesOn = emit(rest, rest.length);
        offset += sizeIn(encoding, rest) + endSize;
      } else {
        pending.add(rest, encoding);
        goesOn = emit(pending.take(), pending.length);
        offset += pending.size + endSize;
        pending = new Pending();
      }
      if (!goesOn) return false;
      start = newline + 1;
    }
    return true;
  });
  if (goesOn && pending.length > 0) emit(pending.take(), pending.length);
}
