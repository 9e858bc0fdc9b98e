import {
  CHUNK_HEADER_SIZE,
  type ChunkHeader,
  findRecord,
  MIN_RECORD,
  type RecordHead,
  readRecordHead,
} from './container.ts';

/** A record found by walking, or a stretch of a chunk in which there should be records but none can be read. */
export type Found =
  | { readonly kind: 'record'; readonly head: RecordHead }
  | { readonly kind: 'gap'; readonly at: number; readonly length: number };

/** True if a record behind the stated end belongs to this life of the chunk: the next id, a time that does not fall back. */
function continues(before: RecordHead | undefined, head: RecordHead): boolean {
  return before !== undefined && head.id === before.id + 1 && head.time.ms >= before.time.ms && head.isCopyEqual;
}

/** Where the record behind `head` starts; a damaged size is not followed if a sound record stands elsewhere. */
function nextStart(view: DataView, head: RecordHead, end: number): number {
  const next = head.at + head.size;
  if (head.isCopyEqual || next >= end || readRecordHead(view, next, end)) return next;
  return findRecord(view, head.at + 8, end)?.at ?? next;
}

/**
 * Walks the records of a chunk by the stop rules of spec evtx-format §5, jumping over damage (§11). Without a usable header
 * (`undefined`) every sound record in the bytes is taken. `goesOn` allows records behind the stated end: dirty files.
 */
export function* walkChunk(
  view: DataView,
  length: number,
  header: ChunkHeader | undefined,
  goesOn: boolean,
): Generator<Found> {
  const end = Math.min(header?.free ?? length, length);
  let at = CHUNK_HEADER_SIZE;
  let before: RecordHead | undefined;
  while (at + MIN_RECORD <= end) {
    let head = readRecordHead(view, at, end);
    if (!head) {
      head = findRecord(view, at, end);
      const isTail = !head && header?.free === undefined && (!header || before?.id === header.lastId);
      if (!isTail) yield { kind: 'gap', at, length: (head?.at ?? end) - at };
      if (!head) break;
    }
    yield { kind: 'record', head };
    before = head;
    at = nextStart(view, head, end);
    if (header && head.id === header.lastId) break;
  }
  while (goesOn) {
    const head = readRecordHead(view, at, length);
    if (!head || !continues(before, head)) break;
    yield { kind: 'record', head };
    before = head;
    at += head.size;
  }
}
