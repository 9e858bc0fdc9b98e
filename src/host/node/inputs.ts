import { realpathSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { isAbsolute, join, resolve } from 'node:path';
import { glob, isDynamicPattern } from 'tinyglobby';
import { type Input, InputError } from '../../scan/index.ts';
import { fileInput } from './file-input.ts';
import { namedPipeInput, stdinInput } from './pipe-input.ts';
import { reasonOf } from './reason.ts';

/** A path that cannot be used as asked; the message is one line for people. */
export class PathError extends Error {
  override readonly name = 'PathError';
}

/** An input that says why it cannot be read when it is opened, so that it is counted like any other. */
function unreadable(name: string, found: Input['found'], message: string): Input {
  return { name, size: undefined, found, rereadable: true, open: () => Promise.reject(new InputError(message)) };
}

async function walk(folder: string, found: Input['found']): Promise<Input[]> {
  let entries: { name: string; isDirectory(): boolean; isFile(): boolean; isSymbolicLink(): boolean }[];
  try {
    entries = await readdir(folder, { withFileTypes: true });
  } catch (error) {
    return [unreadable(folder, found, `cannot read the folder ${folder}: ${reasonOf(error)}`)];
  }
  const visible = entries.filter((entry) => !entry.name.startsWith('.'));
  visible.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  const inputs: Input[] = [];
  for (const entry of visible) {
    const path = join(folder, entry.name);
    const target = entry.isSymbolicLink() ? await stat(path).catch(() => undefined) : entry;
    if (entry.isDirectory()) for (const input of await walk(path, found)) inputs.push(input);
    else if (target?.isFile()) inputs.push(await fileInput(path, found));
    else if (!target) inputs.push(unreadable(path, found, `cannot read ${path}: the link leads nowhere`));
  }
  return inputs;
}

/**
 * The inputs that a PATH argument means: a file, a folder (walked in sorted order, hidden files left out), a glob, or `-`.
 * Throws a PathError for a path that does not exist or a glob that matches nothing.
 */
export async function inputsAt(path: string): Promise<Input[]> {
  if (path === '-') return [stdinInput()];
  const target = await stat(path).catch((error: unknown) => error as NodeJS.ErrnoException);
  if (!(target instanceof Error)) {
    if (target.isDirectory()) return walk(path, 'folder');
    return [target.isFile() ? await fileInput(path, 'named') : namedPipeInput(path)];
  }
  if (target.code !== 'ENOENT' || !isDynamicPattern(path))
    throw new PathError(`cannot read ${path}: ${reasonOf(target)}`);
  const matches = await glob(path.replaceAll('\\', '/'), {
    onlyFiles: false,
    absolute: isAbsolute(path),
    dot: false,
    expandDirectories: false,
  });
  if (matches.length === 0) throw new PathError(`nothing matches ${path}`);
  const inputs: Input[] = [];
  for (const match of matches.sort()) {
    const target = await stat(match).catch(() => undefined);
    if (!target) inputs.push(unreadable(match, 'glob', `cannot read ${match}: the link leads nowhere`));
    else if (target.isDirectory())
      for (const input of await walk(match.replace(/\/$/, ''), 'folder')) inputs.push(input);
    else if (target.isFile()) inputs.push(await fileInput(match, 'glob'));
  }
  return inputs;
}

/** A log that PATH arguments mean, however often. */
export interface MeantInput {
  readonly input: Input;
  /** Indexes of the paths that mean it. */
  readonly paths: readonly number[];
  /** Other names under which it was met, or its own name again. */
  readonly again: readonly string[];
}

/** The inputs that PATH arguments mean, each file once, in the place where it was met first; pipes as often as they are named. Throws a PathError. */
export async function inputsOf(paths: readonly string[]): Promise<readonly MeantInput[]> {
  const found = new Map<unknown, { input: Input; paths: number[]; again: string[] }>();
  for (const [index, path] of paths.entries()) {
    for (const input of await inputsAt(path)) {
      const key = input.rereadable ? realPath(input.name) : input;
      const known = found.get(key);
      if (!known) {
        found.set(key, { input, paths: [index], again: [] });
        continue;
      }
      if (!known.paths.includes(index)) known.paths.push(index);
      // What is named itself is a log, or refused: being met in a folder, too, does not change that.
      const isNamed = input.found === 'named' && known.input.found !== 'named';
      known.again.push(isNamed ? known.input.name : input.name);
      if (isNamed) known.input = input;
    }
  }
  return [...found.values()];
}

/** The path of a file without links; of what cannot be read its absolute path. */
export function realPath(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return resolve(path);
  }
}
