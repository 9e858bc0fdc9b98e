import type { ByteSource } from '../format.ts';
import { readUtf8, sizeIn, type TextEncoding } from '../utf8-chunks.ts';

/** The text of one `<Event>` element, or of what stands where one should. */
export interface EventText {
  readonly text: string;
  /** Byte offset in the input. */
  readonly offset: number;
  /** 1-based number of the line on which it starts. */
  readonly line: number;
  /** False if the input ended, or the next event began, before this one did. */
  readonly isWhole: boolean;
}

/** Longest event as text; a longer one cannot be one of Windows'. */
const MAX_EVENT = 16_777_216;

const START = /<(?:\w+:)?Event(?=[\s>/])/g;
const NEWLINE = /\n/g;

function lineEnds(text: string): number {
  return text.match(NEWLINE)?.length ?? 0;
}

/** Cuts an input into the texts of its events, whatever stands between them; returning false stops. */
export async function eachEventText(source: ByteSource, take: (event: EventText) => boolean): Promise<void> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const encoder = new TextEncoder();
  let encoding: TextEncoding = 'utf-8';
  let buffer = '';
  let offset = 0;
  let line = 1;
  let isFirst = true;
  let goesOn = true;

  const drop = (length: number): void => {
    const gone = buffer.slice(0, length);
    offset += sizeIn(encoding, encoder.encode(gone));
    line += lineEnds(gone);
    buffer = buffer.slice(length);
  };

  const cut = (isLast: boolean): void => {
    let searched = 0;
    for (;;) {
      START.lastIndex = searched;
      const start = START.exec(buffer);
      if (!start) {
        drop(isLast ? buffer.length : Math.max(0, buffer.lastIndexOf('<')));
        return;
      }
      if (start.index > 0) drop(start.index);
      const close = `</${start[0].slice(1)}>`;
      const end = buffer.indexOf(close);
      START.lastIndex = start[0].length;
      const next = START.exec(buffer)?.index;
      if (end >= 0 && (next === undefined || end < next)) {
        goesOn = take({ text: buffer.slice(0, end + close.length), offset, line, isWhole: true });
        drop(end + close.length);
      } else if (next !== undefined || isLast || buffer.length > MAX_EVENT) {
        const length = next ?? buffer.length;
        goesOn = take({ text: buffer.slice(0, length), offset, line, isWhole: false });
        drop(length);
      } else return;
      searched = 0;
      if (!goesOn) return;
    }
  };

  await readUtf8(source, (block, blockEncoding, markLength) => {
    if (isFirst) {
      encoding = blockEncoding;
      offset = markLength;
      isFirst = false;
    }
    buffer += decoder.decode(block, { stream: true });
    cut(false);
    return goesOn;
  });
  buffer += decoder.decode();
  if (goesOn) cut(true);
}
