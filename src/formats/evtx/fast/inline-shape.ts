import type { Slot } from '../pattern.ts';
import { MARK } from './form.ts';
import type { Frame } from './frame.ts';
import { INNER } from './layout.ts';
import { NameTable } from './names.ts';
import { PatternReader } from './pattern-reader.ts';
import { Template } from './template.ts';

const STRING = 0x01;
const MORE = 0x40;

/** Deepest element that is taken, and most marks of one shape, far below the generic walker's bounds. */
const MAX_DEPTH = 24;
const MOST_MARKS = 8192;
/** Shapes kept before all are learned anew: a crafted file could make every record a new one. */
const MOST_SHAPES = 1024;

interface Shape {
  readonly marks: Int32Array;
  readonly template: Template;
}

/**
 * Elements that stand in a record itself and not in a template, as collectors write forwarded events: what differs from record to
 * record, texts and the values of attributes, is read as values of a template that has the rest. Anything unusual, and any fault, is
 * left to the generic walker.
 */
export class InlineShapes {
  readonly #frame: Frame;
  /** Names, and texts that belong to a shape. */
  #texts = new NameTable();
  readonly #shapes = new Map<number, Shape[]>();
  #count = 0;
  readonly #marks = new Int32Array(MOST_MARKS + 16);
  #length = 0;
  #at = 0;
  #end = 0;
  #slot = 0;

  constructor(frame: Frame) {
    this.#frame = frame;
  }

  /** Chunk offset behind the element that was read last. */
  get next(): number {
    return this.#at;
  }

  /** Lays the values of an element out from a slot of the frame on; gives what stands for its template. */
  read(start: number, end: number, base: number): Template | undefined {
    this.#at = start;
    this.#end = end;
    this.#slot = base;
    this.#length = 0;
    return this.#walk(base + INNER - 1) ? this.#template(base) : undefined;
  }

  #walk(lastSlot: number): boolean {
    const { view } = this.#frame.chunk;
    let depth = 0;
    /** A bit each for the depths at which text, or an element, was met. */
    let texts = 0;
    let elements = 0;
    do {
      if (this.#at >= this.#end || this.#length > MOST_MARKS || this.#slot >= lastSlot) return false;
      const bit = 1 << depth;
      switch (view.getUint8(this.#at) & ~MORE) {
        case 0x01: {
          const isOpen = this.#element();
          if (isOpen === undefined || depth === MAX_DEPTH) return false;
          elements |= bit;
          if (isOpen) {
            depth++;
            texts &= ~(bit << 1);
            elements &= ~(bit << 1);
          }
          break;
        }
        case 0x04:
          if ((texts & elements & bit) !== 0) return false;
          this.#marks[this.#length++] = MARK.close;
          this.#at++;
          depth--;
          break;
        default:
          if (depth === 0 || this.#piece(false) !== true) return false;
          texts |= bit;
      }
    } while (depth > 0);
    return true;
  }

  /** The start tag of an element: true if content follows, false if it is closed at once, undefined if it is not understood. */
  #element(): boolean | undefined {
    const { view } = this.#frame.chunk;
    const token = view.getUint8(this.#at);
    if (this.#at + 10 > this.#end) return undefined;
    this.#at += 5;
    const name = this.#name(MARK.open);
    if (name === undefined) return undefined;
    if ((token & MORE) !== 0) {
      this.#at += 4;
      while (this.#at < this.#end && (view.getUint8(this.#at) & ~MORE) === 0x06) {
        this.#at++;
        const attribute = this.#name(MARK.attribute);
        if (attribute === undefined) return undefined;
        const isOfShape = attribute.startsWith('xmlns') || (attribute === 'Name' && name !== 'Provider');
        let more: boolean | undefined;
        while ((more = this.#piece(isOfShape)) === true);
        if (more === undefined) return undefined;
      }
    }
    if (this.#at >= this.#end) return undefined;
    const closing = view.getUint8(this.#at++);
    if (closing !== 0x02 && closing !== 0x03) return undefined;
    this.#marks[this.#length++] = closing === 0x02 ? MARK.content : MARK.empty;
    return closing === 0x02;
  }

  /** A text or an entity: true if one was taken, false if none stands here, undefined if it is not understood. */
  #piece(isOfShape: boolean): boolean | undefined {
    const { view } = this.#frame.chunk;
    if (this.#at >= this.#end || this.#length > MOST_MARKS) return undefined;
    switch (view.getUint8(this.#at) & ~MORE) {
      case 0x05: {
        if (this.#at + 4 > this.#end) return undefined;
        const units = view.getUint16(this.#at + 2, true);
        const at = this.#at + 4;
        this.#at = at + 2 * units;
        if (this.#at > this.#end) return undefined;
        return isOfShape ? this.#literal(MARK.text, at, units) !== undefined : this.#value(at, units);
      }
      case 0x09:
        this.#at++;
        return this.#name(MARK.entity) === undefined ? undefined : true;
      case 0x04:
      case 0x01:
      case 0x02:
      case 0x03:
      case 0x06:
        return false;
      default:
        return undefined;
    }
  }

  /** A text as the value of a slot; one with a NUL would end there. */
  #value(at: number, units: number): true | undefined {
    const { chunk, offsets, sizes, types } = this.#frame;
    const first = at >> 1;
    const nul = chunk.units(at).indexOf(0, first);
    if (nul >= 0 && nul < first + units) return undefined;
    const slot = this.#slot++;
    offsets[slot] = at;
    sizes[slot] = 2 * units;
    types[slot] = STRING;
    this.#marks[this.#length++] = MARK.slot;
    return true;
  }

  #literal(mark: number, at: number, units: number): string | undefined {
    const number = this.#texts.find(this.#frame.chunk.view, at, units);
    if (number < 0) {
      this.#forget();
      return undefined;
    }
    this.#marks[this.#length++] = mark;
    this.#marks[this.#length++] = number;
    return this.#texts.text(number);
  }

  /** A name, which stands here or elsewhere in the chunk (spec evtx-format §7.3). */
  #name(mark: number): string | undefined {
    const { chunk } = this.#frame;
    const at = this.#at;
    if (at + 4 > this.#end) return undefined;
    const offset = chunk.view.getUint32(at, true);
    if (offset + 8 > chunk.length) return undefined;
    const units = chunk.view.getUint16(offset + 6, true);
    if (offset + 8 + 2 * units > chunk.length) return undefined;
    this.#at = offset === at + 4 ? at + 14 + 2 * units : at + 4;
    return this.#literal(mark, offset + 8, units);
  }

  /** All shapes are learned anew, and so are the texts in them. */
  #forget(): void {
    this.#count = 0;
    this.#shapes.clear();
    this.#texts = new NameTable();
  }

  #template(base: number): Template | undefined {
    const marks = this.#marks.subarray(0, this.#length);
    let hash = base;
    for (const mark of marks) hash = (Math.imul(hash, 31) + mark) | 0;
    const alike = this.#shapes.get(hash);
    const known = alike?.find((shape) => isEqual(shape.marks, marks));
    if (known) return known.template;
    const template = Template.ofPattern(new ShapeReader(marks, this.#texts).element());
    if (this.#count++ === MOST_SHAPES) {
      this.#forget();
      return template;
    }
    this.#shapes.set(hash, [...(alike ?? []), { marks: marks.slice(), template }]);
    return template;
  }
}

function isEqual(a: Int32Array, b: Int32Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** Makes the tree of a shape; slots are numbered in the order in which they stand. */
class ShapeReader extends PatternReader {
  readonly #texts: NameTable;
  #slots = 0;

  constructor(marks: Int32Array, texts: NameTable) {
    super(marks);
    this.#texts = texts;
  }

  protected dependency(): number {
    return -1;
  }

  protected slot(): Slot {
    return { kind: 'slot', index: this.#slots++, isFilled: true };
  }

  protected text(): string {
    return this.#texts.text(this.marks[this.at++]!);
  }
}
