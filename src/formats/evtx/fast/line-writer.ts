import type { Event } from '../../../event/index.ts';
import { decodeArray } from '../values.ts';
import type { Frame } from './frame.ts';
import { JsonValues } from './json-value.ts';
import { type LineProgram, lineProgramOf, STEP, STEP_SIZE } from './line-program.ts';
import type { PayloadField, PayloadSource } from './payload-plan.ts';

const ARRAY = 0x80;
const STRING = 0x01;
const QUOTE = 0x22;
const COMMA = 0x2c;
const BUFFER = 1_600_000;
const FULL = 1_048_576;

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
  readonly #out = new JsonValues(BUFFER);
  readonly #sink: ByteSink;
  readonly #encoder = new TextEncoder();
  #length = 0;

  constructor(sink: ByteSink) {
    this.#sink = sink;
  }

  /** Writes the record in a frame; false if it has to be written as an event. */
  record(frame: Frame): boolean {
    const { plan } = frame;
    if (!plan.isOrdered) return false;
    const program = (plan.line ??= lineProgramOf(plan));
    const most = program.constants + program.steps.length + 6 * frame.size * program.uses;
    if (most > BUFFER - this.#length) {
      if (most > BUFFER) return false;
      this.flush();
    }
    this.#length = this.#line(this.#length, frame, program);
    if (this.#length >= FULL) this.flush();
    return true;
  }

  /** Writes an event of any kind. */
  event(event: Event): void {
    this.slow++;
    this.flush();
    this.#sink(this.#encoder.encode(`${canonicalText(event)}\n`));
  }

  /** Hands over what is in the buffer. */
  flush(): void {
    if (this.#length > 0) this.#sink(this.#out.array.subarray(0, this.#length));
    this.#length = 0;
  }

  #line(start: number, frame: Frame, { steps, words }: LineProgram): number {
    const out = this.#out;
    const { chunk, offsets, sizes, types } = frame;
    let at = start;
    let beforePayload = 0;
    let payloadStart = 0;
    for (let i = 0; ; i += STEP_SIZE) {
      at = out.run(at, words, steps[i + 1]!, steps[i + 2]!);
      const slot = steps[i + 5]!;
      const dependency = steps[i + 6]!;
      if (dependency >= 0 && types[dependency]! < ARRAY && frame.isNull(dependency)) continue;
      switch (steps[i]) {
        case STEP.payload: {
          at = out.run(at, words, steps[i + 3]!, steps[i + 4]!);
          const type = types[slot]!;
          if (type === STRING) at = out.string(at, chunk, offsets[slot]!, sizes[slot]!);
          else if (type >= ARRAY) at = this.#array(at, frame, slot);
          else at = this.#scalar(at, frame, slot);
          break;
        }
        case STEP.content:
          if (this.#isEmpty(frame, slot)) break;
          at = out.run(at, words, steps[i + 3]!, steps[i + 4]!);
          at = out.value(at, chunk, offsets[slot]!, sizes[slot]!, types[slot]!);
          break;
        case STEP.attribute:
          if (frame.isNull(slot)) break;
          at = out.run(at, words, steps[i + 3]!, steps[i + 4]!);
          at = out.value(at, chunk, offsets[slot]!, sizes[slot]!, types[slot]!);
          break;
        case STEP.literal:
          at = out.run(at, words, steps[i + 3]!, steps[i + 4]!);
          break;
        case STEP.open:
          beforePayload = at;
          at = out.run(at, words, steps[i + 3]!, steps[i + 4]!);
          payloadStart = at;
          break;
        case STEP.close:
          if (at === payloadStart) at = beforePayload;
          else {
            out.array[payloadStart] = 0x7b;
            out.array[at++] = 0x7d;
          }
          break;
        case STEP.several:
          at = this.#several(at, frame, words, steps[i + 3]!, steps[i + 4]!, frame.plan.payload.fields[slot]!);
          break;
        default:
          if (at === start) out.array[at++] = 0x7b;
          else out.array[start] = 0x7b;
          out.array[at] = 0x7d;
          out.array[at + 1] = 0x0a;
          return at + 2;
      }
    }
  }

  /** True if the value of a System element is none, or the empty text. */
  #isEmpty(frame: Frame, slot: number): boolean {
    if (frame.isNull(slot)) return true;
    const type = frame.types[slot]!;
    if (type === STRING) {
      const at = frame.offsets[slot]!;
      return frame.sizes[slot]! < 2 || frame.chunk.view.getUint16(at, true) === 0;
    }
    return frame.sizes[slot] === 0 || (type === 0x02 && frame.chunk.array[frame.offsets[slot]!] === 0);
  }

  #scalar(at: number, frame: Frame, slot: number): number {
    if (frame.isNull(slot)) return this.#empty(at);
    return this.#out.value(at, frame.chunk, frame.offsets[slot]!, frame.sizes[slot]!, frame.types[slot]!);
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
      const units = (from & 1) === 0 ? frame.chunk.even : frame.chunk.odd;
      const end = (from >> 1) + (size >> 1);
      for (let unit = from >> 1; unit < end; unit++) {
        out.array[at] = QUOTE;
        at = out.text(at + 1, units, unit, end);
        while (unit < end && units[unit] !== 0) unit++;
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
  #several(at: number, frame: Frame, words: Int32Array, start: number, length: number, field: PayloadField): number {
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
      out.array[at++] = QUOTE;
      for (const piece of pieces) {
        if (piece.kind === 'text') at = out.inside(at, piece.text);
        else {
          const slot = piece.index;
          at = out.piece(at, frame.chunk, frame.offsets[slot]!, frame.sizes[slot]!, types[slot]!);
        }
      }
      out.array[at++] = QUOTE;
    } else at = this.#text(at, source.kind === 'literal' ? source.text : '');
    out.array[at++] = COMMA;
    this.#count++;
    return at;
  }
}
