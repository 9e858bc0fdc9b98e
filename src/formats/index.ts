import { csv } from './csv.ts';
import { evtxFast } from './evtx/fast/index.ts';
import type { Format, Recognition } from './format.ts';
import { ndjson } from './ndjson.ts';
import { splunkText } from './splunk-text.ts';
import { sumoLegacy } from './sumo-legacy.ts';
import { text } from './text.ts';
import { windowsXml } from './windows-xml.ts';

export { templateKnowledge } from './evtx/fast/index.ts';
export {
  type ByteRange,
  type ByteSource,
  type Damage,
  type EventSink,
  type Format,
  HEADER_NAMES,
  type HeaderGate,
  type PartEnd,
  type PartReading,
  type ReadOptions,
  type ReadSummary,
  type Recognition,
} from './format.ts';
export { memorySource } from './memory-source.ts';
export { SHAPES } from './shapes/index.ts';
export type { Shape } from './shapes/shape.ts';

/** Every log format in the order in which they are tried (spec windows-telemetry §11); `text` takes what no other does. */
export const FORMATS: readonly Format[] = [evtxFast, ndjson, sumoLegacy, windowsXml, csv, splunkText, text];

/** Says that a file is named `.evtx` but is no event log; it is not read as text either. */
export const NOT_EVTX = 'not-evtx';

/** A format that takes an input, and why. */
export interface RecognizedFormat extends Recognition {
  readonly format: Format;
}

/**
 * The format of an input by its first bytes (up to 64 KiB) and its name: undefined if it is empty or binary, `NOT_EVTX` for
 * a file that only its name makes an event log. `text` is the last resort.
 */
export function recognizeFormat(head: Uint8Array, fileName: string): RecognizedFormat | typeof NOT_EVTX | undefined {
  if (head.length === 0) return undefined;
  const isNamedEvtx = /\.evtx$/i.test(fileName);
  for (const format of FORMATS) {
    if (isNamedEvtx && format.name !== 'evtx') return NOT_EVTX;
    const recognition = format.recognize(head, fileName);
    if (recognition) return { format, ...recognition };
  }
  return undefined;
}
