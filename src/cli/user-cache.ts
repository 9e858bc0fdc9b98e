import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ByteCache, userCacheFolder } from '../host/node/index.ts';

/** What stands for the program that runs: what another bundle made and kept is not read. */
export const MAKER = basename(fileURLToPath(import.meta.url));

/** Where things of a kind are kept for later runs of this user; undefined where no folder is known. */
export function userCache(kind: string): ByteCache | undefined {
  const folder = userCacheFolder(process.env);
  return folder === undefined ? undefined : new ByteCache(folder, kind);
}
