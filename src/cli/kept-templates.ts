import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { templateKnowledge } from '../formats/index.ts';
import { ByteCache, userCacheFolder } from '../host/node/index.ts';

/** What stands for the program that runs: what another bundle made of rules or templates is not read. */
export const MAKER = basename(fileURLToPath(import.meta.url));

const folder = userCacheFolder(process.env);
const cache = folder === undefined ? undefined : new ByteCache(folder, 'templates');

/** Lets readers of EVTX go on from what earlier runs learned of templates. */
export function recallTemplates(): void {
  templateKnowledge.from(() => cache?.read(MAKER, (size) => new Uint8Array(size)));
}

/** Keeps what this run learned of templates. A folder that cannot be written costs time only, and rules that are not kept say so. */
export function keepTemplates(): void {
  const { gained } = templateKnowledge;
  if (gained) cache?.write(MAKER, gained);
}
