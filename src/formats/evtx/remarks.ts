import type { Damage } from '../format.ts';
import type { FileHeader } from './container.ts';

/** Counts what is no damage but worth a line of `inspect` (spec evtx-format §2, §3, §11); plain data, so that it can cross threads. */
export class Remarks {
  header: FileHeader | undefined;
  zeroChunks = 0;
  emptyChunks = 0;
  garbageChunks = 0;
  badCrcs = 0;
  /** Index of the last chunk that holds records, -1 if none does. */
  lastChunk = -1;
  /** Chunks without records of which it is not known yet whether others with records stand behind them. */
  noRecords: readonly ChunkPlace[] = [];
}

/** A chunk by its number and its place in the file, as far as it is there. */
export interface ChunkPlace {
  readonly index: number;
  readonly offset: number;
  readonly length: number;
}

/**
 * Takes from the remarks the chunks without records: those that stand before others are lost, behind the last one they are space
 * never used, which is only counted.
 */
export function lostChunks(remarks: Remarks): readonly Omit<Damage, 'file'>[] {
  const before = Math.max(remarks.lastChunk, remarks.header?.chunks ?? 0);
  const lost = remarks.noRecords.filter(({ index }) => index < before);
  remarks.garbageChunks += remarks.noRecords.length - lost.length;
  remarks.noRecords = [];
  return lost.map(({ offset, length }) => ({ offset, length, reason: 'chunk is destroyed' }));
}

/** Remarks on a file of those on its parts. */
export function joinRemarks(parts: readonly Remarks[]): Remarks {
  const joined = new Remarks();
  for (const { header, zeroChunks, emptyChunks, garbageChunks, lastChunk, badCrcs, noRecords } of parts) {
    joined.header ??= header;
    joined.zeroChunks += zeroChunks;
    joined.emptyChunks += emptyChunks;
    joined.garbageChunks += garbageChunks;
    joined.badCrcs += badCrcs;
    joined.noRecords = [...joined.noRecords, ...noRecords];
    joined.lastChunk = Math.max(joined.lastChunk, lastChunk);
  }
  return joined;
}

/** One line for each kind of remark. */
export function remarkLines(remarks: Remarks): string[] {
  const lines: string[] = [];
  const { header, lastChunk, emptyChunks, zeroChunks, garbageChunks, badCrcs } = remarks;
  if (header && header.major !== 3) lines.push(`unknown version ${header.major}.${header.minor}, read as 3.1`);
  if (header?.isDirty) lines.push('dirty: copied while the log was open');
  if (header && lastChunk >= header.chunks) {
    lines.push(`stale header: it counts ${header.chunks} chunks, records stand in chunk ${lastChunk + 1}`);
  }
  if (emptyChunks > 0) lines.push(`empty chunks of a cleared log: ${emptyChunks}, stale records in them are not read`);
  if (zeroChunks > 0) lines.push(`unused chunks: ${zeroChunks}`);
  if (garbageChunks > 0) lines.push(`chunks at the end that were never written: ${garbageChunks}`);
  if (badCrcs > 0) lines.push(`chunk headers with a wrong checksum: ${badCrcs}`);
  return lines;
}
