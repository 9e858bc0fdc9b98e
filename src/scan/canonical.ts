import type { Event, RawField } from '../event/index.ts';
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
  if (event.shape !== 'json') return printedEvent(event) ?? JSON.stringify(canonicalEvent(event));
  const text = event.original();
  const json = /[\r\n]/.test(text) ? parseJson(text) : undefined;
  return json ? printJson(json) : text;
}

/** Names, each as JSON with its colon; those of an input that has ever new ones are forgotten now and then. */
const printedNames = new Map<string, string>();
const MOST_NAMES = 4096;

/** A name as JSON; undefined for what may be an index of an array, which JavaScript puts before other members. */
function printedName(name: string): string | undefined {
  let printed = printedNames.get(name);
  if (printed === undefined) {
    if (/^\d/.test(name)) return undefined;
    if (printedNames.size === MOST_NAMES) printedNames.clear();
    printed = `${JSON.stringify(name)}:`;
    printedNames.set(name, printed);
  }
  return printed;
}

/** Fields as the members of an object: of two of one name the place of the first, the value of the last. */
class Members {
  readonly #texts = new Map<string, string>();
  #hasIndex = false;

  add(fields: Iterable<RawField>): this {
    for (const [name, value] of fields) this.set(name, JSON.stringify(value) ?? '');
    return this;
  }

  /** `text` is JSON, or empty for a value that JSON leaves out. */
  set(name: string, text: string): void {
    const printed = printedName(name);
    if (printed === undefined) this.#hasIndex = true;
    else this.#texts.set(printed, text);
  }

  /** The object as JSON; undefined if JavaScript would put its members in another order. */
  get text(): string | undefined {
    if (this.#hasIndex) return undefined;
    let members = '';
    for (const [name, text] of this.#texts) if (text !== '') members += `${members === '' ? '' : ','}${name}${text}`;
    return `{${members}}`;
  }
}

/** The JSON of `canonicalEvent`, without the object, which of many members costs more; undefined if that has another order of members. */
function printedEvent(event: Event): string | undefined {
  const payload = event.payload();
  const members = new Members().add(event.system());
  if (event.payloadKind === 'fields') members.add(payload);
  else if (payload.length > 0) {
    const inner = new Members().add(payload).text;
    if (inner === undefined) return undefined;
    members.set(event.payloadKind, inner);
  }
  return members.add(Object.entries(event.metadata)).text;
}
