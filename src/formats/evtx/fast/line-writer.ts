import type { Event } from '../../../event/index.ts';
import { decodeArray, decodeScalar } from '../values.ts';
import type { Frame } from './frame.ts';
import { JsonValues } from './json-value.ts';
import type { Kernel } from './kernel.ts';
import { LINES, LINES_FULL, LINES_SIZE } from './layout.ts';
import { type LineProgram, payloadLineOf, STEP, STEP_SIZE, systemLineOf, wordsOf } from './line-program.ts';
import type { ReaderMemory } from './memory.ts';
import type { PayloadField, PayloadSource } from './payload-plan.ts';

const ARRAY = 0x80;
const STRING = 0x01;
const QUOTE = 0x22;
const COMMA = 0x2c;

/** Takes bytes; they are valid during the call only. */
export type ByteSink = (bytes: Uint8Array) => void;

/** The canonical event as one JSON text: System fields flat, then the payload under its element's name (design cli.md). */
export function canonicalText(event: Event): string {
  const system = Object.fromEntries(event.system());
  const payload = event.payload();
  if (payload.length === 0) return JSON.stringify(system);
  return JSON.stringify({ ...system, [event.payloadKind]: Object.fromEntries(payload) });
}

/** Writes canonical events, one a line, from plans and values, into one reused buffer; no event object, no string in between. */
export class LineWriter {
  /** Lines that had to be written by way of an event. */
  slow = 0;
  /** Takes what is handed over. */
  sink: ByteSink;
  readonly #encoder = new TextEncoder();
  readonly #out: JsonValues;
  readonly #kernel: Kernel | undefined;
  /** Bytes that wait to be handed over. */
  length = 0;

  /** Lines stand in a reader's memory, where its kernel writes them too, once it is told how. */
  constructor(sink: ByteSink, memory: ReaderMemory, kernel: Kernel | undefined) {
    this.sink = sink;
    this.#out = new JsonValues(new Uint8Array(memory.buffer, LINES, LINES_SIZE));
    this.#kernel = kernel;
  }

  /** Writes the record in a frame; false if it has to be written as an event. */
  record(frame: Frame): boolean {
    const { plan } = frame;
    if (!plan.isOrdered) return false;
    const system = (plan.systemPart.line ??= systemLineOf(plan.systemPart));
    const payload = (plan.payload.line ??= payloadLineOf(plan.payload));
    this.#kernel?.learnLines(plan, system, payload);
    const most = system.most + payload.most + 6 * frame.size * (system.uses + payload.uses);
    if (most > LINES_SIZE - this.length) {
      if (most > LINES_SIZE) return false;
      this.flush();
    }
    const out = this.#out;
    const start = this.length;
    let at = this.#part(start, frame, system);
    at = this.#part(at, frame, payload);
    if (at === start) at++;
    out.array[start] = 0x7b;
    out.array[at] = 0x7d;
    out.array[at + 1] = 0x0a;
    this.length = at + 2;
    if (this.length >= LINES_FULL) this.flush();
    return true;
  }

  /** Writes an event of any kind. */
  event(event: Event): void {
    this.slow++;
    const text = `${canonicalText(event)}\n`;
    if (3 * text.length > LINES_SIZE - this.length) this.flush();
    if (3 * text.length <= LINES_SIZE) {
      this.length += this.#encoder.encodeInto(text, this.#out.array.subarray(this.length)).written;
    } else this.sink(this.#encoder.encode(text));
  }

  /** Hands over what is in the buffer. */
  flush(): void {
    if (this.length > 0) this.sink(this.#out.array.subarray(0, this.length));
    this.length = 0;
  }

  /** Runs a program. */
  #part(at: number, frame: Frame, program: LineProgram): number {
    const out = this.#out;
    const { steps, words } = program;
    const { chunk, offsets, sizes, types } = frame;
    let beforePayload = 0;
    let payloadStart = 0;
    let next = 0;
    for (let i = 0; i < steps.length; i += STEP_SIZE) {
      const always = steps[i + 1]!;
      if (always > 0) {
        at = out.run(at, words, next, always);
        next += wordsOf(always);
      }
      const length = steps[i + 2]!;
      const own = next;
      next += wordsOf(length);
      const kind = steps[i]! & 7;
      const slot = steps[i]! >> 3;
      const dependency = steps[i + 3]!;
      if (dependency >= 0 && types[dependency]! < ARRAY && frame.isNull(dependency)) continue;
      if (kind === STEP.payload) {
        if (length > 0) at = out.run(at, words, own, length);
        const type = types[slot]!;
        if (type === STRING) {
          out.array[at] = QUOTE;
          at = out.text(at + 1, chunk.view, offsets[slot]!, sizes[slot]!);
          out.array[at++] = QUOTE;
        } else if (type >= ARRAY) at = this.#array(at, frame, slot);
        else {
          const behind = out.value(at, chunk, offsets[slot]!, sizes[slot]!, type);
          at = behind < 0 ? this.#empty(at) : behind;
        }
      } else if (kind <= STEP.attribute) {
        const type = types[slot]!;
        if (type === 0) continue;
        const start = out.run(at, words, own, length);
        const behind = out.value(start, chunk, offsets[slot]!, sizes[slot]!, type);
        const isEmpty = kind === STEP.content && behind === start + 2 && out.array[start] === QUOTE;
        if (behind >= 0 && !isEmpty) at = behind;
      } else if (kind === STEP.literal) {
        at = out.run(at, words, own, length);
      } else if (kind === STEP.open) {
        beforePayload = at;
        at = out.run(at, words, own, length);
        payloadStart = at;
      } else if (kind === STEP.close) {
        if (at === payloadStart) at = beforePayload;
        else {
          out.array[payloadStart] = 0x7b;
          out.array[at++] = 0x7d;
        }
      } else if (kind === STEP.several) {
        at = this.#several(at, frame, words, own, length, frame.plan.payload.fields[slot]!);
      }
    }
    return at;
  }

  #scalar(at: number, frame: Frame, slot: number): number {
    const next = this.#out.value(at, frame.chunk, frame.offsets[slot]!, frame.sizes[slot]!, frame.types[slot]!);
    return next < 0 ? this.#empty(at) : next;
  }

  #empty(at: number): number {
    this.#out.array[at] = QUOTE;
    this.#out.array[at + 1] = QUOTE;
    return at + 2;
  }

  /** The items of an array: one alone as itself, none as the empty text. */
  #array(at: number, frame: Frame, slot: number): number {
    this.#out.array[at] = 0x5b;
    this.#count = 0;
    return this.#closed(at, this.#items(at + 1, frame, slot), false);
  }

  #count = 0;

  /** Ends a list that began at `start`; a single item stands without brackets unless the field is always a list. */
  #closed(start: number, end: number, isList: boolean): number {
    const { array } = this.#out;
    if (isList || this.#count > 1) {
      array[end - 1] = 0x5d;
      return end;
    }
    array.copyWithin(start, start + 1, end - 1);
    return end - 2;
  }

  /** Items of an array value, each with a comma behind it. */
  #items(at: number, frame: Frame, slot: number): number {
    const out = this.#out;
    const from = frame.offsets[slot]!;
    const size = frame.sizes[slot]!;
    const type = frame.types[slot]! & ~ARRAY;
    const before = this.#count;
    if (type === STRING) {
      const end = from + size - (size & 1);
      for (let item = from; item < end; item = out.read + 2) {
        out.array[at] = QUOTE;
        at = out.text(at + 1, frame.chunk.view, item, end - item);
        out.array[at++] = QUOTE;
        out.array[at++] = COMMA;
        this.#count++;
      }
    } else {
      for (const { raw } of decodeArray(frame.chunk.bytes, from, size, type)) {
        at =
          typeof raw === 'string' ? this.#text(at, raw) : raw === null ? this.#empty(at) : out.ascii(at, String(raw));
        out.array[at++] = COMMA;
        this.#count++;
      }
    }
    if (this.#count === before) {
      at = this.#empty(at);
      out.array[at++] = COMMA;
      this.#count++;
    }
    return at;
  }

  #text(at: number, text: string): number {
    this.#out.array[at] = QUOTE;
    const end = this.#out.inside(at + 1, text);
    this.#out.array[end] = QUOTE;
    return end + 1;
  }

  /** A field of several sources, or one whose value is put together. */
  #several(at: number, frame: Frame, words: Float64Array, start: number, length: number, field: PayloadField): number {
    const list = this.#out.run(at, words, start, length);
    this.#out.array[list] = 0x5b;
    this.#count = 0;
    let end = list + 1;
    for (const source of field.sources) end = this.#source(end, frame, source);
    return this.#count === 0 ? at : this.#closed(list, end, field.isArray);
  }

  #source(at: number, frame: Frame, { source, dependency, needsValue }: PayloadSource): number {
    const { types } = frame;
    if (dependency >= 0 && types[dependency]! < ARRAY && frame.isNull(dependency)) return at;
    const out = this.#out;
    if (source.kind === 'slot') {
      if (types[source.slot]! >= ARRAY) return this.#items(at, frame, source.slot);
      if (needsValue && frame.isNull(source.slot)) return at;
      at = this.#scalar(at, frame, source.slot);
    } else if (source.kind === 'pieces') {
      const { pieces } = source;
      if (needsValue && pieces.every((piece) => piece.kind === 'slot' && frame.isNull(piece.index))) return at;
      const { chunk, offsets, sizes } = frame;
      const textOf = (slot: number): string =>
        decodeScalar(chunk.bytes, offsets[slot]!, sizes[slot]!, types[slot]!).text;
      // As one text: two halves of a pair may stand in two pieces.
      at = this.#text(at, pieces.map((piece) => (piece.kind === 'text' ? piece.text : textOf(piece.index))).join(''));
    } else at = this.#text(at, source.kind === 'literal' ? source.text : '');
    out.array[at++] = COMMA;
    this.#count++;
    return at;
  }
}
