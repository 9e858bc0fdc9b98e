import { randomBytes } from 'node:crypto';
import { readFileSync, readSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { reasonOf } from '../host/node/index.ts';
import { SourceText, visibleText } from '../source/index.ts';
import type { ParsedArguments } from './command.ts';
import type { CliIo } from './io.ts';
import { paintFor } from './output/color.ts';
import { UsageError } from './usage-error.ts';

/** A file of text as it was read, so that it can be written back with nothing else changed. */
export interface TextFile {
  readonly source: SourceText;
  readonly hasMark: boolean;
  /** True if every byte is part of a UTF-8 text, so that writing it back loses nothing. */
  readonly isWhole: boolean;
}

/** Reads standard input to its end; a pipe that has nothing yet is waited for. */
function readStandardInput(): Uint8Array {
  const parts: Uint8Array[] = [];
  const part = Buffer.alloc(65_536);
  for (;;) {
    let length: number;
    try {
      length = readSync(0, part);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EOF') break;
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
      continue;
    }
    if (length === 0) break;
    parts.push(Uint8Array.prototype.slice.call(part, 0, length));
  }
  return Buffer.concat(parts);
}

/** An entry of a folder, as `readdir` gives it with its type. */
export interface FolderEntry {
  readonly name: string;
  isDirectory(): boolean;
  isFile(): boolean;
  isSymbolicLink(): boolean;
}

/** True for a file, or a link to one: pipes and devices would keep a reader waiting. A link that leads nowhere is read to say so. */
export function isTextEntry(path: string, entry: FolderEntry): boolean {
  if (!entry.isSymbolicLink()) return entry.isFile();
  try {
    return statSync(path).isFile();
  } catch {
    return true;
  }
}

/** Something that was met in a folder and could not be read, with the reason: it is counted, and the rest is read. */
export interface NotRead {
  readonly path: string;
  readonly reason: string;
}

/** Names what could not be read, a line each. */
export function tellNotRead(notRead: readonly NotRead[], args: ParsedArguments, io: CliIo): void {
  const paint = paintFor(io.stderr, args, io);
  for (const { path, reason } of notRead)
    io.stderr.write(`${paint.warning('not read')} ${visibleText(`${path}: ${reason}`)}\n`);
}

/** Reads a file of text; `-` is standard input. Throws a UsageError if it cannot be read. */
export function readTextFile(command: string, path: string): TextFile {
  try {
    return textFileOf(path, path === '-' ? readStandardInput() : readFileSync(path));
  } catch (error) {
    throw new UsageError(`${command}: cannot read ${path}: ${reasonOf(error)}`);
  }
}

/** Reads a file of text that was met in a folder; one that cannot be read is added to those that were not. */
export function readFoundFile(path: string, notRead: NotRead[]): TextFile | undefined {
  try {
    return textFileOf(path, readFileSync(path));
  } catch (error) {
    notRead.push({ path, reason: reasonOf(error) });
    return undefined;
  }
}

function textFileOf(path: string, bytes: Uint8Array): TextFile {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  const hasMark = text.startsWith('\ufeff');
  const isWhole = Buffer.byteLength(text) === bytes.length && Buffer.from(text).equals(bytes);
  return { source: new SourceText(path, hasMark ? text.slice(1) : text), hasMark, isWhole };
}

/** A file with the text that is to stand in it. */
export interface ReplacedText {
  readonly file: TextFile;
  readonly text: string;
}

/**
 * Puts new texts in the place of files, each whole or not at all. Throws a UsageError for one that cannot be written; where a file is
 * not all UTF-8, none is.
 */
export function replaceTexts(command: string, changes: readonly ReplacedText[]): void {
  const odd = changes.find(({ file }) => !file.isWhole);
  if (odd)
    throw new UsageError(
      `${command}: ${odd.file.source.name} is not all UTF-8, so writing it would change more than was asked for; nothing was written`,
    );
  for (const change of changes) replaceText(command, change);
}

function replaceText(command: string, { file, text }: ReplacedText): void {
  const { name } = file.source;
  let temporary: string | undefined;
  try {
    const place = realpathSync(name);
    const beside = join(dirname(place), `.${basename(place)}.${randomBytes(4).toString('hex')}.tmp`);
    temporary = beside;
    writeFileSync(beside, file.hasMark ? `\ufeff${text}` : text, { flag: 'wx', mode: statSync(place).mode });
    renameSync(beside, place);
  } catch (error) {
    if (temporary) rmSync(temporary, { force: true });
    throw new UsageError(`${command}: cannot write ${name}: ${reasonOf(error)}`);
  }
}

/** Writes a text to a path, whole or not at all. Throws a UsageError if it cannot be written. */
export function writeText(command: string, path: string, text: string): void {
  const beside = join(dirname(path), `.${basename(path)}.${randomBytes(4).toString('hex')}.tmp`);
  try {
    writeFileSync(beside, text, { flag: 'wx' });
    renameSync(beside, path);
  } catch (error) {
    rmSync(beside, { force: true });
    throw new UsageError(`${command}: cannot write ${path}: ${reasonOf(error)}`);
  }
}
