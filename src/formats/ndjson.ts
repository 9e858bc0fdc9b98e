import type { Event, EventHeader } from '../event/index.ts';
import type { ByteSource, EventSink, Format, HeaderGate, ReadOptions, ReadSummary } from './format.ts';
import { headText, linesBeforeNul } from './head-text.ts';
import { eachDocument } from './json-documents.ts';
import { eventOfJson, type JsonPlace } from './json-event.ts';
import { JsonLineReader, type JsonLineSink, lineRanges, payloadHas } from './json-fast/index.ts';
import { isObject, isTooDeep, parseJsonValue } from './json-value.ts';
import { eachLine, MAX_LINE } from './lines.ts';
import { shapedOf } from './shaped.ts';
import { byteOrderMark } from './utf8-chunks.ts';

const HEAD = 65_536;
/** What evtx_dump prints before each object of its default output (spec evtx-format §10.2). */
const RECORD_LINE = /^Record \d+\s*\n/;

/** How JSON objects stand in an input. */
type Layout = 'lines' | 'documents';

const ARRAY_START = /^\[\s*(?:\{|\]|$)/;
const OBJECT_START = /^\{\s*(?:"|\}|$)/;
/** A line that ends inside an object laid out over several lines, or holds the start of a second object. */
const GOES_ON = /[,{[]$|^\{.*\}\s*\{/;

/** The layout by the first lines: an object that ends with its line means one a line, though the first may be damaged. */
function layoutOf(text: string): Layout | undefined {
  const start = text.replace(RECORD_LINE, '').trimStart();
  if (ARRAY_START.test(start)) return 'documents';
  if (!OBJECT_START.test(start)) return undefined;
  if (RECORD_LINE.test(text)) return 'documents';
  const [first = '', ...rest] = start.split('\n', 100).map((line) => line.trim());
  const next = rest.find((line) => line !== '') ?? '';
  if (isObject(parseJsonValue(first)) || isObject(parseJsonValue(next))) return 'lines';
  return GOES_ON.test(first) ? 'documents' : 'lines';
}

/** What the first line is an event of, if of a shape that is known: `, of shape winlogbeat`. */
function firstShape(text: string): string {
  const value = parseJsonValue(text.trimStart().split('\n', 1)[0] ?? '');
  const shape = isObject(value) ? shapedOf(value).shape : 'json';
  return shape === 'json' ? '' : `, of shape ${shape}`;
}

/** False for an event that the gate cannot judge by its header, as in `JsonLineReader`. */
function isGated(event: Event): boolean {
  for (const _ in event.metadata) return false;
  const { eventId } = event.header;
  return eventId === undefined || String(event.get('EventID')) === String(eventId);
}

/** Counts events and shapes, and hands events on. */
class Emitter {
  readonly #source: ByteSource;
  readonly #sink: EventSink;
  readonly #timeZone: string | undefined;
  readonly #gate: HeaderGate | undefined;
  readonly #shapes = new Map<string, number>();
  #shape = '';
  #ofShape = 0;
  events = 0;

  constructor(source: ByteSource, sink: EventSink, options: ReadOptions) {
    this.#source = source;
    this.#sink = sink;
    this.#timeZone = options.timeZone;
    this.#gate = options.gate;
  }

  get takesSieved(): boolean {
    return this.#sink.sieved !== undefined;
  }

  damage(line: number, offset: number, reason: string): void {
    this.#sink.damage({ file: this.#source.name, offset, line, reason });
  }

  tooLong(line: number, offset: number): void {
    this.damage(line, offset, `line is longer than ${MAX_LINE} bytes`);
  }

  /** False if the sink wants no more. */
  text(text: string, line: number, offset: number): boolean {
    const value = parseJsonValue(text);
    if (!isObject(value)) {
      this.damage(line, offset, isTooDeep(text) ? 'JSON nested more than 500 levels deep' : 'not a JSON object');
      return true;
    }
    const place: JsonPlace = { file: this.#source.name, line, offset, text };
    const event = eventOfJson(value, shapedOf(value), place, this.#timeZone);
    if (this.#gate && isGated(event) && !this.#gate(event.header, (folded) => payloadHas(event, folded))) {
      this.skipped(event.header, event.shape, 1);
      return true;
    }
    return this.event(event);
  }

  event(event: Event): boolean {
    this.#count(event.shape);
    return this.#sink.event(event) !== false;
  }

  skipped(header: EventHeader, shape: string, count: number): void {
    this.#count(shape, count);
    this.#sink.skipped?.(header, count);
  }

  sieved(header: EventHeader, shape: string, count: number, earliest: number, latest: number): void {
    this.#count(shape, count);
    this.#sink.sieved?.(header, count, earliest, latest);
  }

  get shapes(): ReadonlyMap<string, number> {
    this.#settle();
    return this.#shapes;
  }

  #count(shape: string, count = 1): void {
    this.events += count;
    if (shape === this.#shape) this.#ofShape += count;
    else {
      this.#settle();
      this.#shape = shape;
      this.#ofShape = count;
    }
  }

  /** Puts down how many events of the shape at hand there were. */
  #settle(): void {
    if (this.#ofShape > 0) this.#shapes.set(this.#shape, (this.#shapes.get(this.#shape) ?? 0) + this.#ofShape);
    this.#ofShape = 0;
  }
}

/** Reads the lines of an input; of a part it says how many they were. */
type ReadLines = (source: ByteSource, emitter: Emitter, options: ReadOptions) => Promise<number | undefined>;

const linesByText: ReadLines = async (source, emitter) => {
  await eachLine(source, {
    line: ({ text, number, offset }) => text.trim() === '' || emitter.text(text, number, offset),
    tooLong: ({ number, offset }) => emitter.tooLong(number, offset),
  });
  return undefined;
};

/** What was learned of lines is kept for the next file; a reader that has a gate is for that gate only. */
let idle: JsonLineReader | undefined;
const gated = new WeakMap<HeaderGate, JsonLineReader>();

function linesBy(reader: JsonLineReader): ReadLines {
  return (source, emitter, { timeZone, range }) => {
    const sink: JsonLineSink = {
      event: (event) => emitter.event(event),
      skipped: (header, shape, count) => emitter.skipped(header, shape, count),
      sieved: (header, shape, count, earliest, latest) => emitter.sieved(header, shape, count, earliest, latest),
      text: (text, line, offset) => text.trim() === '' || emitter.text(text, line, offset),
      tooLong: (line, offset) => emitter.tooLong(line, offset),
    };
    return reader.read(source, timeZone, sink, range);
  };
}

const linesByBytes: ReadLines = async (source, emitter, options) => {
  const { gate } = options;
  const sieve = emitter.takesSieved ? options.sieve : undefined;
  const known = gate ? gated.get(gate) : idle;
  const reader = known && known.sieve === (gate && sieve) ? known : new JsonLineReader(gate, sieve);
  if (gate) gated.delete(gate);
  else idle = undefined;
  const count = await linesBy(reader)(source, emitter, options);
  if (reader.isFull) return count;
  if (gate) gated.set(gate, reader);
  else idle = reader;
  return count;
};

function readWith(lines: ReadLines): Format['read'] {
  return async (source, sink, options): Promise<ReadSummary> => {
    const head = new Uint8Array(HEAD);
    const layout = layoutOf(headText(head.subarray(0, await source.read(0, head))) ?? '');
    const emitter = new Emitter(source, sink, options);
    if (layout === 'documents') {
      await eachDocument(source, {
        part: ({ text, line, offset }) => emitter.text(text, line, offset),
        unfinished: ({ line, offset }) => emitter.damage(line, offset, 'JSON document does not end'),
      });
      return { events: emitter.events, notes: [], shapes: emitter.shapes };
    }
    const count = await lines(source, emitter, options);
    return {
      ...{ events: emitter.events, notes: [], shapes: emitter.shapes },
      ...(options.range && count !== undefined && { end: { lines: count } }),
    };
  };
}

/** JSON objects: one a line, the items of an array, or documents one after another; UTF-8, or UTF-16 with a byte order mark. */
export const ndjson: Format = {
  name: 'ndjson',
  summary: 'JSON events: one object a line, an array of them, one big document, or documents one after another.',
  recognizedBy:
    'content that starts with a JSON object or an array of objects; the shape is recognized object by object',
  examples: [
    {
      title: 'an event of the `events` command',
      text: '{"EventID":1,"Channel":"Microsoft-Windows-Sysmon/Operational","Computer":"WS1","EventData":{"Image":"C:\\\\Windows\\\\System32\\\\cmd.exe"}}',
    },
    { title: 'any other JSON', text: '{"_messageTime":"2024-01-01T00:01:00Z","user":{"name":"alice"}}' },
  ],
  recognize(head) {
    const text = headText(head);
    const layout = layoutOf(text ?? linesBeforeNul(head));
    if (!layout || (text === undefined && layout !== 'lines')) return undefined;
    return {
      shape: layout === 'lines' ? 'ndjson' : 'json-documents',
      reason:
        layout === 'lines' ? `the first line is a JSON object${firstShape(text ?? '')}` : 'starts with a JSON document',
    };
  },
  read: readWith(linesByBytes),
  parts: {
    async *cut(source, head, total, size) {
      const isCuttable = byteOrderMark(head).encoding === 'utf-8' && layoutOf(headText(head) ?? '') === 'lines';
      yield* lineRanges(source, total, isCuttable ? size : total);
    },
    join: () => ({ notes: [], damage: [] }),
  },
};

/** The reference: every line parsed as text. */
export const ndjsonByText: Format = { ...ndjson, read: readWith(linesByText) };

/** Lines read by a reader of one's own, whose gate must be that of the options. */
export function ndjsonBy(reader: JsonLineReader): Format {
  return { ...ndjson, read: readWith(linesBy(reader)) };
}
