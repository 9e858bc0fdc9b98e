import type { ByteSource, Damage } from '../formats/index.ts';

/** Bytes that are open for reading. */
export interface OpenInput extends ByteSource {
  /** What was there when the run began and was gone when it was to be read. */
  loss?(): Damage | undefined;
  close(): Promise<void>;
}

/** One log to read, before it is opened. */
export interface Input {
  /** The path as the user gave it, joined with what was walked; `-` for standard input. */
  readonly name: string;
  /** Bytes, where they are known beforehand. */
  readonly size: number | undefined;
  /** How it was found: named itself, met in a folder, or by a glob. */
  readonly found: 'named' | 'folder' | 'glob' | 'stdin';
  /** True if it can be read a second time. */
  readonly rereadable: boolean;
  /** Throws an error with a one-line message if it cannot be read. */
  open(): Promise<OpenInput>;
}
