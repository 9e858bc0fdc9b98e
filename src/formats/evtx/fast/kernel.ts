import type { Judged, TextSieve, Verdict } from '../../../event/index.ts';
import { type TextScreen, WasmPool, WasmTable, wasmModule } from '../../../value/index.ts';
import { Recall, type RecallPlaces } from '../../recall.ts';
import { type SievePlaces, storedSieve } from '../../stored-sieve.ts';
import { timeOfFileTime } from '../file-time.ts';
import type { DefinitionImage } from './definition-image.ts';
import { KERNEL_CODE } from './kernel-code.ts';
import * as at from './layout.ts';
import type { LineProgram } from './line-program.ts';
import type { ReaderMemory } from './memory.ts';
import type { Plan } from './plan.ts';
import type { Source } from './source.ts';
import { StoredFields } from './stored-fields.ts';
import { StoredLines } from './stored-lines.ts';
import type { Template } from './template.ts';

interface Exports {
  walk(chunk: number, length: number, first: number, count: number, mode: number): number;
  hashOfName(first: number, third: number, last: number, size: number): number;
  hashOfKind(names: number, eventId: number): number;
  hashOfPair(pair: number): number;
  learn(memo: number, code: number, asked: number): number;
  fields(program: number, chunk: number, recordSize: number): number;
  readonly table: WebAssembly.Table;
}

/** Events of one header; names by their numbers, -1 for none. */
export interface KindOfEvents {
  readonly channel: number;
  readonly provider: number;
  readonly eventId: number;
}

/** How many events of a kind were turned down by what, and the times in ms of the earliest and the latest by a sieve. */
export interface TurnedDown {
  readonly byGate: number;
  readonly bySieve: number;
  readonly earliest: number;
  readonly latest: number;
}

/** What a kernel was told of templates, as it stands in its memory. */
export interface KernelTables {
  /** Numbers of the outer and the inner template of each plan, from the first on (`outer << 16 | inner`). */
  readonly pairs: Int32Array;
  /** What stands in each of `REGIONS`. */
  readonly regions: readonly Uint8Array[];
  /** What was taken of the pool of templates. */
  readonly pool: Uint8Array;
}

/** Places and sizes of the tables of templates, which hold addresses of the pool and numbers of each other only. */
export const REGIONS: readonly (readonly [place: number, size: number])[] = [
  [at.TEMPLATES, at.TEMPLATE * at.MOST_TEMPLATES],
  [at.PLANS, at.PLAN_ENTRY * at.MOST_PLANS],
  [at.NAMES, at.NAME * at.NAME_SLOTS],
  [at.IMAGES, 4 * at.IMAGE_SLOTS],
  [at.PAIRS, at.PAIR * at.PAIR_SLOTS],
];

const NO_PAIR = 0;
const NO_PAIRS = new Int32Array(0);

/** Images of one id at most: all of them are looked at where a definition is new. */
const MOST_IMAGES = 64;

const moduleOf = wasmModule(KERNEL_CODE);

/**
 * The reader's kernel in WebAssembly (`kernel/evtx`): it lays records out, and writes them as lines, as `Frame` and `LineWriter` do, but
 * faster and only those of which all is known: templates, plans, names, kinds. What those classes meet, they tell it here.
 */
export class Kernel {
  /** How often it was told something new of templates. */
  told = 0;
  /** Writes fields of the record laid out. */
  readonly fields: StoredFields;
  /** What is learned of templates, and apart from it what is of the detections of one run. */
  readonly #pool: WasmPool;
  readonly #sievePool: WasmPool;
  readonly #exports: Exports;
  readonly #plans: (Plan | undefined)[] = [undefined];
  readonly #pairsOfPlans: number[] = [];
  /** The pairs of plans that were restored, in the order of their numbers; `NO_PAIR` for a plan that was asked for since. */
  #restored = NO_PAIRS;
  #templateOf: (number: number) => Template | undefined = () => undefined;
  readonly #numbers = new Map<Plan, number>();
  readonly #lines: StoredLines;
  readonly #images = new Set<DefinitionImage>();
  readonly #imagesOfId = new Map<number, number>();
  readonly #nameTable: WasmTable;
  readonly #pairs: WasmTable;
  readonly #kinds: WasmTable;
  readonly #sieves: WasmTable;
  readonly #memory: ReaderMemory;
  readonly #met = new Map<number, number>();
  readonly #codes = new Map<TextScreen, number | undefined>();
  #recall: Recall | undefined;

  private constructor(memory: ReaderMemory, exports: Exports) {
    const pool = new WasmPool(memory.buffer, at.TEMPLATE_POOL, at.TEMPLATE_POOL_END);
    const sievePool = new WasmPool(memory.buffer, at.POOL, at.POOL_END);
    this.#pool = pool;
    this.#sievePool = sievePool;
    this.#memory = memory;
    this.#exports = exports;
    this.#lines = new StoredLines(pool);
    this.fields = new StoredFields(memory.buffer, exports.fields);
    this.#nameTable = new WasmTable(pool, at.NAMES, at.NAME, at.NAME_SLOTS, at.MOST_NAMES);
    this.#pairs = new WasmTable(pool, at.PAIRS, at.PAIR, at.PAIR_SLOTS, at.MOST_PAIRS);
    this.#kinds = new WasmTable(sievePool, at.KINDS, at.KIND, at.KIND_SLOTS, at.MOST_KINDS);
    this.#sieves = new WasmTable(sievePool, at.SIEVES, at.SIEVE, at.SIEVE_SLOTS, at.MOST_SIEVES);
  }

  /** A kernel that works on a reader's memory, which is of zeros; undefined where the host cannot run it. */
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
    const { bytes } = this.#pool;
    bytes.fill(0, at.TEMPLATES, at.PLANS + at.PLAN_ENTRY * at.MOST_PLANS);
    bytes.fill(0, at.IMAGES, at.IMAGES + 4 * at.IMAGE_SLOTS);
    for (const table of [this.#nameTable, this.#pairs, this.#sieves]) table.clear();
    this.#plans.length = 1;
    this.#pairsOfPlans.length = 0;
    this.#restored = NO_PAIRS;
    this.#numbers.clear();
    this.#lines.forget();
    this.#images.clear();
    this.#imagesOfId.clear();
    this.#met.clear();
    this.#recall?.clear();
    this.#pool.clear();
    this.#sievePool.clear();
  }

  /** What it was told of templates; undefined if there is so much that a later run had no room for more. Valid until it is told more. */
  get tables(): KernelTables | undefined {
    const { bytes } = this.#pool;
    const isCrowded = this.#plans.length >= at.MOST_PLANS || this.#nameTable.isFull || this.#pairs.isFull;
    if (isCrowded || this.#pool.next > at.POOL_OF_IMAGES) return undefined;
    const regions = REGIONS.map(([place, size]) => bytes.subarray(place, place + size));
    return { pairs: Int32Array.from(this.#pairsOfPlans), regions, pool: this.#pool.taken };
  }

  /** Goes on from what another was told, of templates under the same numbers; false if it cannot. Only for one that was told nothing. */
  restore(tables: KernelTables, templateOf: (number: number) => Template | undefined): boolean {
    const { pairs, regions } = tables;
    const pool = this.#pool;
    if (!pool.restore(tables.pool)) return false;
    for (const [i, [place]] of REGIONS.entries()) pool.bytes.set(regions[i]!, place);
    this.#nameTable.recount(at.N_NUMBER);
    this.#pairs.recount(0);
    this.#templateOf = templateOf;
    this.#pairsOfPlans.push(...pairs);
    this.#plans.length = 1 + pairs.length;
    this.#restored = pairs.slice();
    return true;
  }

  /** Takes records of a chunk (its address and length) by index, by ways of layout.ts (`GATED` …); gives the index of the one at which it stopped. */
  walk(chunk: number, length: number, first: number, count: number, mode: number): number {
    return this.#exports.walk(chunk, length, first, count, mode);
  }

  /** A number of the state by its offset there. */
  state(field: number): number {
    return this.#pool.int(at.STATE + field);
  }

  setState(field: number, value: number): void {
    this.#pool.set(at.STATE + field, value);
  }

  get highestId(): number {
    return this.#pool.view.getFloat64(at.STATE + at.HIGHEST, true);
  }

  set highestId(id: number) {
    this.#pool.view.setFloat64(at.STATE + at.HIGHEST, id, true);
  }

  /** The plan of the record that was laid out last. */
  get plan(): Plan {
    const number = this.state(at.PLAN);
    const plan = this.#plans[number];
    if (plan) return plan;
    const pair = this.#pairsOfPlans[number - 1]!;
    const restored = this.#templateOf(pair >>> 16)!.plan(this.#templateOf(pair & 0xffff)) as Plan;
    this.#numberRestored(pair, restored);
    return restored;
  }

  /** The number that a plan had in an earlier run. */
  #numberRestored(pair: number, plan: Plan): number | undefined {
    const number = 1 + this.#restored.indexOf(pair);
    if (number === 0) return undefined;
    this.#restored[number - 1] = NO_PAIR;
    this.#plans[number] = plan;
    this.#numbers.set(plan, number);
    return number;
  }

  /** Tells of each kind of events how many were turned down since this was asked last. */
  turnedDown(tell: (kind: KindOfEvents, counts: TurnedDown) => void): void {
    const pool = this.#pool;
    const count = this.state(at.COUNTED_KINDS);
    this.setState(at.COUNTED_KINDS, 0);
    for (let i = 0; i < count; i++) {
      const kind = at.KINDS + at.KIND * pool.int(at.COUNTED + 4 * i);
      const names = pool.int(kind + at.K_NAMES);
      const timeAt = (place: number): number => timeOfFileTime(pool.int(place) >>> 0, pool.int(place + 4) >>> 0).ms;
      const counts = {
        byGate: pool.int(kind + at.K_TURNED_DOWN),
        bySieve: pool.int(kind + at.K_SIEVED),
        earliest: timeAt(kind + at.K_EARLIEST),
        latest: timeAt(kind + at.K_LATEST),
      };
      pool.set(kind + at.K_TURNED_DOWN, 0);
      pool.set(kind + at.K_SIEVED, 0);
      const eventId = pool.int(kind + at.K_EVENT_ID) >>> 0;
      tell({ channel: (names >>> 16) - 1, provider: (names & 0xffff) - 1, eventId }, counts);
    }
  }

  /** Tells of a template under a number; names that it holds itself have theirs. */
  learnTemplate(number: number, template: Template): void {
    const pool = this.#pool;
    if (number >= at.MOST_TEMPLATES) return;
    this.told++;
    const entry = at.TEMPLATES + at.TEMPLATE * number;
    pool.bytes.fill(0, entry, entry + at.TEMPLATE);
    pool.set(entry + at.T_ID, template.id);
    pool.set(entry + at.T_SLOTS, template.slots);
    pool.set(entry + at.T_PAYLOAD_SLOT, template.payloadSlot);
    const { header } = template;
    const slotOf = (source: Source | undefined): number => (source?.kind === 'slot' ? source.slot : -1);
    this.#setName(entry + at.T_CHANNEL, header?.channel, template.channel);
    this.#setName(entry + at.T_PROVIDER, header?.provider, template.provider);
    pool.set(entry + at.T_EVENT_ID, slotOf(header?.eventId));
    pool.set(entry + at.T_RECORD_ID, slotOf(header?.recordId));
    pool.set(entry + at.T_TIME, slotOf(header?.time));
  }

  #setName(place: number, source: Source | undefined, number: number): void {
    const pool = this.#pool;
    const isLiteral = source?.kind === 'literal' && source.text !== '' && number >= 0;
    const how = isLiteral ? at.LITERAL_NAME : source?.kind === 'none' ? at.NO_NAME : at.ODD_NAME;
    pool.set(place, source?.kind === 'slot' ? source.slot : how);
    pool.set(place + 4, number);
  }

  /** Tells how a template's definition looks. */
  learnImage(number: number, id: number, image: DefinitionImage): void {
    const pool = this.#pool;
    if (number >= at.MOST_TEMPLATES || this.#images.has(image) || pool.next > at.POOL_OF_IMAGES) return;
    const known = this.#imagesOfId.get(id) ?? this.#countImages(id);
    if (known === MOST_IMAGES || this.#hasImage(id, image)) return;
    this.told++;
    this.#imagesOfId.set(id, known + 1);
    this.#images.add(image);
    const { bytes, names, units } = image;
    const place = pool.take(at.IMAGE + (names.length / 2) * at.REFERENCE + bytes.length + 8 + 2 * units.length + 8);
    if (place === 0) return;
    let next = place + at.IMAGE + (names.length / 2) * at.REFERENCE;
    pool.set(place + at.I_ID, id);
    pool.set(place + at.I_TEMPLATE, number);
    pool.set(place + at.I_SIZE, bytes.length);
    pool.set(place + at.I_BYTES, next);
    pool.set(place + at.I_NAMES, names.length / 2);
    pool.bytes.set(bytes, next);
    next += bytes.length;
    let unit = 0;
    for (let i = 0, reference = place + at.IMAGE; i < names.length; i += 2, reference += at.REFERENCE) {
      const count = names[i + 1]!;
      pool.set(reference, names[i]!);
      pool.set(reference + 4, count);
      pool.set(reference + 8, next);
      for (let k = 0; k < count; k++, next += 2) pool.view.setUint16(next, units[unit++]!, true);
    }
    const head = at.IMAGES + 4 * (id & (at.IMAGE_SLOTS - 1));
    pool.set(place + at.I_NEXT, pool.int(head));
    pool.set(head, place);
  }

  /** True if an image of the same bytes is there from an earlier run; one whose names only stand elsewhere is taken for it. */
  #hasImage(id: number, { bytes, names }: DefinitionImage): boolean {
    const pool = this.#pool;
    for (
      let entry = pool.int(at.IMAGES + 4 * (id & (at.IMAGE_SLOTS - 1)));
      entry !== 0;
      entry = pool.int(entry + at.I_NEXT)
    ) {
      if (pool.int(entry + at.I_ID) !== (id | 0) || pool.int(entry + at.I_SIZE) !== bytes.length) continue;
      const place = pool.int(entry + at.I_BYTES);
      if (pool.int(entry + at.I_NAMES) === names.length / 2 && bytes.every((byte, i) => byte === pool.bytes[place + i]))
        return true;
    }
    return false;
  }

  #countImages(id: number): number {
    const pool = this.#pool;
    let count = 0;
    for (
      let image = pool.int(at.IMAGES + 4 * (id & (at.IMAGE_SLOTS - 1)));
      image !== 0;
      image = pool.int(image + at.I_NEXT)
    )
      if (pool.int(image + at.I_ID) === (id | 0)) count++;
    return count;
  }

  /** Tells of the plan of a pair of templates, by their numbers; 0 for no inner one. */
  learnPlan(outer: Template, outerNumber: number, inner: Template | undefined, innerNumber: number, plan: Plan): void {
    if (outerNumber >= at.MOST_TEMPLATES || innerNumber >= at.MOST_TEMPLATES) return;
    const pair = (outerNumber << 16) | innerNumber;
    const known = this.#numbers.get(plan) ?? this.#numberRestored(pair, plan);
    const number = known ?? this.#planOf(plan, pair, outer, inner);
    const pool = this.#pool;
    this.#pairs.add(
      this.#exports.hashOfPair(pair),
      (entry) => pool.int(entry) === pair,
      (entry) => pool.int(entry) === 0,
      (entry) => {
        pool.set(entry, pair);
        pool.set(entry + 4, number);
      },
    );
  }

  #planOf(plan: Plan, pair: number, outer: Template, inner: Template | undefined): number {
    const pool = this.#pool;
    const innerSlots = inner?.slots ?? 0;
    const uses = this.#plans.length < at.MOST_PLANS ? pool.take(outer.slots + innerSlots) : 0;
    if (uses === 0) return 0;
    const number = this.#plans.length;
    this.told++;
    this.#plans.push(plan);
    this.#pairsOfPlans.push(pair);
    this.#numbers.set(plan, number);
    for (let i = 0; i < outer.slots + innerSlots; i++) {
      const slot = i < outer.slots ? i : at.INNER + i - outer.slots;
      pool.bytes[uses + i] = plan.useOf(slot);
    }
    const entry = at.PLANS + at.PLAN_ENTRY * number;
    pool.set(entry + at.P_IS_PLAIN, plan.hidesHeader ? 0 : 1);
    pool.set(entry + at.P_USES, uses);
    pool.set(entry + at.P_LITERALS, (inner ?? outer).form.length);
    return number;
  }

  /** Tells how events of a plan are written. */
  learnLines(plan: Plan, system: LineProgram, payload: LineProgram): void {
    const number = this.#numbers.get(plan);
    if (number !== undefined && this.#lines.add(number, plan, system, payload)) this.told++;
  }

  /** Tells the number of a name that stands in memory, `size` bytes of UTF-16. */
  learnName(view: DataView, start: number, size: number, number: number): void {
    if (size < at.LEAST_NAME) return;
    const pool = this.#pool;
    const word = (offset: number): number => view.getInt32(start + offset, true);
    this.#nameTable.add(
      this.#exports.hashOfName(word(0), word(size - 8), word(size - 4), size),
      (entry) => pool.int(entry + at.N_NUMBER) === number + 1 && pool.int(entry + at.N_SIZE) === size,
      (entry) => pool.int(entry + at.N_NUMBER) === 0,
      (entry) => {
        const place = pool.take(size + 8);
        if (place === 0) return;
        this.told++;
        for (let i = 0; i < size; i++) pool.bytes[place + i] = view.getUint8(start + i);
        pool.set(entry + at.N_PLACE, place);
        pool.set(entry + at.N_SIZE, size);
        pool.set(entry + at.N_NUMBER, number + 1);
      },
    );
  }

  /** The kind of the record at which it stopped. */
  get newKind(): KindOfEvents {
    return {
      channel: this.state(at.CHANNEL),
      provider: this.state(at.PROVIDER),
      eventId: this.state(at.EVENT_ID) >>> 0,
    };
  }

  /** Tells whether the gate wants events of a kind; false if there is no room for that. */
  learnKind({ channel, provider, eventId }: KindOfEvents, isWanted: boolean): boolean {
    const pool = this.#sievePool;
    const names = ((channel + 1) << 16) | (provider + 1);
    const entry = this.#kinds.add(
      this.#exports.hashOfKind(names, eventId),
      // Without names and with the id 0 a kind is written as an entry is that holds none.
      (kind) =>
        pool.int(kind + at.K_VERDICT) !== 0 &&
        pool.int(kind + at.K_EVENT_ID) === (eventId | 0) &&
        pool.int(kind + at.K_NAMES) === names,
      (kind) => pool.int(kind + at.K_VERDICT) === 0,
      (kind) => {
        pool.set(kind + at.K_NAMES, names);
        pool.set(kind + at.K_EVENT_ID, eventId);
        pool.set(kind + at.K_VERDICT, isWanted ? at.WANTED : at.TURNED_DOWN);
      },
    );
    return entry !== 0;
  }

  /** Counts the record laid out last; gives how many of its kind and plan were met, 0 if no more can be told of them. */
  meet(): number {
    if (this.#sieves.isFull) return 0;
    const key = this.#sieveKey;
    const met = (this.#met.get(key) ?? 0) + 1;
    this.#met.set(key, met);
    return met;
  }

  get #sieveKey(): number {
    return (this.state(at.KIND_NUMBER) << 12) | this.state(at.PLAN);
  }

  /** Tells which events of the kind and the plan of the record laid out last nobody wants; `slotOf` says where fields stand. */
  learnSieve(sieve: TextSieve | undefined, slotOf: SievePlaces['slotOf']): void {
    const codeOf = this.#codeIn(this.plan);
    const place = (sieve && storedSieve(this.#sievePool, sieve, { slotOf, codeOf })) || at.NO_SIEVE;
    const entry = this.#sieveEntry();
    if (entry !== 0) this.#pool.set(entry + at.SIEVE_PLACE, place);
  }

  /** The entry of the kind and the plan of the record laid out last; 0 if there is no room for one. */
  #sieveEntry(): number {
    const pool = this.#pool;
    const key = this.#sieveKey;
    return this.#sieves.add(
      this.#exports.hashOfPair(key),
      (entry) => pool.int(entry) === key && pool.int(entry + at.SIEVE_PLACE) !== 0,
      (entry) => pool.int(entry + at.SIEVE_PLACE) === 0,
      (entry) => {
        pool.set(entry, key);
        pool.set(entry + at.SIEVE_PLACE, at.UNTOLD);
        pool.set(entry + at.SIEVE_MEMO, 0);
      },
    );
  }

  /** What was made of an event like the one laid out last, if it was told. */
  get recalled(): Verdict | undefined {
    const code = this.state(at.RECALLED);
    return code === 0 ? undefined : this.#recall!.verdictOf(code);
  }

  /** Tells by what the record laid out last was judged. */
  learnJudged(judged: Judged, placeOf: RecallPlaces['placeOf']): void {
    const pool = this.#pool;
    const entry = this.#sieveEntry();
    if (entry === 0) return;
    this.#recall ??= new Recall(this.#memory.buffer, at.RECALL, this.#exports.learn);
    const codeOf = this.#codeIn(this.plan);
    const memo = this.#recall.learn(judged, pool.int(entry + at.SIEVE_MEMO), { placeOf, codeOf });
    if (memo !== undefined) pool.set(entry + at.SIEVE_MEMO, memo);
    else
      for (let one = at.SIEVES; one < at.SIEVES + at.SIEVE * at.SIEVE_SLOTS; one += at.SIEVE)
        pool.set(one + at.SIEVE_MEMO, 0);
  }

  /** Finds the places of the codes of screens of which the texts of a plan hold none. */
  #codeIn(plan: Plan): SievePlaces['codeOf'] {
    return (screen) => (plan.lacks(screen) ? this.#codeOf(screen) : undefined);
  }

  /** The place of a screen's code in the kernel's table. */
  #codeOf(screen: TextScreen): number | undefined {
    if (!this.#codes.has(screen)) {
      const code = this.#memory.wasm && screen.on(this.#memory.wasm, 2);
      this.#codes.set(screen, code && this.#exports.table.grow(1, code));
    }
    return this.#codes.get(screen);
  }
}
