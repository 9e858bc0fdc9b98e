import type { EventHeader, Judged, TextSieve, Verdict } from '../../event/index.ts';
import { type TextScreen, WasmPool, WasmTable, wasmModule } from '../../value/index.ts';
import { Recall, type RecallPlaces } from '../recall.ts';
import { type SievePlaces, storedSieve } from '../stored-sieve.ts';
import type { HeaderMembers } from './headers.ts';
import { KERNEL_CODE } from './kernel-code.ts';
import type { KeyBytes } from './key-bytes.ts';
import type { KeyNode } from './key-tree.ts';
import {
  COUNT,
  ENDS,
  H_CHANNEL,
  H_COUNT,
  H_EARLIEST,
  H_EVENT_ID,
  H_LATEST,
  H_MEMO,
  H_NEXT,
  H_PROVIDER,
  H_SIEVE,
  HEADER,
  HEADER_AT,
  IS_UTC,
  KEYS,
  KEYS_END,
  KINDS,
  MOST_MEMBERS,
  MOST_NODES,
  MOST_VARIANTS,
  N_FIRST,
  N_KEY,
  N_LENGTH,
  N_NEXT,
  N_UNUSUAL,
  NEWLINE_AT,
  NO_SIEVE,
  NODE,
  NODE_SIZE,
  NODES,
  POOL,
  POOL_END,
  QUOTES,
  RECALL,
  RECALL_END,
  RECALLED,
  RESULT,
  STARTS,
  STATE,
  STOPPED_AT,
  STRANGE,
  STRING,
  TEXT_SIZE,
  TURNED_DOWN,
  V_CHANNEL,
  V_COUNT,
  V_ENVELOPES,
  V_EVENT_ID,
  V_HEADERS,
  V_KINDS,
  V_NODE,
  V_PROVIDER,
  V_TIME,
  VARIANT,
  VARIANT_SLOTS,
  VARIANTS,
} from './layout.ts';
import type { Members } from './members.ts';

const PAGE = 65_536;
/** What the kernel may read behind a key, or another run of bytes. */
const BEHIND = 8;

interface Exports {
  line(start: number): number;
  lines(start: number, end: number): void;
  hashOfVariant(node: number, kinds: number): number;
  learn(memo: number, code: number, asked: number): number;
  readonly table: WebAssembly.Table;
}

/** Where a place begins, or two numbers that say that there is none. */
const NO_NAME = [0, -1] as const;

/** Lines of one header and shape that are turned down: all of them by the gate, or some by a sieve. */
export interface TurnedDownLines {
  readonly header: EventHeader;
  readonly shape: string;
  readonly bySieve: boolean;
}

/** Where a line's kind has what decides about it: members by their numbers, -1 for none. */
export interface DecidingMembers extends HeaderMembers {
  readonly time: number;
  /** Members whose texts may be events themselves. */
  readonly envelopes: readonly number[];
}

const moduleOf = wasmModule(KERNEL_CODE);

/**
 * Scans lines in WebAssembly (`kernel/json`), many bytes at a time: it finds the quotes of any line, checks what stands inside its
 * strings, and finds the members of an object whose keys it was told in their order.
 */
export class LineKernel {
  /** The memory that all of it is in, the text first. */
  readonly memory: WebAssembly.Memory;
  /** Room for text; lines elsewhere are scanned byte by byte. */
  readonly text: Uint8Array<ArrayBuffer>;
  /** Places of the quotes of the line last looked at, then a place that no text has. */
  readonly quotes: Int32Array<ArrayBuffer>;
  /** Its members by their number. */
  readonly starts: Int32Array<ArrayBuffer>;
  readonly ends: Int32Array<ArrayBuffer>;
  readonly kinds: Uint8Array<ArrayBuffer>;
  /**
   * Place of the newline of the line that starts at a place, and its members; `NO_OBJECT` if it is none, or an unusual one, `UNKNOWN`
   * if it has a key that was not told.
   */
  readonly line: (start: number) => number;
  readonly #exports: Exports;
  readonly #state: Int32Array<ArrayBuffer>;
  readonly #tree: Int32Array<ArrayBuffer>;
  readonly #bytes: Uint8Array<ArrayBuffer>;
  readonly #nodes: KeyNode[] = [];
  readonly #keys = new Map<KeyBytes, number>();
  #nextKey = KEYS;
  readonly #pool: WasmPool;
  readonly #variants: WasmTable;
  readonly #codes = new Map<TextScreen, number | undefined>();
  #recall: Recall | undefined;
  readonly #turnedDown: { readonly place: number; readonly lines: TurnedDownLines }[] = [];

  private constructor(memory: WebAssembly.Memory, exports: Exports) {
    const buffer = memory.buffer as ArrayBuffer;
    this.memory = memory;
    this.#exports = exports;
    this.line = exports.line;
    this.#pool = new WasmPool(buffer, POOL, POOL_END);
    this.#variants = new WasmTable(this.#pool, VARIANTS, VARIANT, VARIANT_SLOTS, MOST_VARIANTS);
    this.text = new Uint8Array(buffer, 0, TEXT_SIZE);
    this.quotes = new Int32Array(buffer, QUOTES, TEXT_SIZE + 1);
    this.starts = new Int32Array(buffer, STARTS, MOST_MEMBERS);
    this.ends = new Int32Array(buffer, ENDS, MOST_MEMBERS);
    this.kinds = new Uint8Array(buffer, KINDS, MOST_MEMBERS);
    this.#state = new Int32Array(buffer, STATE, 10);
    this.#tree = new Int32Array(buffer, NODES, (MOST_NODES * NODE_SIZE) / 4);
    this.#bytes = new Uint8Array(buffer);
  }

  /** A kernel with a memory of its own; undefined where the host cannot run it. Without room for it nothing can be recalled. */
  static make(recalls = false): LineKernel | undefined {
    const module = moduleOf();
    if (!module) return undefined;
    try {
      const memory = new WebAssembly.Memory({ initial: (recalls ? RECALL_END : RECALL) / PAGE });
      const { exports } = new WebAssembly.Instance(module, { env: { memory } });
      return new LineKernel(memory, exports as unknown as Exports);
    } catch {
      return undefined;
    }
  }

  /** How many members the object scanned last has. */
  get count(): number {
    return this.#state[COUNT >> 2]!;
  }

  /** The node of its last key. */
  get node(): KeyNode {
    return this.#nodes[this.#state[NODE >> 2]!]!;
  }

  /** Place of the newline of the line looked at last; -1 if a string of it is none that JSON allows. */
  get newline(): number {
    return this.#state[NEWLINE_AT >> 2]!;
  }

  /** True if ASCII texts can be looked for in the bytes of the line looked at last: no other sign in it stands for a letter, none is written by its number. */
  get isPlain(): boolean {
    return this.#state[STRANGE >> 2] === 0;
  }

  /** Tells of a node of the key tree, the root first; it may be that there is no room for it. */
  learn(node: KeyNode): void {
    const number = this.#nodes.length;
    const { parent } = node;
    if (number === MOST_NODES || parent?.number === -1) return;
    const key = this.#placeOf(node.key);
    if (key === 0) return;
    this.#nodes.push(node);
    node.number = number;
    const tree = this.#tree;
    const at = (number * NODE_SIZE) >> 2;
    tree[at + (N_KEY >> 2)] = key;
    tree[at + (N_LENGTH >> 2)] = node.key.bytes.length;
    tree[at + (N_UNUSUAL >> 2)] = node.isUnusual ? 1 : 0;
    if (!parent) return;
    const above = (parent.number * NODE_SIZE) >> 2;
    tree[at + (N_NEXT >> 2)] = tree[above + (N_FIRST >> 2)]!;
    tree[above + (N_FIRST >> 2)] = NODES + number * NODE_SIZE;
  }

  /** Where the bytes of a key stand, once for all nodes that have it; 0 if there is no room. */
  #placeOf(key: KeyBytes): number {
    const known = this.#keys.get(key);
    if (known !== undefined) return known;
    const place = this.#nextKey;
    if (place + key.bytes.length + BEHIND > KEYS_END) return 0;
    this.#bytes.set(key.bytes, place);
    this.#nextKey = place + key.bytes.length + BEHIND;
    this.#keys.set(key, place);
    return place;
  }

  /**
   * Passes over lines that are turned down, from a place on and before an end; gives the place of the one at which it stopped, which
   * `result` tells of as `line` would.
   */
  lines(start: number, end: number): number {
    this.#exports.lines(start, end);
    return this.#state[STOPPED_AT >> 2]!;
  }

  get result(): number {
    return this.#state[RESULT >> 2]!;
  }

  /** How many lines were passed over. */
  get passed(): number {
    return this.#state[TURNED_DOWN >> 2]!;
  }

  /** Tells how many lines were passed over since this was asked last. */
  turnedDown(tell: (lines: TurnedDownLines, count: number, earliest: number, latest: number) => void): void {
    const pool = this.#pool;
    for (const { place, lines } of this.#turnedDown) {
      const count = pool.int(place + H_COUNT);
      if (count === 0) continue;
      pool.set(place + H_COUNT, 0);
      tell(lines, count, pool.view.getFloat64(place + H_EARLIEST, true), pool.view.getFloat64(place + H_LATEST, true));
    }
  }

  /** Tells the zone of times that name none. */
  setTimeZone(timeZone = 'UTC'): void {
    this.#state[IS_UTC >> 2] = timeZone === 'UTC' ? 1 : 0;
  }

  /**
   * Tells of lines like that scanned last: with the same keys and kinds of values, the same bytes where the header stands, and no event in
   * any of some texts. All of them are turned down, or those of which that is told. Gives where it was told, 0 if there was no room.
   */
  learnHeader(
    scanner: Members,
    members: DecidingMembers,
    header: EventHeader,
    shape: string,
    isTurnedDown: boolean,
  ): number {
    const { number } = scanner.node;
    const variant = number < 0 ? 0 : this.#variantOf(scanner, number, members);
    const place = variant === 0 ? 0 : this.#pool.take(HEADER);
    if (place === 0) return 0;
    this.#pool.set(place + H_COUNT, 0);
    this.#pool.set(place + H_SIEVE, isTurnedDown ? 0 : NO_SIEVE);
    this.#pool.set(place + H_MEMO, 0);
    this.#pool.set(place + H_EVENT_ID, members.eventId < 0 ? -1 : header.eventId!);
    for (const [at, member] of [[H_CHANNEL, members.channel] as const, [H_PROVIDER, members.provider] as const]) {
      const [from, length] = this.#nameAt(scanner, member);
      this.#pool.set(place + at, from);
      this.#pool.set(place + at + 4, length);
    }
    this.#pool.set(place + H_NEXT, this.#pool.int(variant + V_HEADERS));
    this.#pool.set(variant + V_HEADERS, place);
    this.#turnedDown.push({ place, lines: { header, shape, bySieve: !isTurnedDown } });
    return place;
  }

  /** Tells what shows of lines of a header that nobody wants them; `slotOf` says which members hold fields. */
  learnSieve(header: number, sieve: TextSieve, slotOf: SievePlaces['slotOf']): void {
    const place = storedSieve(this.#pool, sieve, { slotOf, codeOf: (screen) => this.#codeOf(screen) });
    if (place !== 0) this.#pool.set(header + H_SIEVE, place);
  }

  /** What was made of a line like the one at which `lines` stopped, if it was told. */
  get recalled(): Verdict | undefined {
    const code = this.#state[RECALLED >> 2]!;
    return code === 0 ? undefined : this.#recall!.verdictOf(code);
  }

  /** True if the kernel was told of the header of the line at which `lines` stopped. */
  get isHeaderTold(): boolean {
    return this.#state[HEADER_AT >> 2] !== 0;
  }

  /** Tells by what that line was judged, if its header was told. */
  learnJudged(judged: Judged, placeOf: RecallPlaces['placeOf']): void {
    const header = this.#state[HEADER_AT >> 2]!;
    this.#recall ??= new Recall(this.memory.buffer as ArrayBuffer, RECALL, this.#exports.learn);
    const places = { placeOf, codeOf: (screen: TextScreen) => this.#codeOf(screen) };
    const memo = this.#recall.learn(judged, this.#pool.int(header + H_MEMO), places);
    if (memo !== undefined) this.#pool.set(header + H_MEMO, memo);
    else for (const { place } of this.#turnedDown) this.#pool.set(place + H_MEMO, 0);
  }

  /** The place of a screen's code in the kernel's table. */
  #codeOf(screen: TextScreen): number | undefined {
    if (!this.#codes.has(screen)) {
      const code = screen.on(this.memory, 1);
      this.#codes.set(screen, code && this.#exports.table.grow(1, code));
    }
    return this.#codes.get(screen);
  }

  #nameAt({ starts, ends, kinds }: Members, member: number): readonly [place: number, length: number] {
    if (member < 0 || kinds[member] !== STRING) return NO_NAME;
    const [start, end] = [starts[member]!, ends[member]!];
    const place = this.#pool.take(end - start + BEHIND);
    // Without room it is a name that no line has.
    if (place === 0) return [0, -2];
    this.#bytes.copyWithin(place, start, end);
    return [place, end - start];
  }

  /** The entry of lines like that scanned last; 0 if there is no room for it. */
  #variantOf({ kinds, count }: Members, node: number, members: DecidingMembers): number {
    const pool = this.#pool;
    for (let i = count; i < count + 4; i++) kinds[i] = 0;
    const isIt = (entry: number): boolean => {
      if (pool.int(entry + V_NODE) !== node + 1 || pool.int(entry + V_COUNT) !== count) return false;
      const place = pool.int(entry + V_KINDS);
      for (let i = 0; i < count; i++) if (kinds[i] !== this.#bytes[place + i]) return false;
      return true;
    };
    const write = (entry: number): void => {
      const place = pool.take(count + BEHIND);
      const list = pool.store([members.envelopes.length, ...members.envelopes]);
      if (place === 0 || list === 0) return;
      this.#bytes.set(kinds.subarray(0, count), place);
      pool.set(entry + V_NODE, node + 1);
      pool.set(entry + V_COUNT, count);
      pool.set(entry + V_KINDS, place);
      pool.set(entry + V_EVENT_ID, members.eventId);
      pool.set(entry + V_CHANNEL, members.channel);
      pool.set(entry + V_PROVIDER, members.provider);
      pool.set(entry + V_TIME, members.time);
      pool.set(entry + V_ENVELOPES, list);
    };
    const hash = this.#exports.hashOfVariant(node, pool.int(KINDS));
    return this.#variants.add(hash, isIt, (entry) => pool.int(entry + V_NODE) === 0, write);
  }
}
