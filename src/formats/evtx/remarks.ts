import type { FileHeader } from './container.ts';

/** Counts what is no damage but worth a line of `inspect` (spec evtx-format §2, §3, §11). */
export class Remarks {
  header: FileHeader | undefined;
  zeroChunks = 0;
  emptyChunks = 0;
  garbageChunks = 0;
  badCrcs = 0;
  /** Index of the last chunk that holds records, -1 if none does. */
  lastChunk = -1;

  lines(): string[] {
    const lines: string[] = [];
    const { header } = this;
    if (header && header.major !== 3) lines.push(`unknown version ${header.major}.${header.minor}, read as 3.1`);
    if (header?.isDirty) lines.push('dirty: copied while the log was open');
    if (header && this.lastChunk >= header.chunks) {
      lines.push(`stale header: it counts ${header.chunks} chunks, records stand in chunk ${this.lastChunk + 1}`);
    }
    if (this.emptyChunks > 0)
      lines.push(`empty chunks of a cleared log: ${this.emptyChunks}, stale records in them are not read`);
    if (this.zeroChunks > 0) lines.push(`unused chunks: ${this.zeroChunks}`);
    if (this.garbageChunks > 0) lines.push(`chunks at the end that were never written: ${this.garbageChunks}`);
    if (this.badCrcs > 0) lines.push(`chunk headers with a wrong checksum: ${this.badCrcs}`);
    return lines;
  }
}
