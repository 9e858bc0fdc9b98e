import { Bytes } from '../bytes.ts';
import type { Content } from '../element.ts';
import { Budget } from '../fault.ts';
import { NO_VALUES, resolve } from '../instantiate.ts';
import type { Filling, Fillings, PatternElement } from '../pattern.ts';
import { decodeArray, decodeScalar, TYPE } from '../values.ts';
import { renderXml } from '../xml.ts';
import type { Frame } from './frame.ts';
import { INNER } from './layout.ts';
import type { Template } from './template.ts';

/** The bytes and layout of a record, on their own: what its XML is made of when somebody asks. */
export class RecordImage {
  readonly #outer: Template;
  readonly #inner: Template | undefined;
  readonly #bytes: Bytes;
  /** Offset, size and type of each value, the outer template's first. */
  readonly #layout: Int32Array;

  constructor(frame: Frame) {
    const { outer, inner, chunk, at, size } = frame;
    this.#outer = outer;
    this.#inner = inner;
    this.#bytes = new Bytes(chunk.array.slice(at, at + size));
    this.#layout = new Int32Array(3 * (outer.slots + (inner?.slots ?? 0)));
    let next = 0;
    for (const [base, template] of [[0, outer] as const, [INNER, inner] as const]) {
      for (let slot = base; template && slot < base + template.slots; slot++) {
        this.#layout[next++] = frame.offsets[slot]! - at;
        this.#layout[next++] = frame.sizes[slot]!;
        this.#layout[next++] = frame.types[slot]!;
      }
    }
  }

  /** The XML that Windows prints of the record, made by the generic walker's own code from the template's tree. */
  xml(): string {
    const budget = new Budget();
    const { payloadSlot, slots, pattern } = this.#outer;
    const inner = this.#inner;
    const payload = (): Content[] => (inner ? resolve(inner.pattern, this.#fillings(slots, inner.slots), budget) : []);
    const own = this.#fillings(0, slots);
    const fill = (index: number): Filling =>
      index === payloadSlot && this.#layout[3 * index + 2] === TYPE.binXml
        ? { kind: 'content', content: payload() }
        : own.fill(index);
    return rootOf(resolve(pattern, { fill }, budget), pattern);
  }

  #fillings(first: number, count: number): Fillings {
    return {
      fill: (index) => {
        if (index >= count) return NO_VALUES.fill(index);
        const [at = 0, size = 0, type = 0] = this.#layout.subarray(3 * (first + index), 3 * (first + index) + 3);
        return type & TYPE.array
          ? { kind: 'array', items: decodeArray(this.#bytes, at, size, type & ~TYPE.array) }
          : { kind: 'content', content: [decodeScalar(this.#bytes, at, size, type)] };
      },
    };
  }
}

function rootOf(nodes: readonly Content[], pattern: PatternElement): string {
  const [root] = nodes;
  if (root?.kind !== 'element') throw new TypeError(`<${pattern.name}> made no element`);
  return renderXml(root);
}
