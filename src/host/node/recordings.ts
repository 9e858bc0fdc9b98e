import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Input } from '../../scan/index.ts';
import { inputsAt } from './inputs.ts';

async function digestOf(path: string): Promise<string | undefined> {
  const hash = createHash('sha256');
  try {
    for await (const block of createReadStream(path)) hash.update(block as Uint8Array);
  } catch {
    return undefined;
  }
  return hash.digest('hex');
}

/** Finds files under folders by their SHA-256; the folders are walked when the first one is asked for. Throws a PathError. */
export function recordingsUnder(folders: readonly string[]): (sha256: string) => Promise<Input | undefined> {
  let found: Promise<ReadonlyMap<string, Input>> | undefined;
  const walk = async (): Promise<ReadonlyMap<string, Input>> => {
    const byDigest = new Map<string, Input>();
    for (const folder of folders) {
      for (const input of await inputsAt(folder)) {
        const digest = await digestOf(input.name);
        if (digest !== undefined && !byDigest.has(digest)) byDigest.set(digest, input);
      }
    }
    return byDigest;
  };
  return async (sha256) => {
    found ??= walk();
    return (await found).get(sha256);
  };
}
