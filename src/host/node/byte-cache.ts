import {
  closeSync,
  fstatSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { makeFolder } from './make-folder.ts';
import { reasonOf } from './reason.ts';

/** Things kept in a folder at most; the one that was not used for the longest time goes first. */
const MOST_KEPT = 6;

/** What stands behind the names of files that are being written. */
const UNFINISHED = '.tmp';

/** Milliseconds after which such a file is what a run that was ended left behind. */
const LEFT_AFTER = 3_600_000;

/** Bytes in front of what is kept: the checksum of its key and of itself, and its length. */
const HEAD = 8;

/** Where a user's programs keep what they can make again: undefined where no folder is known. */
export function userCacheFolder(
  environment: Readonly<Record<string, string | undefined>>,
  platform: string = process.platform,
): string | undefined {
  const { XDG_CACHE_HOME, LOCALAPPDATA, HOME } = environment;
  if (platform === 'win32') return LOCALAPPDATA && join(LOCALAPPDATA, 'spoor', 'Cache');
  if (XDG_CACHE_HOME) return join(XDG_CACHE_HOME, 'spoor');
  if (!HOME) return undefined;
  return platform === 'darwin' ? join(HOME, 'Library', 'Caches', 'spoor') : join(HOME, '.cache', 'spoor');
}

/** Bytes kept in files of a folder under keys that say what they were made of; what cannot be read is made again. */
export class ByteCache {
  readonly #folder: string;
  readonly #kind: string;

  /** `kind` stands before the names of the files. */
  constructor(folder: string, kind: string) {
    this.#folder = folder;
    this.#kind = kind;
  }

  #path(key: string): string {
    return join(this.#folder, `${this.#kind}-${key}`);
  }

  /** What is kept under a key, whole and unchanged, in bytes that `room` gives; undefined if nothing is. */
  read(key: string, room: (size: number) => Uint8Array): Uint8Array | undefined {
    const path = this.#path(key);
    let file: number;
    try {
      file = openSync(path, 'r');
    } catch {
      return undefined;
    }
    try {
      const { size, uid } = fstatSync(file);
      // What another user may have written is not trusted.
      if (size < HEAD || uid !== (process.getuid?.() ?? uid)) return undefined;
      const head = new Uint8Array(HEAD);
      readSync(file, head, 0, HEAD, 0);
      const view = new DataView(head.buffer);
      if (view.getUint32(4, true) !== size - HEAD) return undefined;
      const bytes = room(size - HEAD);
      let at = 0;
      while (at < bytes.length) {
        const read = readSync(file, bytes, at, bytes.length - at, HEAD + at);
        if (read === 0) return undefined;
        at += read;
      }
      if (checksum(key, bytes) !== view.getUint32(0, true)) return undefined;
      const now = new Date();
      utimesSync(path, now, now);
      return bytes;
    } catch {
      return undefined;
    } finally {
      closeSync(file);
    }
  }

  /** Keeps bytes; returns why not if they cannot be kept. */
  write(key: string, bytes: Uint8Array): string | undefined {
    const path = this.#path(key);
    const unfinished = `${path}.${process.pid}${UNFINISHED}`;
    try {
      makeFolder(this.#folder, 0o700);
      const file = openSync(unfinished, 'wx', 0o600);
      try {
        const head = new Uint8Array(HEAD);
        const view = new DataView(head.buffer);
        view.setUint32(0, checksum(key, bytes), true);
        view.setUint32(4, bytes.length, true);
        writeSync(file, head);
        for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
      } finally {
        closeSync(file);
      }
      renameSync(unfinished, path);
      this.#tidy();
      return undefined;
    } catch (error) {
      remove(unfinished);
      return `${this.#folder}: ${reasonOf(error)}`;
    }
  }

  /** Removes what was not used for the longest time, and what was never finished. */
  #tidy(): void {
    const files = readdirSync(this.#folder)
      .filter((name) => name.startsWith(`${this.#kind}-`))
      .map((name) => join(this.#folder, name))
      // What another run removed meanwhile has no time.
      .map((path) => ({ path, time: statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0 }));
    const isUnfinished = ({ path }: { readonly path: string }): boolean => path.endsWith(UNFINISHED);
    const left = Date.now() - LEFT_AFTER;
    for (const file of files) if (isUnfinished(file) && file.time < left) remove(file.path);
    const kept = files.filter((file) => !isUnfinished(file)).sort((a, b) => b.time - a.time);
    for (const { path } of kept.slice(MOST_KEPT)) remove(path);
  }
}

/** Tells bytes from damaged ones, and from those of another key whose file was put in the place of theirs. */
function checksum(key: string, bytes: Uint8Array): number {
  return crc32(bytes, crc32(key));
}

/** Removes a file if it is there and can be removed. */
function remove(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // It stays, and is tried again when there is more to keep.
  }
}
