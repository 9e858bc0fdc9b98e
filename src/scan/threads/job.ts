import type { EventReference } from '../../engines/engine.ts';
import type { HeaderSieve } from '../../event/index.ts';
import type { HeaderGate } from '../../formats/index.ts';
import type { EventConsumer, InputReport, ReadInputsOptions } from '../read-inputs.ts';
import type { OpenPart } from './part.ts';
import type { Port } from './port.ts';

/** A job at work: takes the events of inputs or parts of them, in order, gives out items on the way and keeps the rest. */
export interface Shard<Piece> extends EventConsumer {
  readonly gate?: HeaderGate | undefined;
  readonly sieve?: HeaderSieve | undefined;
  /** Set if whole inputs are to be taken as canonical lines where their format can write them by itself. */
  readonly lines?: ((bytes: Uint8Array) => void) | undefined;
  /** True if the numbers of lines are asked for while they are read, so that no file is cut. */
  readonly needsLineNumbers?: boolean;
  /** An input or a part ended: what was held back for it is given out. */
  endPart?(): void;
  /** What it keeps, in pieces of plain data; it is not used afterwards. */
  save(): Iterable<Piece>;
  /** Takes in a piece that a shard of the same job saved. */
  merge(piece: Piece): void;
  /** True if what it keeps depends on the order in which events came, so that merging does not give what one shard for all would. */
  readonly isOrderBound?: boolean;
}

/** Gives out an item: neighboring texts may arrive as one run of bytes in UTF-8; bytes are valid during the call. */
export type Give<Item> = (item: Item) => void;

/** A kind of job, by its name in `JOBS`; its specification and its items are plain data, so that any thread can do it. */
export interface Job<Spec, Item, Kept> {
  readonly name: string;
  start(spec: Spec, give: Give<Item>): Kept;
}

/** Threads that work on a job together. */
export interface ThreadPool {
  /** Starts the others, the first time that it is asked. */
  start(): readonly Port[];
  /** True if they are to be started however little there is to do: a thread is slow while it is new. */
  readonly isWanted: boolean;
  /** How this thread opens an input that it reads itself. */
  readonly open: OpenPart;
  /** Lets the others be heard, and timers and signals have their turn. */
  readonly rest: () => Promise<void>;
}

/** How a job is run. */
export interface RunJobOptions extends ReadInputsOptions {
  /** Other threads that wait for work, and how this one does its part beside them; without it everything is done here in one go. */
  readonly threads?: ThreadPool | undefined;
  /** Bytes of a part of a file; by default what suits the input. */
  readonly partSize?: number;
  /** Resolves when what was given out is on its way, so that memory stays flat behind a slow pipe. */
  readonly drained?: () => Promise<void>;
}

/** What a job read, and the shard that now holds all that was kept. */
export interface JobRun<Kept> {
  readonly reports: readonly InputReport[];
  readonly shard: Kept;
}

/** The place of an event in its file, of that in the part that a thread read. */
export type Settle = (reference: EventReference) => EventReference;
