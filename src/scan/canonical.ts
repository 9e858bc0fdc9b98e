import type { Event } from '../event/index.ts';
import { parseJson, printJson } from '../value/index.ts';

/**
 * An event in the canonical form of the command line's contract: System fields flat, then the payload under its element's name,
 * then the built-in fields that the log itself sets.
 */
export function canonicalEvent(event: Event): Record<string, unknown> {
  const fields = Object.fromEntries(event.payload());
  const payload = event.payloadKind === 'fields' ? fields : { [event.payloadKind]: fields };
  return {
    ...Object.fromEntries(event.system()),
    ...(event.payload().length > 0 && payload),
    ...event.metadata,
  };
}

/** The line of an event. Text has only `_raw`; JSON of no known shape is as logged, or it would not read back the same. */
export function canonicalLine(event: Event): string {
  if (event.shape === 'text') return JSON.stringify({ _raw: event.raw() });
  if (event.shape !== 'json') return JSON.stringify(canonicalEvent(event));
  const text = event.original();
  const json = /[\r\n]/.test(text) ? parseJson(text) : undefined;
  return json ? printJson(json) : text;
}
