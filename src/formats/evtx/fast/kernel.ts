import type { DefinitionImage } from './definition-image.ts';
import { KERNEL_CODE } from './kernel-code.ts';
import * as at from './layout.ts';
import type { LineProgram } from './line-program.ts';
import { STEP, STEP_SIZE } from './line-program.ts';
import type { ReaderMemory } from './memory.ts';
import type { PayloadField } from './payload-plan.ts';
import type { Plan } from './plan.ts';
import type { Source } from './source.ts';
import type { Template } from './template.ts';

interface Exports {
  walk(chunk: number, length: number, first: number, count: number, mode: number): number;
  hashOfName(first: number, third: number, last: number, size: number): number;
  hashOfKind(names: number, eventId: number): number;
  hashOfPair(pair: number): number;
}

/** What the kernel is to do with records: lay them out, or turn some down by the gate, or write them as lines. */
export const MODE = { all: 0, gated: 1, lines: 2 } as const;

const encoder = new TextEncoder();

let compiled: WebAssembly.Module | null | undefined;

/** The compiled code; null where the host has no WebAssembly, or none of its vectors. */
function moduleOf(): WebAssembly.Module | null {
  if (compiled !== undefined) return compiled;
  try {
    const text = atob(KERNEL_CODE);
    compiled = new WebAssembly.Module(Uint8Array.from(text, (unit) => unit.charCodeAt(0)));
  } catch {
    compiled = null;
  }
  return compiled;
}

/**
 * The reader's kernel in WebAssembly (`kernel/`): it lays records out, and writes them as lines, as `Frame` and `LineWriter` do, but
 * faster and only those of which all is known: templates, plans, names, kinds. What those classes meet, they tell it here.
 */
export class Kernel {
  readonly #view: DataView;
  readonly #bytes: Uint8Array;
  readonly #exports: Exports;
  readonly #plans: Plan[] = [];
  readonly #numbers = new Map<Plan, number>();
  readonly #programs = new Map<LineProgram, number>();
  readonly #lined = new Set<Plan>();
  readonly #images = new Set<DefinitionImage>();
  #pool = at.POOL;
  #names = 0;
  #pairs = 0;
  #kinds = 0;

  private constructor(memory: ReaderMemory, exports: Exports) {
    this.#view = memory.view;
    this.#bytes = new Uint8Array(memory.buffer);
    this.#exports = exports;
    this.forget();
  }

  /** A kernel that works on a reader's memory; undefined where the host cannot run it. */
  static on(memory: ReaderMemory): Kernel | undefined {
    const module = memory.wasm && moduleOf();
    if (!module) return undefined;
    try {
      const { exports } = new WebAssembly.Instance(module, { env: { memory: memory.wasm } });
      return new Kernel(memory, exports as unknown as Exports);
    } catch {
      return undefined;
    }
  }

  /** Forgets all that it was told but for kinds of events. */
  forget(): void {
    this.#bytes.fill(0, at.TEMPLATES, at.KINDS);
    this.#bytes.fill(0, at.NAMES, at.MET);
    this.#bytes.fill(0, at.PAIRS, at.PAIRS + at.PAIR * at.PAIR_SLOTS);
    this.#plans.length = 1;
    this.#numbers.clear();
    this.#programs.clear();
    this.#lined.clear();
    this.#images.clear();
    this.#pool = at.POOL;
    this.#names = 0;
    this.#pairs = 0;
  }

  /** Takes records of a chunk (its address and length) by index; gives the index of the one at which it stopped. */
  walk(chunk: number, length: number, first: number, count: number, mode: number): number {
    return this.#exports.walk(chunk, length, first, count, mode);
  }

  /** A number of the state by its offset there. */
  state(field: number): number {
    return this.#view.getInt32(at.STATE + field, true);
  }

  setState(field: number, value: number): void {
    this.#view.setInt32(at.STATE + field, value, true);
  }

  get highestId(): number {
    return this.#view.getFloat64(at.STATE + at.HIGHEST, true);
  }

  set highestId(id: number) {
    this.#view.setFloat64(at.STATE + at.HIGHEST, id, true);
  }

  /** The plan of the record that was laid out last. */
  get plan(): Plan {
    return this.#plans[this.state(at.PLAN)]!;
  }

  /** Tells each kind of events that was turned down since this was asked last, and how many there were; names as numbers, -1 for none. */
  turnedDown(tell: (channel: number, provider: number, eventId: number, count: number) => void): void {
    const count = this.state(at.SKIPPED_KINDS);
    this.setState(at.SKIPPED_KINDS, 0);
    for (let i = 0; i < count; i++) {
      const kind = at.KINDS + at.KIND * this.#int(at.SKIPPED + 4 * i);
      const names = this.#int(kind + at.K_NAMES);
      const events = this.#int(kind + at.K_COUNT);
      this.#set(kind + at.K_COUNT, 0);
      tell((names >>> 16) - 1, (names & 0xffff) - 1, this.#int(kind + at.K_EVENT_ID) >>> 0, events);
    }
  }

  /** Tells of a template under a number; names that it holds itself have theirs. */
  learnTemplate(number: number, template: Template): void {
    if (number >= at.MOST_TEMPLATES) return;
    const entry = at.TEMPLATES + at.TEMPLATE * number;
    this.#bytes.fill(0, entry, entry + at.TEMPLATE);
    this.#set(entry + at.T_ID, template.id);
    this.#set(entry + at.T_SLOTS, template.slots);
    this.#set(entry + at.T_PAYLOAD_SLOT, template.payloadSlot);
    const { header } = template;
    const slotOf = (source: Source | undefined): number => (source?.kind === 'slot' ? source.slot : -1);
    this.#setName(entry + at.T_CHANNEL, header?.channel, template.channel);
    this.#setName(entry + at.T_PROVIDER, header?.provider, template.provider);
    this.#set(entry + at.T_EVENT_ID, slotOf(header?.eventId));
    this.#set(entry + at.T_RECORD_ID, slotOf(header?.recordId));
  }

  #setName(place: number, source: Source | undefined, number: number): void {
    const isLiteral = source?.kind === 'literal' && source.text !== '' && number >= 0;
    const how = isLiteral ? at.LITERAL_NAME : source?.kind === 'none' ? at.NO_NAME : at.ODD_NAME;
    this.#set(place, source?.kind === 'slot' ? source.slot : how);
    this.#set(place + 4, number);
  }

  /** Tells that the library of a number has a template's definition. */
  learnLibrary(number: number, library: number): void {
    if (number < at.MOST_TEMPLATES) this.#set(at.TEMPLATES + at.TEMPLATE * number + at.T_LIBRARY, library);
  }

  /** Tells how a template's definition looks. */
  learnImage(number: number, id: number, image: DefinitionImage): void {
    if (number >= at.MOST_TEMPLATES || this.#images.has(image) || this.#pool > at.POOL_OF_IMAGES) return;
    this.#images.add(image);
    const { bytes, names, units } = image;
    const place = this.#take(at.IMAGE + (names.length / 2) * at.REFERENCE + bytes.length + 8 + 2 * units.length + 8);
    if (place === 0) return;
    let next = place + at.IMAGE + (names.length / 2) * at.REFERENCE;
    this.#set(place + at.I_ID, id);
    this.#set(place + at.I_TEMPLATE, number);
    this.#set(place + at.I_SIZE, bytes.length);
    this.#set(place + at.I_BYTES, next);
    this.#set(place + at.I_NAMES, names.length / 2);
    this.#bytes.set(bytes, next);
    next += bytes.length;
    let unit = 0;
    for (let i = 0, reference = place + at.IMAGE; i < names.length; i += 2, reference += at.REFERENCE) {
      const count = names[i + 1]!;
      this.#set(reference, names[i]!);
      this.#set(reference + 4, count);
      this.#set(reference + 8, next);
      for (let k = 0; k < count; k++, next += 2) this.#view.setUint16(next, units[unit++]!, true);
    }
    const head = at.IMAGES + 4 * (id & (at.IMAGE_SLOTS - 1));
    this.#set(place + at.I_NEXT, this.#int(head));
    this.#set(head, place);
  }

  /** Tells of the plan of a pair of templates, by their numbers; 0 for no inner one. */
  learnPlan(outer: Template, outerNumber: number, inner: Template | undefined, innerNumber: number, plan: Plan): void {
    if (outerNumber >= at.MOST_TEMPLATES || innerNumber >= at.MOST_TEMPLATES) return;
    const number = this.#numbers.get(plan) ?? this.#planOf(plan, outer, inner);
    const pair = (outerNumber << 16) | innerNumber;
    for (let hash = this.#exports.hashOfPair(pair); ; hash++) {
      const entry = at.PAIRS + at.PAIR * (hash & (at.PAIR_SLOTS - 1));
      if (this.#int(entry) === pair) return;
      if (this.#int(entry) !== 0) continue;
      if (this.#pairs === at.MOST_PAIRS) return;
      this.#pairs++;
      this.#set(entry, pair);
      this.#set(entry + 4, number);
      return;
    }
  }

  #planOf(plan: Plan, outer: Template, inner: Template | undefined): number {
    const innerSlots = inner?.slots ?? 0;
    const uses = this.#plans.length < at.MOST_PLANS ? this.#take(outer.slots + innerSlots) : 0;
    if (uses === 0) return 0;
    const number = this.#plans.length;
    this.#plans.push(plan);
    this.#numbers.set(plan, number);
    for (let i = 0; i < outer.slots + innerSlots; i++) {
      const slot = i < outer.slots ? i : at.INNER + i - outer.slots;
      this.#bytes[uses + i] = plan.useOf(slot);
    }
    const entry = at.PLANS + at.PLAN_ENTRY * number;
    this.#set(entry + at.P_IS_PLAIN, plan.hidesHeader ? 0 : 1);
    this.#set(entry + at.P_USES, uses);
    this.#set(entry + at.P_LITERALS, (inner ?? outer).form.length);
    return number;
  }

  /** Tells how events of a plan are written. */
  learnLines(plan: Plan, system: LineProgram, payload: LineProgram): void {
    const number = this.#numbers.get(plan);
    if (number === undefined || this.#lined.has(plan)) return;
    this.#lined.add(plan);
    const systemPlace = this.#programOf(system, []);
    const payloadPlace = this.#programOf(payload, plan.payload.fields);
    if (systemPlace === 0 || payloadPlace === 0) return;
    const entry = at.PLANS + at.PLAN_ENTRY * number;
    this.#set(entry + at.P_SYSTEM, systemPlace);
    this.#set(entry + at.P_PAYLOAD, payloadPlace);
    this.#set(entry + at.P_MOST, system.most + payload.most);
    this.#set(entry + at.P_REPEATED, system.uses + payload.uses);
  }

  /** Where a program stands; 0 if there is no room, or it has a value that is put together of several pieces. */
  #programOf(program: LineProgram, fields: readonly PayloadField[]): number {
    let place = this.#programs.get(program);
    if (place === undefined) {
      place = this.#storeProgram(program, fields);
      this.#programs.set(program, place);
    }
    return place;
  }

  #storeProgram({ steps, words }: LineProgram, fields: readonly PayloadField[]): number {
    const pool = new Uint8Array(words.buffer, words.byteOffset, words.byteLength);
    const constants = this.#take(pool.length + 16);
    const place = this.#take(8 + 4 * steps.length);
    if (constants === 0 || place === 0) return 0;
    this.#bytes.set(pool, constants);
    this.#set(place, place + 8 + 4 * steps.length);
    this.#set(place + 4, constants);
    for (let i = 0; i < steps.length; i++) this.#set(place + 8 + 4 * i, steps[i]!);
    for (let i = 0; i < steps.length; i += STEP_SIZE) {
      if ((steps[i]! & 7) !== STEP.several) continue;
      const sources = this.#storeSources(fields[steps[i]! >> 3]!);
      if (sources === 0) return 0;
      this.#set(place + 8 + 4 * i, sources * 8 + STEP.several);
    }
    return place;
  }

  #storeSources({ isArray, sources }: PayloadField): number {
    const place = this.#take(8 + 20 * sources.length);
    if (place === 0) return 0;
    this.#set(place, isArray ? 1 : 0);
    this.#set(place + 4, sources.length);
    let next = place + 8;
    for (const { source, dependency, needsValue } of sources) {
      if (source.kind === 'pieces') return 0;
      const literal = encoder.encode(JSON.stringify(source.kind === 'literal' ? source.text : ''));
      const constant = source.kind === 'slot' ? 0 : this.#take(literal.length + 16);
      if (source.kind === 'slot') this.#set(next, source.slot);
      else {
        if (constant === 0) return 0;
        this.#bytes.set(literal, constant);
        this.#set(next, -1);
      }
      this.#set(next + 4, dependency);
      this.#set(next + 8, needsValue ? 1 : 0);
      this.#set(next + 12, constant);
      this.#set(next + 16, literal.length);
      next += 20;
    }
    return place;
  }

  /** Tells the number of a name that stands in memory, `size` bytes of UTF-16. */
  learnName(view: DataView, start: number, size: number, number: number): void {
    if (size < at.LEAST_NAME || this.#names === at.MOST_NAMES) return;
    const word = (offset: number): number => view.getInt32(start + offset, true);
    for (let hash = this.#exports.hashOfName(word(0), word(size - 8), word(size - 4), size); ; hash++) {
      const entry = at.NAMES + at.NAME * (hash & (at.NAME_SLOTS - 1));
      const known = this.#int(entry + at.N_NUMBER);
      if (known === number + 1 && this.#int(entry + at.N_SIZE) === size) return;
      if (known === 0) {
        const place = this.#take(size + 8);
        if (place === 0) return;
        this.#names++;
        for (let i = 0; i < size; i++) this.#bytes[place + i] = view.getUint8(start + i);
        this.#set(entry + at.N_PLACE, place);
        this.#set(entry + at.N_SIZE, size);
        this.#set(entry + at.N_NUMBER, number + 1);
        return;
      }
    }
  }

  /** Tells whether the gate wants events of a kind. */
  learnKind(channel: number, provider: number, eventId: number, isWanted: boolean): void {
    if (this.#kinds === at.MOST_KINDS) return;
    const names = ((channel + 1) << 16) | (provider + 1);
    for (let hash = this.#exports.hashOfKind(names, eventId); ; hash++) {
      const kind = at.KINDS + at.KIND * (hash & (at.KIND_SLOTS - 1));
      if (this.#int(kind + at.K_VERDICT) === 0) {
        this.#kinds++;
        this.#set(kind + at.K_NAMES, names);
        this.#set(kind + at.K_EVENT_ID, eventId);
        this.#set(kind + at.K_VERDICT, isWanted ? at.WANTED : at.TURNED_DOWN);
        return;
      }
      if (this.#int(kind + at.K_EVENT_ID) === (eventId | 0) && this.#int(kind + at.K_NAMES) === names) return;
    }
  }

  /** Room in the pool, from a whole eight bytes on; 0 if there is none left. */
  #take(size: number): number {
    const place = this.#pool;
    const end = (place + size + 7) & ~7;
    if (end > at.POOL_END) return 0;
    this.#pool = end;
    return place;
  }

  #int(place: number): number {
    return this.#view.getInt32(place, true);
  }

  #set(place: number, value: number): void {
    this.#view.setInt32(place, value, true);
  }
}
