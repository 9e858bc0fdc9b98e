import { createReadStream } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { SpillStore } from '../../scan/index.ts';

const BLOCK = 1 << 20;

/** Runs of lines in files of a temporary folder that goes when the last of them does. */
export function temporarySpillStore(): SpillStore {
  let folder: Promise<string> | undefined;
  let made = 0;
  let live = 0;
  return {
    async write(lines) {
      folder ??= mkdtemp(join(tmpdir(), 'spoor-'));
      const path = join(await folder, `run-${made++}`);
      live++;
      const file = await open(path, 'wx', 0o600);
      let block = '';
      for (const line of lines) {
        block += `${line}\n`;
        if (block.length > BLOCK) {
          await file.write(block);
          block = '';
        }
      }
      await file.write(block);
      await file.close();
      return {
        lines: () => createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY }),
        async remove() {
          await rm(path, { force: true });
          if (--live === 0 && folder) await rm(await folder, { recursive: true, force: true });
        },
      };
    },
  };
}
