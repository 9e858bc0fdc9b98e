import type { TextNode } from '../element.ts';
import { ENTITIES } from '../entities.ts';
import type { PatternAttribute, PatternContent, PatternElement, Slot } from '../pattern.ts';
import type { Frame } from './frame.ts';
import { INNER } from './layout.ts';
import { NameTable } from './names.ts';
import { Template } from './template.ts';

const STRING = 0x01;
const MORE = 0x40;

/** Signs of a shape; behind `open`, `attribute`, `text` and `entity` stands the number of a text. */
const SIGN = { open: 1, attribute: 2, text: 3, entity: 4, slot: 5, content: 6, empty: 7, close: 8 } as const;

/** Deepest element that is taken, and most signs of one shape, far below the generic walker's bounds. */
const MAX_DEPTH = 24;
const MOST_SIGNS = 8192;
/** Shapes kept before all are learned anew: a crafted file could make every record a new one. */
const MOST_SHAPES = 1024;

interface Shape {
  readonly signs: Int32Array;
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
  readonly #signs = new Int32Array(MOST_SIGNS + 16);
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
      if (this.#at >= this.#end || this.#length > MOST_SIGNS || this.#slot >= lastSlot) return false;
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
          this.#signs[this.#length++] = SIGN.close;
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
    const name = this.#name(SIGN.open);
    if (name === undefined) return undefined;
    if ((token & MORE) !== 0) {
      this.#at += 4;
      while (this.#at < this.#end && (view.getUint8(this.#at) & ~MORE) === 0x06) {
        this.#at++;
        const attribute = this.#name(SIGN.attribute);
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
    this.#signs[this.#length++] = closing === 0x02 ? SIGN.content : SIGN.empty;
    return closing === 0x02;
  }

  /** A text or an entity: true if one was taken, false if none stands here, undefined if it is not understood. */
  #piece(isOfShape: boolean): boolean | undefined {
    const { view } = this.#frame.chunk;
    if (this.#at >= this.#end || this.#length > MOST_SIGNS) return undefined;
    switch (view.getUint8(this.#at) & ~MORE) {
      case 0x05: {
        if (this.#at + 4 > this.#end) return undefined;
        const units = view.getUint16(this.#at + 2, true);
        const at = this.#at + 4;
        this.#at = at + 2 * units;
        if (this.#at > this.#end) return undefined;
        return isOfShape ? this.#literal(SIGN.text, at, units) !== undefined : this.#value(at, units);
      }
      case 0x09:
        this.#at++;
        return this.#name(SIGN.entity) === undefined ? undefined : true;
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
    this.#signs[this.#length++] = SIGN.slot;
    return true;
  }

  #literal(sign: number, at: number, units: number): string | undefined {
    const number = this.#texts.find(this.#frame.chunk.view, at, units);
    if (number < 0) {
      this.#forget();
      return undefined;
    }
    this.#signs[this.#length++] = sign;
    this.#signs[this.#length++] = number;
    return this.#texts.text(number);
  }

  /** A name, which stands here or elsewhere in the chunk (spec evtx-format §7.3). */
  #name(sign: number): string | undefined {
    const { chunk } = this.#frame;
    const at = this.#at;
    if (at + 4 > this.#end) return undefined;
    const offset = chunk.view.getUint32(at, true);
    if (offset + 8 > chunk.length) return undefined;
    const units = chunk.view.getUint16(offset + 6, true);
    if (offset + 8 + 2 * units > chunk.length) return undefined;
    this.#at = offset === at + 4 ? at + 14 + 2 * units : at + 4;
    return this.#literal(sign, offset + 8, units);
  }

  /** All shapes are learned anew, and so are the texts in them. */
  #forget(): void {
    this.#count = 0;
    this.#shapes.clear();
    this.#texts = new NameTable();
  }

  #template(base: number): Template | undefined {
    const signs = this.#signs.subarray(0, this.#length);
    let hash = base;
    for (const sign of signs) hash = (Math.imul(hash, 31) + sign) | 0;
    const alike = this.#shapes.get(hash);
    const known = alike?.find((shape) => isEqual(shape.signs, signs));
    if (known) return known.template;
    const template = Template.ofPattern(new ShapeReader(signs, this.#texts).element());
    if (this.#count++ === MOST_SHAPES) {
      this.#forget();
      return template;
    }
    this.#shapes.set(hash, [...(alike ?? []), { signs: signs.slice(), template }]);
    return template;
  }
}

function isEqual(a: Int32Array, b: Int32Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** Makes the tree of a shape; slots are numbered in the order in which they stand. */
class ShapeReader {
  readonly #signs: Int32Array;
  readonly #texts: NameTable;
  #at = 0;
  #slots = 0;

  constructor(signs: Int32Array, texts: NameTable) {
    this.#signs = signs;
    this.#texts = texts;
  }

  element(): PatternElement {
    this.#at++;
    const name = this.#text();
    const attributes: PatternAttribute[] = [];
    while (this.#signs[this.#at] === SIGN.attribute) {
      this.#at++;
      const attribute = { name: this.#text(), pieces: [] as (Slot | TextNode)[] };
      for (let piece = this.#piece(); piece; piece = this.#piece()) attribute.pieces.push(piece);
      attributes.push(attribute);
    }
    const selfClosing = this.#signs[this.#at++] === SIGN.empty;
    const content: PatternContent[] = [];
    if (!selfClosing) {
      while (this.#signs[this.#at] !== SIGN.close)
        content.push(this.#signs[this.#at] === SIGN.open ? this.element() : this.#piece()!);
      this.#at++;
    }
    return { kind: 'pattern', name, dependency: -1, attributes, content, selfClosing };
  }

  #piece(): Slot | TextNode | undefined {
    switch (this.#signs[this.#at]) {
      case SIGN.slot:
        this.#at++;
        return { kind: 'slot', index: this.#slots++, isFilled: true };
      case SIGN.text:
        this.#at++;
        return { kind: 'text', text: this.#text() };
      case SIGN.entity: {
        this.#at++;
        const name = this.#text();
        return { kind: 'text', text: ENTITIES.get(name) ?? `&${name};` };
      }
      default:
        return undefined;
    }
  }

  #text(): string {
    return this.#texts.text(this.#signs[this.#at++]!);
  }
}
