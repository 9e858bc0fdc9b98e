import type { Event } from '../../event/index.ts';
import type { Paint } from '../output/color.ts';

/** What came of explaining. */
export interface Explanation {
  /** For scripts. */
  readonly objects: readonly unknown[];
  /** For people. */
  readonly text: string;
  /** What the last line says of the logs. */
  readonly summary: string;
  /** Said on standard error, too, where the result is for scripts. */
  readonly remark?: string;
}

/** Explains why events match a detection or not: records that are asked for, or whole logs. */
export interface Explainer {
  /** An event of a log that is explained as a whole. */
  event(event: Event, file: number, position: number): void;
  /** A record that is asked for. */
  record(event: Event): void;
  finish(width: number, paint: Paint): Explanation;
}

/** Where a record stands, for scripts. */
export function placeOfRecord({ origin }: Event): object {
  return { file: origin.file, record: origin.record, offset: origin.offset };
}
