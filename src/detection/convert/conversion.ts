import type { Diagnostic } from '../../diagnostic/index.ts';
import type { Fidelity } from '../../ir/index.ts';
import type { SourceText } from '../../source/index.ts';

/** Languages that detections are written in. */
export const CONVERT_LANGUAGES = ['sumo', 'sigma'] as const;

/** A language that detections are written in. */
export type ConvertLanguage = (typeof CONVERT_LANGUAGES)[number];

/** A detection in another language, with what there is to say of it at its places in the source. */
export interface Conversion {
  readonly source: SourceText;
  readonly title: string;
  /** Where the detection begins in its source. */
  readonly start: number;
  readonly fidelity: Fidelity;
  /** Undefined if it cannot be written, or if the source does not load. */
  readonly text: string | undefined;
  readonly notes: readonly Diagnostic[];
  /** The text that the notes point into: the source, or the source as it was repaired. */
  readonly noted: SourceText;
}
