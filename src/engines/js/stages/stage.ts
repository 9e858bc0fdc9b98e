import type { Truncation } from '../../engine.ts';
import type { Row } from '../row.ts';

/** What a stage keeps until the end, so that several runs over parts of the input can be put together. */
export interface Keeper {
  /** What it holds, in pieces of plain data, each valid until the next is asked for; it is not used afterwards. */
  save(): Iterable<unknown>;
  /** Takes in a piece that a keeper of the same stage saved. */
  merge(piece: unknown): void;
  /** True once a bound was reached for which it matters in which order rows came, so that the whole has to be run in one go. */
  readonly isOrderBound: boolean;
}

/** A plan node at work: rows are pushed in; at the end it may give out more. */
export interface Stage {
  push(row: Row): void;
  finish(): void;
  /** What keeps the rows that are pushed in: the stage itself, or the first behind it that does not hand them on at once. */
  readonly keeper: Keeper;
}

/** What a stage needs to hand rows on and to report a bound that it reached. */
export interface Output {
  readonly push: (row: Row) => void;
  readonly finish: () => void;
  readonly truncated: (truncation: Truncation) => void;
  readonly keeper: Keeper;
}
