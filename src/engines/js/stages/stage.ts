import type { Truncation } from '../../engine.ts';
import type { Row } from '../row.ts';

/** A plan node at work: rows are pushed in; at the end it may give out more. */
export interface Stage {
  push(row: Row): void;
  finish(): void;
}

/** What a stage needs to hand rows on and to report a bound that it reached. */
export interface Output {
  readonly push: (row: Row) => void;
  readonly finish: () => void;
  readonly truncated: (truncation: Truncation) => void;
}
