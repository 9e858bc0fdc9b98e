import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { sharedBytes } from '../formats/shared-data.ts';

const FILE_HEADER = 4096;
const CHUNK = 65_536;

/** Writes a file of NDJSON, a number in each line. */
export function ndjsonLog(folder: string, name: string, lines: number): string {
  const path = join(folder, name);
  const file = openSync(path, 'w');
  for (let at = 0; at < lines; at += 1000) {
    const count = Math.min(1000, lines - at);
    writeSync(file, Array.from({ length: count }, (_, i) => ndjsonLine(at + i)).join(''));
  }
  closeSync(file);
  return path;
}

/** A line of such a file. */
export function ndjsonLine(n: number): string {
  return `{"n": "${n}", "user": "user${n % 7}", "text": "${'x'.repeat(150)}"}\n`;
}

/** The bytes of an EVTX file of real chunks, the same few over and over. */
export function evtxBytes(chunks: number): Uint8Array {
  const real = sharedBytes('evtx/golden/plaso/System2.evtx');
  const bytes = new Uint8Array(FILE_HEADER + chunks * CHUNK);
  bytes.set(real.subarray(0, FILE_HEADER));
  for (let i = 0; i < chunks; i++) {
    const at = FILE_HEADER + (i % 2) * CHUNK;
    bytes.set(real.subarray(at, at + CHUNK), FILE_HEADER + i * CHUNK);
  }
  return bytes;
}
