// Where the bench keeps what it makes: under the temp folder of the system, never in the repository.
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '..');
export const cache = process.env.SPOOR_BENCH_CACHE ?? join(tmpdir(), 'spoor-bench');
export const shared = resolve(root, '../shared/data');

mkdirSync(cache, { recursive: true });

/** Every EVTX file under a folder, in sorted order. */
export function evtxFiles(folder) {
  if (!existsSync(folder)) throw new Error(`the bench needs ${folder}`);
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.evtx'))
    .sort()
    .map((name) => join(folder, name));
}
