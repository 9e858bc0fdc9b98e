// The programs that are measured, as a user starts them.
import { join } from 'node:path';
import { root } from './places.mjs';

/** The command line from a clone. */
export const STARTER = join(root, 'scripts/spoor.cjs');

/** How many threads a row is measured with: a number, or `all` for what the program does by itself. */
export function threadWords(threads) {
  return threads === 'all' ? 'all cores' : threads === 1 ? 'one thread' : `${threads} threads`;
}

/** `spoor` with its arguments and a bound on its threads. */
export function spoor(threads, ...args) {
  const bound = threads === 'all' ? [] : ['--threads', String(threads)];
  return { name: `spoor ${args[0]}`, command: process.execPath, args: [STARTER, ...args, ...bound] };
}

/** `evtx_dump` over a file. */
export function evtxDump(program, threads, path) {
  const args = ['-t', threads === 'all' ? '0' : String(threads), '-o', 'jsonl'];
  return { name: `evtx_dump ${args.join(' ')}`, command: program, args: [...args, path] };
}

/** `rsigma` with one rule over a file; it has no option for threads. */
export function rsigma(program, rule, path) {
  const args = ['engine', 'eval', '-r', rule, '-e', `@${path}`, '--output-format', 'ndjson'];
  return { name: 'rsigma engine eval', command: program, args };
}

/** A rule of the bench, the same in each language. */
export function rule(name) {
  return join(root, 'bench/rules', name);
}
