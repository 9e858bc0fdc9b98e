import { createReadStream, rmSync } from 'node:fs';
import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SpillStore } from '../../scan/index.ts';
import { reasonOf } from './reason.ts';

const BLOCK = 1 << 20;

/** Thrown where lines cannot be put aside or read back; the message is one line for people. */
export class SpillError extends Error {
  override readonly name = 'SpillError';

  constructor(cause: unknown) {
    super(`cannot keep a temporary file in ${tmpdir()}: ${reasonOf(cause)}`, { cause });
  }
}

async function writeLines(file: FileHandle, lines: Iterable<string>): Promise<void> {
  let block = '';
  for (const line of lines) {
    block += `${line}\n`;
    if (block.length > BLOCK) {
      await file.appendFile(block);
      block = '';
    }
  }
  await file.appendFile(block);
}

/** Lines end at `\n` alone: the separators of Unicode that others split at may stand in them. */
async function* linesOf(path: string): AsyncGenerator<readonly string[]> {
  let rest = '';
  try {
    for await (const text of createReadStream(path, { encoding: 'utf8' })) {
      const lines = `${rest}${text}`.split('\n');
      rest = lines.pop() ?? '';
      yield lines;
    }
  } catch (error) {
    throw new SpillError(error);
  }
}

/** Runs of lines in files of a temporary folder that goes when the last of them does, and with the process at the latest. */
export function temporarySpillStore(): SpillStore {
  let folder: string | undefined;
  let made = 0;
  let live = 0;
  const removeAll = (): void => {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
    folder = undefined;
    process.off('exit', removeAll);
  };
  return {
    async write(lines) {
      try {
        if (folder === undefined) {
          folder = await mkdtemp(join(tmpdir(), 'spoor-'));
          process.on('exit', removeAll);
        }
        const path = join(folder, `run-${made++}`);
        const file = await open(path, 'wx', 0o600);
        try {
          await writeLines(file, lines);
        } finally {
          await file.close();
        }
        live++;
        return {
          lines: () => linesOf(path),
          async remove() {
            await rm(path, { force: true });
            if (--live === 0) removeAll();
          },
        };
      } catch (error) {
        removeAll();
        throw new SpillError(error);
      }
    },
  };
}
