import type { Bytes } from './bytes.ts';
import { type Content, type ElementNode, NULL_VALUE, type TextNode } from './element.ts';
import { ENTITIES } from './entities.ts';
import { BinXmlFault, Budget, MAX_DEPTH, MAX_NESTING } from './fault.ts';
import { NO_VALUES, resolve } from './instantiate.ts';
import type { Definition, Filling, Fillings, PatternAttribute, PatternContent, Slot } from './pattern.ts';
import { type TemplateLibrary, templatesOfTable } from './templates.ts';
import { decodeArray, decodeScalar, TYPE } from './values.ts';

const MORE = 0x40;
const NO_DEPENDENCY = 0xffff;

/** What a record's BinXML says; a fault means that only the part before it could be read. */
export interface DecodedRecord {
  readonly root: ElementNode | undefined;
  readonly fault: string | undefined;
}

/** Reads the BinXML of one chunk's records: the generic walker, every token, no shortcuts (spec evtx-format §7). */
export class ChunkXml {
  readonly #bytes: Bytes;
  readonly #library: TemplateLibrary;
  readonly #names = new Map<number, string>();
  readonly #definitions = new Map<number, Definition>();
  readonly #open = new Set<number>();
  #budget = new Budget();
  #fault: string | undefined;

  constructor(bytes: Bytes, library: TemplateLibrary) {
    this.#bytes = bytes;
    this.#library = library;
  }

  /** Decodes the stream between two chunk offsets. */
  record(start: number, end: number): DecodedRecord {
    this.#budget = new Budget();
    this.#fault = undefined;
    const nodes = this.#embedded(start, end);
    const root = nodes.find((node): node is ElementNode => node.kind === 'element');
    return { root, fault: this.#fault ?? (root ? undefined : 'record holds no element') };
  }

  /** A stream outside a definition; a fault ends it, is noted, and what was read so far stays. */
  #embedded(start: number, end: number): Content[] {
    const nodes: Content[] = [];
    const { depth, nesting } = this.#budget;
    try {
      if (++this.#budget.nesting > MAX_NESTING) throw new BinXmlFault(`values nest deeper than ${MAX_NESTING}`);
      this.#stream(start, end, false, (part) => nodes.push(...resolve(part, NO_VALUES, this.#budget)));
    } catch (error) {
      this.#note(error);
    }
    this.#budget.depth = depth;
    this.#budget.nesting = nesting;
    return nodes;
  }

  /** Notes the first fault of the record; anything but a fault of the bytes is a fault of ours and goes on up. */
  #note(error: unknown): string {
    if (!(error instanceof BinXmlFault)) throw error;
    this.#fault ??= error.message;
    return error.message;
  }

  /** `[fragment header] (template instance | element)* EOF`, EOF optional at the end of an embedded value. */
  #stream(start: number, end: number, inDefinition: boolean, emit: (part: PatternContent) => void): void {
    for (let at = start; at < end; ) {
      const token = this.#bytes.u8(at);
      switch (token & ~MORE) {
        case 0x00:
          return;
        case 0x0f:
          at += 4;
          break;
        case 0x01:
          at = this.#element(at, end, inDefinition, emit);
          break;
        case 0x0a:
          at = this.#instruction(at, end, emit);
          break;
        case 0x0c:
          at = this.#instance(at, end, emit);
          break;
        default:
          throw new BinXmlFault(`token ${token} at chunk offset ${at}`);
      }
    }
  }

  #element(start: number, end: number, inDefinition: boolean, emit: (part: PatternContent) => void): number {
    const bytes = this.#bytes;
    this.#budget.node();
    if (++this.#budget.depth > MAX_DEPTH) throw new BinXmlFault(`elements nest deeper than ${MAX_DEPTH}`);
    const token = bytes.u8(start);
    let at = start + 1;
    let dependency = NO_DEPENDENCY;
    if (inDefinition) {
      dependency = bytes.u16(at);
      at += 2;
    }
    at += 4;
    const name = this.#name(at);
    at = name.next;
    const attributes: PatternAttribute[] = [];
    if (token & MORE) at = this.#attributes(at + 4, end, attributes);
    const content: PatternContent[] = [];
    const closing = this.#token(at, end);
    const pattern = {
      kind: 'pattern',
      name: name.text,
      dependency: dependency === NO_DEPENDENCY ? -1 : dependency,
      attributes,
      content,
      selfClosing: closing === 0x03,
    } as const;
    if (closing !== 0x02 && closing !== 0x03) throw new BinXmlFault(`token ${closing} at chunk offset ${at}`);
    at += 1;
    try {
      if (closing === 0x02) at = this.#content(at, end, inDefinition, content);
    } finally {
      // A fault inside must not lose the part before it: the parents emit on their way out.
      emit(pattern);
    }
    this.#budget.depth--;
    return at;
  }

  #attributes(start: number, end: number, attributes: PatternAttribute[]): number {
    let at = start;
    while ((this.#token(at, end) & ~MORE) === 0x06) {
      this.#budget.node();
      const name = this.#name(at + 1);
      const pieces: (Slot | TextNode)[] = [];
      at = name.next;
      for (;;) {
        const next = this.#piece(at, end, pieces);
        if (next === at) break;
        at = next;
      }
      attributes.push({ name: name.text, pieces });
    }
    return at;
  }

  #content(start: number, end: number, inDefinition: boolean, content: PatternContent[]): number {
    const emit = (part: PatternContent): void => void content.push(part);
    for (let at = start; ; ) {
      const token = this.#token(at, end);
      switch (token & ~MORE) {
        case 0x01:
          at = this.#element(at, end, inDefinition, emit);
          break;
        case 0x04:
          return at + 1;
        case 0x0a:
          at = this.#instruction(at, end, emit);
          break;
        case 0x0c:
          at = this.#instance(at, end, emit);
          break;
        default: {
          const next = this.#piece(at, end, content);
          if (next === at) throw new BinXmlFault(`token ${token} at chunk offset ${at}`);
          at = next;
        }
      }
    }
  }

  /** Text, CDATA, reference or substitution; returns the same position if none of them stands there. */
  #piece(at: number, end: number, pieces: { push(piece: Slot | TextNode): unknown }): number {
    const bytes = this.#bytes;
    const token = this.#token(at, end) & ~MORE;
    switch (token) {
      case 0x05:
      case 0x07: {
        const from = token === 0x05 ? at + 2 : at + 1;
        const units = bytes.u16(from);
        const text = bytes.utf16(from + 2, units);
        pieces.push({ kind: 'text', text });
        this.#budget.text(units);
        at = from + 2 + 2 * units;
        break;
      }
      case 0x08:
        pieces.push({ kind: 'text', text: String.fromCharCode(bytes.u16(at + 1)) });
        at += 3;
        break;
      case 0x09: {
        const name = this.#name(at + 1);
        pieces.push({ kind: 'text', text: ENTITIES.get(name.text) ?? `&${name.text};` });
        at = name.next;
        break;
      }
      case 0x0d:
      case 0x0e:
        pieces.push({ kind: 'slot', index: bytes.u16(at + 1) });
        at += 4;
        break;
      default:
        return at;
    }
    this.#budget.node();
    return at;
  }

  #instruction(start: number, end: number, emit: (part: PatternContent) => void): number {
    this.#budget.node();
    const target = this.#name(start + 1);
    if (this.#token(target.next, end) !== 0x0b) {
      emit({ kind: 'instruction', target: target.text, text: '' });
      return target.next;
    }
    const units = this.#bytes.u16(target.next + 1);
    emit({ kind: 'instruction', target: target.text, text: this.#bytes.utf16(target.next + 3, units) });
    return target.next + 3 + 2 * units;
  }

  #token(at: number, end: number): number {
    if (at >= end) throw new BinXmlFault(`elements are still open at chunk offset ${end}`);
    return this.#bytes.u8(at);
  }

  /** The name at a reference, and where reading goes on: behind the name if it stands inline (spec evtx-format §7.3). */
  #name(at: number): { readonly text: string; readonly next: number } {
    const offset = this.#bytes.u32(at);
    const units = this.#bytes.u16(offset + 6);
    let text = this.#names.get(offset);
    if (text === undefined) {
      text = this.#bytes.utf16(offset + 8, units);
      this.#names.set(offset, text);
    }
    this.#budget.text(units);
    return { text, next: offset === at + 4 ? at + 14 + 2 * units : at + 4 };
  }

  /** A template instance: its definition with the values that follow it (spec evtx-format §7.5). */
  #instance(start: number, end: number, emit: (part: PatternContent) => void): number {
    const bytes = this.#bytes;
    this.#budget.node();
    const id = bytes.u32(start + 2);
    const offset = bytes.u32(start + 6);
    let at = start + 10;
    if (offset === at) at += 24 + bytes.u32(at + 20);
    if (at + 4 > end) throw new BinXmlFault('template instance has no values');
    const count = bytes.u32(at);
    const values = this.#values(at + 4, count, end);
    const definition = this.#definition(offset, id);
    if (definition) {
      if (definition.fault) this.#fault ??= definition.fault;
      for (const part of definition.content) {
        for (const node of resolve(part, values.fillings, this.#budget)) emit(node as ElementNode);
      }
    } else {
      this.#fault ??= `definition of template ${id} is not in the chunk`;
      emit(valuesOnly(values.fillings, count));
    }
    return values.next;
  }

  /** The substitution array at `at`, decoded value by value when asked (spec evtx-format §7.6). */
  #values(at: number, count: number, end: number): { readonly fillings: Fillings; readonly next: number } {
    const bytes = this.#bytes;
    if (count > 0xffff || at + 4 * count > end) throw new BinXmlFault(`${count} values do not fit into the record`);
    const offsets: number[] = [];
    let next = at + 4 * count;
    for (let i = 0; i < count; i++) {
      offsets.push(next);
      next += bytes.u16(at + 4 * i);
    }
    if (next > end) throw new BinXmlFault('values reach beyond the record');
    const known: Filling[] = [];
    const fill = (index: number): Filling => {
      if (index >= count) return NO_VALUES.fill(index);
      const size = bytes.u16(at + 4 * index);
      const offset = offsets[index]!;
      known[index] ??= this.#filling(offset, size, bytes.u8(at + 4 * index + 2));
      return known[index];
    };
    return { fillings: { fill }, next };
  }

  #filling(at: number, size: number, type: number): Filling {
    if (type === TYPE.binXml) return { kind: 'content', content: this.#embedded(at, at + size) };
    if (type & TYPE.array) return { kind: 'array', items: decodeArray(this.#bytes, at, size, type & ~TYPE.array) };
    return { kind: 'content', content: [decodeScalar(this.#bytes, at, size, type)] };
  }

  /** The definition at an offset, if it is that of `id`; else one with that id from elsewhere (spec evtx-format §11). */
  #definition(offset: number, id: number): Definition | undefined {
    const here = this.#definitionAt(offset);
    if (here?.id === id && !here.fault) return here;
    for (const other of this.#definitions.values()) if (other.id === id && !other.fault) return other;
    for (const at of templatesOfTable(this.#bytes)) {
      const other = this.#definitionAt(at);
      if (other?.id === id && !other.fault) return other;
    }
    return this.#library.get(id) ?? (here?.id === id ? here : undefined);
  }

  #definitionAt(offset: number): Definition | undefined {
    const known = this.#definitions.get(offset);
    if (known) return known;
    const bytes = this.#bytes;
    if (offset < 512 || offset + 24 > bytes.length) return undefined;
    if (this.#open.has(offset)) throw new BinXmlFault('template refers to itself');
    const { depth } = this.#budget;
    const content: PatternContent[] = [];
    let fault: string | undefined;
    this.#open.add(offset);
    try {
      const end = offset + 24 + bytes.u32(offset + 20);
      if (end > bytes.length) throw new BinXmlFault('template definition reaches beyond the chunk');
      this.#stream(offset + 24, end, true, (part) => content.push(part));
    } catch (error) {
      if (!(error instanceof BinXmlFault)) throw error;
      fault = error.message;
    }
    this.#budget.depth = depth;
    this.#open.delete(offset);
    const definition = { id: bytes.u32(offset + 4), content, fault };
    this.#definitions.set(offset, definition);
    if (!fault) this.#library.add(definition);
    return definition;
  }
}

/** What is left of an instance whose definition is lost: its values by index, as unnamed Data. */
function valuesOnly(values: Fillings, count: number): ElementNode {
  const shared = { kind: 'element', attributes: [], selfClosing: false, absent: false } as const;
  const content = Array.from({ length: Math.min(count, 256) }, (_, i): ElementNode => {
    const filling = values.fill(i);
    const items = filling.kind === 'array' ? filling.items : filling.content;
    return { ...shared, name: 'Data', content: items.length > 0 ? items : [NULL_VALUE] };
  });
  return { ...shared, name: 'EventData', content };
}
