import type { EventTime } from '../../event/index.ts';
import { crc32 } from './crc32.ts';
import { timeOfFileTime } from './file-time.ts';

/** Size in bytes of the file header block. */
export const FILE_HEADER_SIZE = 4096;
/** Size in bytes of every chunk. */
export const CHUNK_SIZE = 65_536;
/** Chunk offset of the first record. */
export const CHUNK_HEADER_SIZE = 512;
/** Smallest size in bytes of a record: head, and the copy of its size. */
export const MIN_RECORD = 28;

const FILE_MAGIC = [0x45, 0x6c, 0x66, 0x46, 0x69, 0x6c, 0x65, 0x00];
const CHUNK_MAGIC = [0x45, 0x6c, 0x66, 0x43, 0x68, 0x6e, 0x6b, 0x00];
const RECORD_MAGIC = 0x2a2a;
const ALL_BITS = 0xffff_ffff;

function startsWith(bytes: Uint8Array, at: number, magic: readonly number[]): boolean {
  return magic.every((byte, i) => bytes[at + i] === byte);
}

/** True if an EVTX file header starts at an offset (spec evtx-format §2). */
export function isFileHeader(bytes: Uint8Array, at = 0): boolean {
  return startsWith(bytes, at, FILE_MAGIC);
}

/** True if a chunk starts at an offset (spec evtx-format §3). */
export function isChunkHeader(bytes: Uint8Array, at = 0): boolean {
  return startsWith(bytes, at, CHUNK_MAGIC);
}

/** What the file header says; none of it is relied upon (spec evtx-format §2). */
export interface FileHeader {
  readonly minor: number;
  readonly major: number;
  readonly chunks: number;
  readonly isDirty: boolean;
}

/** Reads the file header, or undefined if its magic is wrong. */
export function readFileHeader(bytes: Uint8Array): FileHeader | undefined {
  if (bytes.length < 128 || !isFileHeader(bytes)) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return {
    minor: view.getUint16(36, true),
    major: view.getUint16(38, true),
    chunks: view.getUint16(42, true),
    isDirty: (view.getUint32(120, true) & 1) !== 0,
  };
}

/** What a chunk header says (spec evtx-format §3); identifiers as numbers, exact below 2^53. */
export interface ChunkHeader {
  readonly hasMagic: boolean;
  readonly lastId: number;
  /** Chunk offset behind the last record, if it is a possible one. */
  readonly free: number | undefined;
  /** A chunk of a log that was just cleared; records in it are stale. */
  readonly isEmpty: boolean;
  readonly isCrcGood: boolean;
}

function u64(view: DataView, at: number): number {
  return view.getUint32(at + 4, true) * 4_294_967_296 + view.getUint32(at, true);
}

function isAllBits(view: DataView, at: number): boolean {
  return view.getUint32(at, true) === ALL_BITS && view.getUint32(at + 4, true) === ALL_BITS;
}

/** Reads a chunk header; undefined if neither its magic nor its fixed fields are those of one. */
export function readChunkHeader(view: DataView, bytes: Uint8Array): ChunkHeader | undefined {
  const hasMagic = isChunkHeader(bytes);
  const free = view.getUint32(48, true);
  const isFreePossible = free >= CHUNK_HEADER_SIZE && free <= CHUNK_SIZE;
  if (!hasMagic && (view.getUint32(40, true) !== 128 || !isFreePossible)) return undefined;
  const withoutCrc = (view.getUint32(120, true) & 4) !== 0;
  const crc = crc32(bytes.subarray(128, 512), crc32(bytes.subarray(0, 120)));
  return {
    hasMagic,
    lastId: u64(view, 32),
    free: isFreePossible ? free : undefined,
    isEmpty: isAllBits(view, 16) && isAllBits(view, 32) && free === CHUNK_HEADER_SIZE,
    isCrcGood: withoutCrc || crc === view.getUint32(124, true),
  };
}

/** A record's head (spec evtx-format §5). */
export interface RecordHead {
  readonly at: number;
  readonly size: number;
  readonly id: number;
  readonly time: EventTime;
  readonly isCopyEqual: boolean;
}

/** The record head at a chunk offset, or undefined if none can stand there. */
export function readRecordHead(view: DataView, at: number, length: number): RecordHead | undefined {
  if (at + MIN_RECORD > length || view.getUint32(at, true) !== RECORD_MAGIC) return undefined;
  const size = view.getUint32(at + 4, true);
  if (size < MIN_RECORD || at + size > length) return undefined;
  return {
    at,
    size,
    id: u64(view, at + 8),
    time: timeOfFileTime(view.getUint32(at + 16, true), view.getUint32(at + 20, true)),
    isCopyEqual: view.getUint32(at + size - 4, true) === size,
  };
}

const EARLIEST = Date.UTC(2001, 0);

/** The next trustworthy record head from an offset on: equal size copy, a time, a stream start (spec evtx-format §11, §12). */
export function findRecord(view: DataView, from: number, length: number): RecordHead | undefined {
  for (const step of [8, 1]) {
    const start = step === 8 ? (from + 7) & ~7 : from;
    for (let at = start; at + MIN_RECORD <= length; at += step) {
      if (view.getUint8(at) !== 0x2a) continue;
      const head = readRecordHead(view, at, length);
      if (!head?.isCopyEqual || head.time.ms < EARLIEST) continue;
      if ([0x0f, 0x0c, 0x00].includes(view.getUint8(at + 24))) return head;
    }
  }
  return undefined;
}
