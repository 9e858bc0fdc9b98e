import { templateKnowledge } from '../formats/index.ts';
import { MAKER, userCache } from './user-cache.ts';

const cache = userCache('templates');

/** Lets readers of EVTX go on from what earlier runs learned of templates. */
export function recallTemplates(): void {
  templateKnowledge.from(() => cache?.read(MAKER, (size) => new Uint8Array(size)));
}

/** Keeps what this run learned of templates. A folder that cannot be written costs time only, and rules that are not kept say so. */
export function keepTemplates(): void {
  const { gained } = templateKnowledge;
  if (gained) cache?.write(MAKER, gained);
}
