import type { Verdict } from '../../../event/index.ts';
import type { TemplateLibrary } from '../templates.ts';
import type { GateMemo } from './gate.ts';
import { InlineShapes } from './inline-shape.ts';
import { Kernel } from './kernel.ts';
import * as layout from './layout.ts';
import { INNER } from './layout.ts';
import type { ReaderMemory } from './memory.ts';
import type { NameTable } from './names.ts';
import { isNullValue } from './null-value.ts';
import { type Plan, USE } from './plan.ts';
import type { Source } from './source.ts';
import { type Template, templateAt } from './template.ts';
import type { TemplateKnowledge } from './template-knowledge.ts';
import type { ChunkView } from './window.ts';

const STRING = 0x01;
const ANSI_STRING = 0x02;
const BIN_XML = 0x21;
const ARRAY = 0x80;
const STRINGS = 0x81;
const NOT_UNDERSTOOD = -1;
const OPEN = 0x01;
const MORE = 0x40;
/** In place of a template's number: its elements stand in the record itself. */
const INLINE = 0;
/** Templates numbered at most before all are numbered anew. */
const MOST_TEMPLATES = 8192;
/** Most units that arrays of one record may unfold to, far below the generic walker's bound. */
const MOST_UNFOLDED = 8_000_000;

/** What became of a record. */
export const LOADED = { yes: 0, generic: 1 } as const;
export type Loaded = (typeof LOADED)[keyof typeof LOADED];

/**
 * One record laid out: where each value stands, its size and type, found from the descriptors alone. Reused for every record;
 * holds the chunk's map from definition offsets to templates (design performance.md §1).
 */
export class Frame {
  chunk!: ChunkView;
  /** By slot: chunk offset, size and type of the value. Slots of the payload's template start at INNER. */
  readonly offsets: Int32Array;
  readonly sizes: Int32Array;
  readonly types: Uint8Array;
  plan!: Plan;
  outer!: Template;
  inner: Template | undefined;
  /** Numbers of the name table, -1 for none. */
  channel = -1;
  provider = -1;
  eventId = 0;
  /** Chunk offset of the record and its size. */
  at = 0;
  size = 0;
  /** Asked before the payload is laid out. */
  gate: GateMemo | undefined;
  /** Whether the last record may be wanted; if not, its payload is only checked, not laid out. A payload that hides the header may be. */
  isWanted = true;
  /** Set by the reader: an earlier record of the file may have the same record id. */
  repeats = false;
  /** Why the last record was left to the generic walker. */
  reason = '';
  /** What was made of an event like the last record, if it is known. */
  recalled: Verdict | undefined;
  readonly names: NameTable;
  /** Lays out what is known well, where the host can run it. */
  readonly kernel: Kernel | undefined;
  #library!: TemplateLibrary;
  /** Definitions of the chunk that the library has. */
  #collected = 0;
  /** Number of the template by definition offset, 0 for one not met, -1 for one not understood. */
  readonly #byOffset: Int32Array;
  /** Definitions of the chunk: their offset and that of the record that brought them, in turns, as many as `metCount` says. */
  readonly #met: Int32Array;
  readonly #state: Int32Array;
  /** By number; the first is 1. */
  readonly #templates: (Template | undefined)[] = [undefined];
  readonly #numbers = new Map<Template, number>();
  #shapes: InlineShapes | undefined;
  /** What stands for the template of a payload that has none. */
  #inlinePayload: Template | undefined;
  #special = 0;
  #odd = 0;

  constructor(names: NameTable, memory: ReaderMemory) {
    this.names = names;
    const { buffer } = memory;
    this.offsets = new Int32Array(buffer, layout.OFFSETS, 2 * INNER);
    this.sizes = new Int32Array(buffer, layout.SIZES, 2 * INNER);
    this.types = new Uint8Array(buffer, layout.TYPES, 2 * INNER);
    this.#byOffset = new Int32Array(buffer, layout.BY_OFFSET, 65_536);
    this.#met = new Int32Array(buffer, layout.MET, 2 * layout.MOST_MET);
    this.#state = new Int32Array(buffer, layout.STATE, 32);
    this.kernel = Kernel.on(memory);
  }

  /** What was learned of templates, for a later run; undefined if it is too much. */
  get knowledge(): TemplateKnowledge | undefined {
    const tables = this.#templates.length > layout.MOST_TEMPLATES ? undefined : this.kernel?.tables;
    if (!tables) return undefined;
    const templates = this.#templates.slice(1) as Template[];
    const payloadOf = (plan: number): string => {
      const pair = tables.pairs[plan - 1]!;
      return this.#templates[pair >>> 16]!.keptPayload(this.#templates[pair & 0xffff]);
    };
    return { names: this.names.texts, templates, tables, payloadOf };
  }

  /** Goes on from what an earlier run learned; only for a frame that took no record yet. */
  restore({ names, templates, tables }: TemplateKnowledge): void {
    if (!this.kernel?.restore(tables, (number) => this.#templates[number])) return;
    for (const name of names) this.names.intern(name);
    for (const template of templates) {
      this.#numbers.set(template, this.#templates.length);
      this.#templates.push(template);
    }
  }

  /** Starts a chunk; `library` gets the definitions that are met, as the generic walker would add them. */
  start(chunk: ChunkView, library: TemplateLibrary): void {
    this.chunk = chunk;
    this.#library = library;
    this.#collected = 0;
    for (let i = 0; i < this.metCount; i++) this.#byOffset[this.#met[2 * i]!] = 0;
    this.#state[layout.MET_COUNT >> 2] = 0;
    if (this.#templates.length > MOST_TEMPLATES) {
      this.#templates.length = 1;
      this.#numbers.clear();
      this.kernel?.forget();
    }
  }

  /** Definitions met in the chunk so far. */
  get metCount(): number {
    return this.#state[layout.MET_COUNT >> 2]!;
  }

  /** Chunk offset of the record that brought a definition, by the order in which they were met. */
  bringer(index: number): number {
    return this.#met[2 * index + 1]!;
  }

  /**
   * Lets the kernel take records of the chunk from one on, as many as it can; gives the index of that at which it stopped, and if that
   * one is wanted and laid out, it is the frame's from now on.
   */
  walk(kernel: Kernel, first: number, count: number, mode: number): number {
    const { array, length } = this.chunk;
    const stopped = kernel.walk(array.byteOffset, length, first, count, mode);
    this.#collect();
    const state = this.#state;
    if (state[layout.OUTCOME >> 2] === layout.LAID_OUT) {
      this.at = state[layout.AT >> 2]!;
      this.size = state[layout.SIZE >> 2]!;
      this.outer = this.#templates[state[layout.OUTER >> 2]!]!;
      this.inner = this.#templates[state[layout.INNER_TEMPLATE >> 2]!];
      this.plan = kernel.plan;
      this.channel = state[layout.CHANNEL >> 2]!;
      this.provider = state[layout.PROVIDER >> 2]!;
      this.eventId = state[layout.EVENT_ID >> 2]! >>> 0;
      this.#odd = state[layout.ODD >> 2]!;
      this.repeats = state[layout.REPEATS >> 2] === 1;
      this.isWanted = true;
      this.recalled = kernel.recalled;
    }
    return stopped;
  }

  /** Tells the kernel whether the gate wants the kind of events at which it stopped; false if it cannot be told. */
  meetKind(kernel: Kernel, gate: GateMemo): boolean {
    const kind = kernel.newKind;
    return kernel.learnKind(kind, gate.isWanted(kind.channel, kind.provider, kind.eventId));
  }

  /** Lays out the record at a chunk offset; `generic` means that it has to be read the slow way. */
  load(at: number, size: number): Loaded {
    this.at = at;
    this.size = size;
    this.recalled = undefined;
    const { view } = this.chunk;
    const end = at + size - 4;
    if (size < 44 || view.getUint8(at + 24) !== 0x0f) return this.#no('no fragment');
    const isInline = (view.getUint8(at + 28) & ~MORE) === OPEN;
    if (!isInline && view.getUint8(at + 28) !== 0x0c) return this.#no('no template');
    this.#special = 0;
    this.#odd = 0;
    const outer = isInline ? INLINE : this.#instance(at + 28, end, 0);
    const template = isInline ? this.#inline(at + 28, end, 0) : this.#templates[outer];
    if (!template) return LOADED.generic;
    if (!this.#isLast(end)) return this.#no('two things in a record');
    this.outer = template;
    this.inner = undefined;
    if (this.#header(template) !== LOADED.yes) return LOADED.generic;
    const { gate } = this;
    this.isWanted = gate === undefined || gate.isWanted(this.channel, this.provider, this.eventId);
    if (gate) this.kernel?.learnKind(this, this.isWanted);
    const slot = template.payloadSlot;
    let plan: Plan | string;
    let inner = 0;
    if (slot >= 0 && this.types[slot] === BIN_XML && this.sizes[slot] !== 0) {
      this.#special--;
      this.#odd--;
      const [special, odd] = [this.#special, this.#odd];
      inner = this.#payload(this.offsets[slot]!, this.sizes[slot]!);
      if (inner < 0) return LOADED.generic;
      const innerTemplate = inner === INLINE ? this.#inlinePayload! : this.#templates[inner]!;
      this.inner = innerTemplate;
      if (inner === INLINE && this.#special > 0) return this.#no('a value changes the tree');
      if (innerTemplate.lastOuter === template) plan = innerTemplate.lastPlan;
      else {
        plan = template.plan(innerTemplate);
        innerTemplate.lastOuter = template;
        innerTemplate.lastPlan = plan;
      }
      if (!this.isWanted && typeof plan !== 'string' && plan.hidesHeader) {
        this.isWanted = true;
        this.#special = special;
        this.#odd = odd;
        this.#payload(this.offsets[slot]!, this.sizes[slot]!);
      }
    } else {
      if (slot >= 0) {
        if (this.types[slot] !== 0) return this.#no('payload is no BinXML, or an empty one');
      }
      plan = template.plan(undefined);
      if (typeof plan !== 'string' && plan.hidesHeader) this.isWanted = true;
    }
    if (typeof plan === 'string') return this.#no(plan);
    this.plan = plan;
    if (!template.isInline && !this.inner?.isInline) this.kernel?.learnPlan(template, outer, this.inner, inner, plan);
    if (this.#special > 0 && !this.#areSpecialsPlain(plan)) return this.#no('a value changes the tree');
    return LOADED.yes;
  }

  /** True if all of its values are plain: their texts stand in the record, in UTF-16. */
  get isPlain(): boolean {
    return this.#odd === 0;
  }

  isNull(slot: number): boolean {
    return isNullValue(this.chunk, this.offsets[slot]!, this.sizes[slot]!, this.types[slot]!);
  }

  #next = 0;

  #no(reason: string): typeof LOADED.generic {
    this.reason = reason;
    return LOADED.generic;
  }

  #fail(reason: string): -1 {
    this.reason = reason;
    return -1;
  }

  /** What stands for the template of an element in the record itself, whose values it lays out. */
  #inline(start: number, end: number, base: number): Template | undefined {
    this.#shapes ??= new InlineShapes(this);
    const template = this.#shapes.read(start, end, base);
    this.#next = this.#shapes.next;
    if (!template) this.reason = 'elements without a template';
    return template;
  }

  /** A payload's stream: one instance, or one element, and nothing else. */
  #payload(at: number, size: number): number {
    const { view } = this.chunk;
    const end = at + size;
    const start = view.getUint8(at) === 0x0f ? at + 4 : at;
    if (start < end && (view.getUint8(start) & ~MORE) === OPEN) {
      this.#inlinePayload = this.#inline(start, end, INNER);
      if (!this.#inlinePayload) return -1;
      return this.#isLast(end) ? INLINE : this.#fail('two things in a payload');
    }
    if (start >= end || view.getUint8(start) !== 0x0c) return this.#fail('payload without a template');
    const inner = this.isWanted ? this.#instance(start, end, INNER) : this.#checked(start, end);
    return inner < 0 || this.#isLast(end) ? inner : this.#fail('two things in a payload');
  }

  /** True if nothing comes behind what was read last. */
  #isLast(end: number): boolean {
    return this.#next >= end || this.chunk.view.getUint8(this.#next) === 0;
  }

  /**
   * The template of an instance that nobody wants: it must be sound like others, but where its values stand does not matter,
   * unless there are some that a plan may not bear.
   */
  #checked(start: number, end: number): number {
    const { view } = this.chunk;
    if (start + 14 > end) return this.#fail('cut off');
    const offset = view.getUint32(start + 6, true);
    const at = start + 10;
    if (offset === at) return this.#instance(start, end, INNER);
    const count = view.getUint32(at, true);
    const first = at + 4 + 4 * count;
    if (count >= INNER || first > end) return this.#fail('values do not fit');
    let next = first;
    for (let descriptor = at + 4; descriptor < first; descriptor += 4) {
      const word = view.getInt32(descriptor, true);
      const type = word & 0xff_0000;
      if (type >= 0x21_0000 && (type === 0x21_0000 || type >= 0x80_0000)) return this.#instance(start, end, INNER);
      next += word & 0xffff;
    }
    if (next > end) return this.#fail('values do not fit');
    this.#next = next;
    const index = this.#template(offset, view.getUint32(start + 2, true));
    return index < 0 ? this.#fail('definition is not understood') : index;
  }

  /** Lays out the values of a template instance; gives the template's index in the chunk, and sets where reading goes on. */
  #instance(start: number, end: number, base: number): number {
    const { view } = this.chunk;
    if (start + 14 > end) return this.#fail('cut off');
    const offset = view.getUint32(start + 6, true);
    let at = start + 10;
    if (offset === at) {
      if (at + 24 > end) return this.#fail('cut off');
      at += 24 + view.getUint32(at + 20, true);
      if (at + 4 > end) return this.#fail('cut off');
    }
    const count = view.getUint32(at, true);
    let next = at + 4 + 4 * count;
    if (count >= INNER || next > end) return this.#fail('values do not fit');
    const { offsets, sizes, types } = this;
    let special = 0;
    let odd = 0;
    let slot = base;
    for (let descriptor = at + 4; slot < base + count; descriptor += 4, slot++) {
      const word = view.getUint32(descriptor, true);
      const size = word & 0xffff;
      const type = (word >>> 16) & 0xff;
      offsets[slot] = next;
      sizes[slot] = size;
      types[slot] = type;
      next += size;
      if (type > STRING && (type === ANSI_STRING || type >= BIN_XML)) {
        if (type === BIN_XML || type >= ARRAY) special++;
        if (type !== STRINGS && size > 0) odd++;
      }
    }
    if (next > end) return this.#fail('values do not fit');
    this.#special += special;
    this.#odd += odd;
    this.#next = next;
    const index = this.#template(offset, view.getUint32(start + 2, true));
    if (index < 0) return this.#fail('definition is not understood');
    for (const { slots } = this.#templates[index]!; slot < base + slots; slot++) {
      offsets[slot] = next;
      sizes[slot] = 0;
      types[slot] = 0;
    }
    return index;
  }

  #template(offset: number, id: number): number {
    if (offset >= this.chunk.length) return -1;
    const known = this.#byOffset[offset]!;
    if (known !== 0) return known !== NOT_UNDERSTOOD && this.#templates[known]!.id === id ? known : -1;
    const { metCount } = this;
    this.#met[2 * metCount] = offset;
    this.#met[2 * metCount + 1] = this.at;
    this.#state[layout.MET_COUNT >> 2] = metCount + 1;
    const template = templateAt(this.chunk, offset);
    if (!template || template.id !== id) {
      this.#byOffset[offset] = NOT_UNDERSTOOD;
      return -1;
    }
    this.#own(template);
    const number = this.#numbers.get(template) ?? this.#numberOf(template);
    for (const image of template.images) this.kernel?.learnImage(number, id, image);
    this.#byOffset[offset] = number;
    this.#collect();
    return number;
  }

  /** Gives the library the definitions that were met, those that the kernel met too. */
  #collect(): void {
    for (const { metCount } = this; this.#collected < metCount; this.#collected++) {
      const number = this.#byOffset[this.#met[2 * this.#collected]!]!;
      const template = number < 0 ? undefined : this.#templates[number];
      if (!template || template.lastLibrary === this.#library) continue;
      template.lastLibrary = this.#library;
      this.#library.add(template.definition);
    }
  }

  /** Another reader may have numbered the literal names of a template since, by its own table. */
  #own(template: Template): void {
    if (template.names === this.names) return;
    template.names = this.names;
    template.channel = this.#literal(template.header?.channel);
    template.provider = this.#literal(template.header?.provider);
  }

  #numberOf(template: Template): number {
    const number = this.#templates.length;
    this.#templates.push(template);
    this.#numbers.set(template, number);
    this.kernel?.learnTemplate(number, template);
    return number;
  }

  #literal(source: Source | undefined): number {
    return source?.kind === 'literal' ? this.names.intern(source.text) : -1;
  }

  /** True if arrays and BinXML stand only where no tree depends on them, or where an array repeats its element. */
  #areSpecialsPlain(plan: Plan): boolean {
    const literals = (this.inner ?? this.outer).form.length;
    let unfolded = 0;
    for (const [base, template] of [
      [0, this.outer],
      [INNER, this.inner],
    ] as const) {
      for (let slot = base; template && slot < base + template.slots; slot++) {
        const type = this.types[slot]!;
        if (slot === this.outer.payloadSlot || (type !== BIN_XML && type < ARRAY)) continue;
        const use = plan.useOf(slot);
        if (use === 0) continue;
        if (type === BIN_XML || use === USE.plain) return false;
        unfolded += this.sizes[slot]! * literals;
      }
    }
    return unfolded < MOST_UNFOLDED;
  }

  #header(template: Template): Loaded {
    const { header } = template;
    if (!header) return this.#no('System is not understood');
    this.#own(template);
    const channel = this.#name(header.channel, template.channel, this.channel);
    const provider = this.#name(header.provider, template.provider, this.provider);
    if (channel < -1 || provider < -1) return this.#no('channel or provider is no text');
    this.channel = channel >= 0 && this.names.text(channel) === '' ? -1 : channel;
    this.provider = provider;
    const { eventId } = header;
    if (eventId.kind !== 'slot') return this.#no('event id is no value');
    const at = this.offsets[eventId.slot]!;
    const size = this.sizes[eventId.slot]!;
    const type = this.types[eventId.slot]!;
    if (type === 0x06 && size >= 2) this.eventId = this.chunk.view.getUint16(at, true);
    else if (type === 0x08 && size >= 4) this.eventId = this.chunk.view.getUint32(at, true);
    else return this.#idOfText(at, size, type);
    return LOADED.yes;
  }

  /** Takes an event id that is written as digits, as in records without a template. */
  #idOfText(at: number, size: number, type: number): Loaded {
    const count = size >> 1;
    let id = 0;
    for (let i = 0; i < count; i++) {
      const digit = this.chunk.view.getUint16(at + 2 * i, true) - 0x30;
      if (digit < 0 || digit > 9) return this.#no('event id is no number');
      id = 10 * id + digit;
    }
    if (type !== STRING || count === 0 || count > 9) return this.#no('event id is no number');
    this.eventId = id;
    return LOADED.yes;
  }

  /** Number of a name: -1 for none, -2 if it is not understood. `last` is that of the record before, most often the same. */
  #name(source: Source, literal: number, last: number): number {
    if (source.kind === 'none') return -1;
    if (source.kind === 'literal') return literal < 0 ? -2 : literal;
    if (source.kind !== 'slot') return -2;
    const type = this.types[source.slot]!;
    if (type === 0) return -1;
    if (type !== 1) return -2;
    const at = this.offsets[source.slot]!;
    const { view } = this.chunk;
    let count = this.sizes[source.slot]! >> 1;
    if (last >= 0 && this.names.equals(last, view, at, count)) return last;
    for (let i = 0; i < count; i++) if (view.getUint16(at + 2 * i, true) === 0) count = i;
    const number = this.names.find(view, at, count);
    if (number < 0) return -2;
    if (count > 0) this.kernel?.learnName(view, at, this.sizes[source.slot]! & ~1, number);
    return number;
  }
}
