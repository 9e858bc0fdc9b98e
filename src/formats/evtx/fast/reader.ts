import {
  type Event,
  type EventHeader,
  foldName,
  type HeaderSieve,
  type Judged,
  QUERY_FIELDS,
} from '../../../event/index.ts';
import {
  type ByteRange,
  type ByteSource,
  type Damage,
  type HeaderGate,
  type PartEnd,
  TOLD_AFTER,
} from '../../format.ts';
import { WORTH_RECALLING } from '../../recall.ts';
import { walkChunk } from '../chunk.ts';
import {
  CHUNK_HEADER_SIZE,
  CHUNK_SIZE,
  FILE_HEADER_SIZE,
  findRecord,
  type RecordHead,
  readChunkHeader,
  readFileHeader,
  readRecordHead,
} from '../container.ts';
import { eventOfRecord, isUsable } from '../record.ts';
import { type ChunkPlace, Remarks } from '../remarks.ts';
import { PartLibrary, TemplateLibrary } from '../templates.ts';
import { Binding } from './binding.ts';
import { Fallback } from './fallback.ts';
import { Frame, LOADED } from './frame.ts';
import { GateMemo } from './gate.ts';
import { Headers } from './headers.ts';
import type { Kernel, KindOfEvents, TurnedDown } from './kernel.ts';
import {
  AS_LINES,
  FULL,
  GATED,
  LAID_OUT,
  NEW_KIND,
  OUT,
  OUTCOME,
  SIEVE_IS_NEW,
  SIEVED,
  UNKNOWN,
  WRITTEN,
} from './layout.ts';
import { ReaderMemory } from './memory.ts';
import { NameTable } from './names.ts';
import { recordIdOf } from './record-id.ts';
import { RecordStarts } from './record-starts.ts';
import { type ChunkView, Window } from './window.ts';

/** Takes the records of a file in order; returning false stops the reader. */
export interface FrameSink {
  /** A record laid out in the reader's frame; `offset` is its chunk's in the file. */
  frame(frame: Frame, offset: number): boolean | undefined;
  /** A record that the generic walker decoded. */
  event(event: Event): boolean | undefined;
  damage(damage: Damage): void;
  /** A record that the gate turned down, laid out as far as its header. */
  skippedFrame(frame: Frame): void;
  skipped(header: EventHeader): void;
  /** Records of a kind that were turned down since they were told last; all are before the reader is done. */
  turnedDown(kind: KindOfEvents, counts: TurnedDown): void;
  /** Writes records as lines by the kernel; then none of those that it can write comes to `frame`. */
  readonly lines?: KernelLines;
}

/** Lines that the kernel writes. */
export interface KernelLines {
  /** Place in the memory from which on the next ones are written. */
  at: number;
  /** Takes the number of lines written since it was called last; `isFull` asks to hand over what stands in memory. */
  written(count: number, isFull: boolean): void;
}

/** How many records went which way, and why some had to go the slow one; of those that went fast the kernel took some. */
export interface FastCounts {
  fast: number;
  kernel: number;
  generic: number;
  readonly reasons: Map<string, number>;
}

/** Which records are wanted. */
export interface Choice {
  /** Turns events down by their header; it is asked once per channel, provider and event id. */
  readonly gate?: HeaderGate;
  /** Turns down by their texts some of the events that the gate lets through. */
  readonly sieve?: HeaderSieve;
}

/** What is needed to read any number of files one after the other; what is learned of names and templates is kept. */
export class FastReader {
  readonly counts: FastCounts = { fast: 0, kernel: 0, generic: 0, reasons: new Map() };
  readonly frame: Frame;
  readonly headers = new Headers();
  /** What may turn records down by their texts, of those that the gate lets through; only the kernel asks it. */
  readonly sieve: HeaderSieve | undefined;
  readonly #gate: HeaderGate | undefined;
  readonly #window: Window;
  readonly #starts: RecordStarts;
  #defined: Defined | undefined;

  /** Events that the gate turns down are laid out and checked, so that damage is found, but not handed over. */
  constructor({ gate, sieve }: Choice = {}, memory = new ReaderMemory(sieve?.judged ? 'recall' : 'neither')) {
    this.sieve = gate && sieve;
    const names = new NameTable();
    this.frame = new Frame(names, memory);
    this.#window = new Window(memory);
    this.#starts = new RecordStarts(memory);
    this.#gate = gate;
    if (gate) this.frame.gate = new GateMemo((header) => gate(header, () => false), names);
  }

  /** Reads a file, or a part of it, to its end or until the sink stops it. */
  read(source: ByteSource, sink: FrameSink, range: ByteRange = WHOLE): Promise<EvtxEnd> {
    // A file that is begun may be another of the same name.
    if (range.from === 0) this.#defined = undefined;
    return new Pass(this, source, sink, range, this.#window, this.#starts).read();
  }

  /** The templates that a file defines before an offset. */
  definedBefore(source: ByteSource, to: number): TemplateLibrary {
    this.#defined = definitionsBefore(source, to, this.#defined);
    return this.#defined.library;
  }

  wantsEvent(event: Event): boolean {
    if (this.#gate === undefined) return true;
    const names = new Set(event.payload().map(([name]) => foldName(name)));
    return this.#gate(event.header, (folded) => names.has(folded));
  }

  note(reason: string): void {
    this.counts.generic++;
    const { reasons } = this.counts;
    if (reasons.size < 1000 || reasons.has(reason)) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  }
}

/** What is known at the end of a file or a part. */
export interface EvtxEnd extends PartEnd {
  readonly highestId: number;
  readonly remarks: Remarks;
}

const WHOLE: ByteRange = { from: 0, to: Number.POSITIVE_INFINITY };

const IGNORE: FrameSink = {
  frame: () => undefined,
  event: () => undefined,
  damage: () => undefined,
  skippedFrame: () => undefined,
  skipped: () => undefined,
  turnedDown: () => undefined,
};

/** What a file defines up to an offset; kept by a reader, since the next part asks for more of the same. */
interface Defined {
  readonly file: string;
  readonly size: number | undefined;
  readonly library: TemplateLibrary;
  readonly to: number;
}

/** The templates that a file defines before a part, whose source answers at once. */
function definitionsBefore(source: ByteSource, to: number, known: Defined | undefined): Defined {
  const isGoingOn = known?.file === source.name && known.size === source.size && known.to <= to;
  const from = isGoingOn ? known.to : 0;
  const library = isGoingOn ? known.library : new TemplateLibrary();
  if (to > from) {
    const memory = new ReaderMemory('neither');
    const reader = new FastReader({}, memory);
    const pass = new Pass(reader, source, IGNORE, { from, to }, new Window(memory), new RecordStarts(memory), library);
    // What cannot be read here cannot be read by the part either, which says so.
    pass.read().catch(() => undefined);
  }
  return { file: source.name, size: source.size, library, to };
}

/** One pass over a file, by the rules of the generic reader; what is out of order is done by its code. */
class Pass {
  readonly #reader: FastReader;
  readonly #source: ByteSource;
  readonly #sink: FrameSink;
  readonly #window: Window;
  readonly #starts: RecordStarts;
  readonly #ids = { highest: 0 };
  readonly #range: ByteRange;
  readonly library: TemplateLibrary;
  readonly #remarks = new Remarks();
  readonly #noRecords: ChunkPlace[] = [];
  /** Records of the chunk that may have brought a definition, for the generic walker to catch up with. */
  readonly #bringers: number[] = [];
  #met = 0;
  #fallback: Fallback | undefined;
  #stopped = false;

  constructor(
    reader: FastReader,
    source: ByteSource,
    sink: FrameSink,
    range: ByteRange,
    window: Window,
    starts: RecordStarts,
    library?: TemplateLibrary,
  ) {
    this.#reader = reader;
    this.#range = range;
    this.library =
      library ??
      (range.from > 0 ? new PartLibrary(() => reader.definedBefore(source, range.from)) : new TemplateLibrary());
    this.#source = source;
    this.#sink = sink;
    this.#window = window;
    this.#starts = starts;
  }

  /** Of a source that answers at once, all is read when this returns. */
  async read(): Promise<EvtxEnd> {
    const { array } = this.#window;
    const head = array.subarray(0, FILE_HEADER_SIZE);
    const first = this.#source.read(0, head);
    const size = typeof first === 'number' ? first : await first;
    const header = readFileHeader(head.subarray(0, size));
    const { from, to } = this.#range;
    if (header) this.#remarks.header = header;
    else if (from === 0) this.#damage(0, 'file header is destroyed', FILE_HEADER_SIZE);
    let offset = Math.max(from, FILE_HEADER_SIZE);
    let windows = 0;
    try {
      while (!this.#stopped && size === FILE_HEADER_SIZE && offset < to) {
        const into = to - offset < array.length ? array.subarray(0, to - offset) : array;
        const answer = this.#source.read(offset, into);
        const length = typeof answer === 'number' ? answer : await answer;
        this.#chunks(offset, length);
        if (++windows % TOLD_AFTER === 0) this.#tellTurnedDown();
        if (length < into.length) break;
        offset += length;
      }
    } finally {
      // Of a source that fails, what was turned down before counts too.
      this.#tellTurnedDown();
    }
    // In a part only those that come behind it tell.
    if (from > 0 || Number.isFinite(to)) this.#remarks.noRecords = this.#noRecords.splice(0);
    else this.#reportLost(this.#remarks.header?.chunks ?? 0);
    return { highestId: this.#ids.highest, remarks: this.#remarks };
  }

  #damage(offset: number, reason: string, length: number): void {
    this.#sink.damage({ file: this.#source.name, offset, length, reason });
  }

  /** The chunks of a window. */
  #chunks(offset: number, length: number): void {
    for (let at = 0; at < length && !this.#stopped; at += CHUNK_SIZE) {
      const index = (offset + at - FILE_HEADER_SIZE) / CHUNK_SIZE;
      this.#chunk(index, at / CHUNK_SIZE, offset + at, Math.min(CHUNK_SIZE, length - at));
    }
  }

  #chunk(index: number, place: number, offset: number, length: number): void {
    const remarks = this.#remarks;
    const chunk = this.#window.chunk(place, length);
    const { view, array } = chunk;
    if (isZero(array, length)) {
      remarks.zeroChunks++;
      return;
    }
    if (length < CHUNK_HEADER_SIZE) {
      this.#damage(offset, 'file ends inside a chunk header', length);
      return;
    }
    const header = readChunkHeader(view, array);
    if (header?.isEmpty && header.hasMagic) {
      remarks.emptyChunks++;
      return;
    }
    if (!header && !findRecord(view, 0, length)) {
      this.#noRecords.push({ index, offset, length });
      return;
    }
    this.#reportLost(index);
    remarks.lastChunk = index;
    if (!header?.hasMagic) this.#damage(offset, 'chunk header is destroyed', CHUNK_HEADER_SIZE);
    else if (!header.isCrcGood) remarks.badCrcs++;
    if (length < (header?.free ?? CHUNK_SIZE))
      this.#damage(offset + length, 'file ends inside a chunk', CHUNK_SIZE - length);
    const goesOn = header !== undefined && (remarks.header?.isDirty !== false || !header.isCrcGood);
    this.#reader.frame.start(chunk, this.library);
    this.#fallback = undefined;
    this.#bringers.length = 0;
    this.#met = 0;
    if (this.#starts.walk(view, length, header, goesOn)) {
      this.#regular(chunk, offset);
      return;
    }
    for (const found of walkChunk(view, length, header, goesOn)) {
      if (found.kind === 'gap') this.#damage(offset + found.at, 'no record where one should stand', found.length);
      else if (!found.head.isCopyEqual) this.#generic(chunk, found.head, offset, 'size copy differs');
      else this.#record(chunk, found.head.at, found.head.size, offset);
      if (this.#stopped) return;
    }
  }

  #regular(chunk: ChunkView, offset: number): void {
    const { at, count } = this.#starts;
    const { kernel } = this.#reader.frame;
    for (let i = 0; i < count && !this.#stopped; i++) {
      if (kernel) {
        i = this.#walk(kernel, i, count, offset);
        if (i === count || this.#stopped) break;
      }
      const start = at[i]!;
      this.#record(chunk, start, chunk.view.getUint32(start + 4, true), offset);
    }
  }

  /** Lets the kernel take records as long as it can; gives the index of one that it cannot take. */
  #walk(kernel: Kernel, first: number, count: number, offset: number): number {
    const { frame, counts, sieve } = this.#reader;
    const { lines } = this.#sink;
    const mode = (frame.gate ? GATED : 0) | (lines ? AS_LINES : 0) | (sieve ? SIEVED : 0);
    kernel.highestId = this.#ids.highest;
    let i = first;
    let asked = -1;
    for (;;) {
      if (lines) kernel.setState(OUT, lines.at);
      const stopped = frame.walk(kernel, i, count, mode);
      const outcome = kernel.state(OUTCOME);
      const taken = stopped - i + (outcome === LAID_OUT ? 1 : 0);
      counts.fast += taken;
      counts.kernel += taken;
      i = stopped;
      if (lines) {
        lines.at = kernel.state(OUT);
        lines.written(kernel.state(WRITTEN), outcome === FULL);
        kernel.setState(WRITTEN, 0);
      }
      if (outcome === LAID_OUT) {
        i++;
        const isNew = sieve !== undefined && kernel.state(SIEVE_IS_NEW) === 1;
        const met = isNew ? kernel.meet() : Number.POSITIVE_INFINITY;
        if (isNew && met >= sieve.often) learnSieve(kernel, frame, this.#reader.headers.of(frame), sieve);
        if (this.#sink.frame(frame, offset) === false) this.#stopped = true;
        else if (sieve?.judged && !frame.recalled && met >= Math.min(WORTH_RECALLING, sieve.often))
          learnJudged(kernel, frame, this.#reader.headers.of(frame), sieve.judged());
      }
      if (outcome === UNKNOWN || i === count || this.#stopped) break;
      if (outcome !== NEW_KIND) continue;
      if (asked === i || !frame.meetKind(kernel, frame.gate!)) break;
      asked = i;
    }
    this.#ids.highest = kernel.highestId;
    return i;
  }

  #tellTurnedDown(): void {
    this.#reader.frame.kernel?.turnedDown((kind, counts) => this.#sink.turnedDown(kind, counts));
  }

  #record(chunk: ChunkView, at: number, size: number, offset: number): void {
    const reader = this.#reader;
    const { frame } = reader;
    if (frame.load(at, size) === LOADED.yes) {
      reader.counts.fast++;
      const id = Number(recordIdOf(frame));
      frame.repeats = !(id > this.#ids.highest);
      if (!frame.repeats) this.#ids.highest = id;
      if (!frame.isWanted) this.#sink.skippedFrame(frame);
      else if (this.#sink.frame(frame, offset) === false) this.#stopped = true;
      return;
    }
    this.#generic(chunk, readRecordHead(chunk.view, at, chunk.length)!, offset, frame.reason);
  }

  #generic(chunk: ChunkView, head: RecordHead, chunkOffset: number, reason: string): void {
    const reader = this.#reader;
    reader.note(reason);
    const offset = chunkOffset + head.at;
    this.#fallback ??= new Fallback(chunk, this.library);
    const { frame } = reader;
    for (; this.#met < frame.metCount; this.#met++) {
      const bringer = frame.bringer(this.#met);
      if (bringer < head.at && bringer > (this.#bringers.at(-1) ?? 0)) this.#bringers.push(bringer);
    }
    const { root, fault } = this.#fallback.record(head.at, head.size, this.#bringers);
    this.#bringers.push(head.at);
    if (fault) this.#damage(offset, fault, head.size);
    else if (!head.isCopyEqual) this.#damage(offset, 'record size and its copy differ', head.size);
    if (!root) return;
    const isDamaged = fault !== undefined || !head.isCopyEqual;
    if (isDamaged && !isUsable(root)) return;
    const place = { file: this.#source.name, offset, headId: head.id, headTime: head.time, ids: this.#ids };
    const event = eventOfRecord(root, place, isDamaged);
    if (!reader.wantsEvent(event)) this.#sink.skipped(event.header);
    else if (this.#sink.event(event) === false) this.#stopped = true;
  }

  /** Chunks without records that stand before others are lost; behind the last one they are space never used. */
  #reportLost(before: number): void {
    for (const { index, offset, length } of this.#noRecords.splice(0)) {
      if (index < before) this.#damage(offset, 'chunk is destroyed', length);
      else this.#remarks.garbageChunks++;
    }
  }
}

/** Tells the kernel of the sieve for events like the record in the frame. */
function learnSieve(kernel: Kernel, frame: Frame, header: EventHeader, sieve: HeaderSieve): void {
  const own = sieve.of(header);
  if (own === 'later') return;
  const binding = new Binding(frame.plan, header);
  kernel.learnSieve(own, (field) => {
    if (binding.ofName(field).length === 0) return null;
    const slot = binding.slotOf(QUERY_FIELDS.intern(field), QUERY_FIELDS);
    return slot < 0 ? undefined : slot;
  });
}

/** Tells the kernel by what the record in the frame was judged. */
function learnJudged(kernel: Kernel, frame: Frame, header: EventHeader, judged: Judged | undefined): void {
  if (!judged) return;
  let binding: Binding | undefined;
  kernel.learnJudged(judged, (field) => {
    binding ??= new Binding(frame.plan, header);
    return binding.recallPlace(field);
  });
}

/** True if the first bytes of a chunk are all zero; four at a time, since this may run before it is compiled. */
function isZero(array: Uint8Array, length: number): boolean {
  if (array[0] !== 0) return false;
  const words = new Uint32Array(array.buffer, array.byteOffset, length >> 2);
  for (let i = 0; i < words.length; i++) if (words[i] !== 0) return false;
  for (let i = length & ~3; i < length; i++) if (array[i] !== 0) return false;
  return true;
}
