import type { ByteSource } from './format.ts';
import { MAX_LINE } from './lines.ts';
import { readUtf8, sizeIn } from './utf8-chunks.ts';

/** A JSON object cut out of a larger text: its text, the line it starts in (1-based), its byte offset. */
export interface DocumentPart {
  readonly text: string;
  readonly line: number;
  readonly offset: number;
}

/** Takes the objects of an input in order; returning false stops. `unfinished` gets a last one that never closes. */
export interface DocumentSink {
  part(part: DocumentPart): boolean;
  unfinished(part: DocumentPart): void;
}

const [QUOTE, BACKSLASH, OPEN, CLOSE, OPEN_LIST, CLOSE_LIST, NEWLINE] = [34, 92, 123, 125, 91, 93, 10];

/**
 * Cuts an input of any layout into its outermost JSON objects by counting braces: documents one after another, a big or
 * pretty-printed one, the items of an array. What stands between objects is skipped: commas, `Record 12` lines of evtx_dump.
 */
export async function eachDocument(source: ByteSource, sink: DocumentSink): Promise<void> {
  const decoder = new TextDecoder();
  let depth = 0;
  let inString = false;
  let escaped = false;
  let line = 1;
  let offset = 0;
  let pieces: Uint8Array[] = [];
  let length = 0;
  let start = { line, offset };
  let isFirst = true;
  const take = (): DocumentPart => {
    const bytes = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
    let at = 0;
    for (const piece of pieces) {
      bytes.set(piece, at);
      at += piece.length;
    }
    pieces = [];
    return { text: decoder.decode(bytes), ...start };
  };
  await readUtf8(source, (block, encoding, markLength) => {
    if (isFirst) offset = markLength;
    isFirst = false;
    let from = 0;
    let counted = 0;
    const offsetAt = (i: number): number => {
      offset += sizeIn(encoding, block.subarray(counted, i));
      counted = i;
      return offset;
    };
    for (let i = 0; i < block.length; i++) {
      const byte = block[i]!;
      if (byte === NEWLINE) line++;
      if (depth === 0) {
        if (byte !== OPEN) continue;
        start = { line, offset: offsetAt(i) };
        from = i;
        depth = 1;
        length = 0;
      } else if (inString) {
        if (escaped) escaped = false;
        else if (byte === BACKSLASH) escaped = true;
        else if (byte === QUOTE) inString = false;
      } else if (byte === QUOTE) inString = true;
      else if (byte === OPEN || byte === OPEN_LIST) depth++;
      else if (byte === CLOSE || byte === CLOSE_LIST) {
        depth--;
        if (depth > 0) continue;
        pieces.push(block.slice(from, i + 1));
        if (!sink.part(take())) return false;
      }
    }
    if (depth > 0) {
      length += block.length - from;
      if (length <= MAX_LINE) pieces.push(block.slice(from));
    }
    offsetAt(block.length);
    return true;
  });
  if (depth > 0) sink.unfinished(take());
}
