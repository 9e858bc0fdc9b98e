import { createHash } from 'node:crypto';
import { type RunnableDetection, sharedBytes } from '../scan/index.ts';
import { visibleText } from '../source/index.ts';
import type { ParsedArguments } from './command.ts';
import type { CliIo } from './io.ts';
import { paintFor } from './output/color.ts';

/** Where what was made for the kinds of events that chosen rules meet is kept for the next run with the same rules. */
export interface KindCache {
  read(): Uint8Array | undefined;
  write(bytes: Uint8Array): void;
}

/** The cache for rules of the set that `key` stands for; undefined where nothing is kept, or other detections are among them. */
export function kindCache(
  key: string | undefined,
  chosen: readonly RunnableDetection[],
  args: ParsedArguments,
  io: CliIo,
): KindCache | undefined {
  const { kinds } = io.ruleCache ?? {};
  const store = chosen[0]?.stored?.bytes;
  if (key === undefined || !kinds || !store || chosen.some(({ stored }) => stored?.bytes !== store)) return undefined;
  const numbers = chosen.map(({ stored }) => stored!.number).join(' ');
  const name = createHash('sha256').update(`${key}\0${numbers}`).digest('hex').slice(0, 32);
  return {
    read: () => kinds.read(name, sharedBytes),
    write(bytes) {
      const reason = kinds.write(name, bytes);
      if (reason === undefined) return;
      const warning = paintFor(io.stderr, args, io).warning('warning');
      io.stderr.write(`${warning} what finds the rules is not kept for the next run: ${visibleText(reason)}\n`);
    },
  };
}
