import type { ByteCache } from '../host/node/index.ts';
import type { ThreadPool } from '../scan/index.ts';

/** A stream of text for people or scripts. */
export interface TextStream {
  write(text: string): void;
  /** Writes bytes of UTF-8, which are valid during the call. */
  writeBytes(bytes: Uint8Array): void;
  /** Waits until what was written is on its way, so that memory stays flat behind a slow pipe. */
  drained(): Promise<void>;
  readonly isTerminal: boolean;
  /** Width in columns; 120 when there is no terminal. */
  readonly columns: number;
}

/** What the command line has of the world, so that tests can run it in process. */
export interface CliIo {
  readonly stdout: TextStream;
  readonly stderr: TextStream;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly workingFolder: string;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** True once the user asked to stop. */
  readonly isInterrupted: () => boolean;
  /** True once nobody reads the result any more. */
  readonly isClosed: () => boolean;
  /** Called before each block of a log is read. */
  readonly tendHeap?: () => void;
  /** Has the engine give back memory that is no longer used, once much went at once. */
  readonly collectGarbage?: () => void;
  /** Threads that there are by default. */
  readonly cores?: number;
  /**
   * Where rules that were made are kept, and queries, and what was made for the events that rules met; `maker` stands for the program
   * that makes them.
   */
  readonly ruleCache?: {
    readonly bytes: ByteCache;
    readonly queries: ByteCache;
    readonly kinds: ByteCache;
    readonly maker: string;
  };
  /** Threads of a number, this one counted; without `isWanted` they start where there is much to do. Without it everything is done in this one. */
  readonly threadPool?: (count: number, isWanted: boolean) => ThreadPool;
}

/** Width of tables where no terminal tells. */
export const DEFAULT_COLUMNS = 120;
