import type { FieldTable } from '../../../event/index.ts';
import {
  type ByteRange,
  type ByteSource,
  type EventSink,
  evenRanges,
  type Format,
  type HeaderGate,
  type ReadOptions,
  type ReadSummary,
} from '../../format.ts';
import { CHUNK_SIZE, FILE_HEADER_SIZE } from '../container.ts';
import { evtx } from '../evtx.ts';
import { joinRemarks, lostChunks, type Remarks, remarkLines } from '../remarks.ts';
import { EvtxCursor } from './cursor.ts';
import { templateKnowledge } from './kept-knowledge.ts';
import { LINES } from './layout.ts';
import { type ByteSink, LineWriter } from './line-writer.ts';
import { ReaderMemory } from './memory.ts';
import { type Choice, type EvtxEnd, FastReader, type FrameSink } from './reader.ts';
import type { TemplateKnowledge } from './template-knowledge.ts';

/** What a consumer knows beforehand of the events that it wants. */
export interface FastOptions extends Choice {
  /** Table of the ids that `EvtxCursor.field` and `units` take. */
  readonly fields?: FieldTable;
}

function summaryOf(events: number, end: EvtxEnd, range: ByteRange | undefined): ReadSummary {
  const shapes = new Map(events > 0 ? [['evtx', events]] : []);
  return range ? { events, notes: [], shapes, end } : { events, notes: remarkLines(end.remarks), shapes };
}

/**
 * Reads EVTX files one after the other with what was learned from those before. Events are an `EvtxCursor`, or, where a record is
 * unusual, an event that is lasting anyhow; `summary.events` counts those too that the gate turned down.
 */
export class EvtxSession {
  readonly reader: FastReader;
  readonly #cursor: EvtxCursor;

  constructor(options: FastOptions = {}, knowledge?: TemplateKnowledge) {
    this.reader = new FastReader(options);
    if (knowledge) this.reader.frame.restore(knowledge);
    this.#cursor = new EvtxCursor(this.reader.frame, this.reader.headers);
    if (options.fields) this.#cursor.bind(options.fields);
  }

  async read(source: ByteSource, sink: EventSink, { range }: ReadOptions = {}): Promise<ReadSummary> {
    const cursor = this.#cursor;
    const { name } = source;
    let events = 0;
    const records: FrameSink = {
      frame(_, offset) {
        events++;
        cursor.move(name, offset);
        return sink.event(cursor);
      },
      event(event) {
        events++;
        return sink.event(event);
      },
      damage: (damage) => sink.damage(damage),
      skippedFrame: (frame) => {
        events++;
        sink.skipped?.(this.reader.headers.of(frame), 1);
      },
      turnedDown: (kind, { byGate, bySieve, earliest, latest }) => {
        events += byGate + bySieve;
        const header = this.reader.headers.of({ ...kind, names: this.reader.frame.names });
        if (byGate > 0) sink.skipped?.(header, byGate);
        if (bySieve > 0) sink.sieved?.(header, bySieve, earliest, latest);
      },
      skipped(header) {
        events++;
        sink.skipped?.(header, 1);
      },
    };
    const end = await this.reader.read(source, records, range);
    return summaryOf(events, end, range);
  }
}

/** Takes the lines of a file, in order, many at a time, and its damage. */
export interface LineSink {
  readonly write: ByteSink;
  damage: EventSink['damage'];
}

/** Writes the canonical events of EVTX files as NDJSON, files one after the other. */
export class EvtxLines {
  readonly reader: FastReader;
  readonly writer: LineWriter;
  readonly #cursor: EvtxCursor;

  /** Works on a memory of its own if none is given, which must be of zeros. */
  constructor(
    write: ByteSink,
    gate?: HeaderGate,
    knowledge?: TemplateKnowledge,
    memory: ReaderMemory = new ReaderMemory('lines'),
  ) {
    this.reader = new FastReader(gate && { gate }, memory);
    if (knowledge) this.reader.frame.restore(knowledge);
    this.writer = new LineWriter(write, memory, this.reader.frame.kernel);
    this.#cursor = new EvtxCursor(this.reader.frame);
  }

  async read(source: ByteSource, damage: EventSink['damage'], range?: ByteRange): Promise<ReadSummary> {
    const { writer } = this;
    const cursor = this.#cursor;
    let events = 0;
    const records: FrameSink = {
      frame(frame, offset) {
        events++;
        if (!writer.record(frame)) {
          cursor.move(source.name, offset);
          writer.event(cursor);
        }
        return undefined;
      },
      event(event) {
        events++;
        writer.event(event);
        return undefined;
      },
      damage,
      skippedFrame: () => undefined,
      turnedDown: () => undefined,
      skipped: () => undefined,
      lines: {
        get at() {
          return LINES + writer.length;
        },
        set at(place) {
          writer.length = place - LINES;
        },
        written(count, isFull) {
          events += count;
          if (isFull) writer.flush();
        },
      },
    };
    const end = await this.reader.read(source, records, range);
    writer.flush();
    return summaryOf(events, end, range);
  }
}

/** Sessions that wait for the next file: what they learned of templates is kept. */
let idle: EvtxSession | undefined;
const gated = new WeakMap<HeaderGate, EvtxSession>();

/** The writer of lines, kept for the next file. */
let lines: EvtxLines | undefined;

/** EVTX at speed: the same events, damage and notes as `evtx`, the generic reader, gives; events are valid until the next one. */
export const evtxFast: Format = {
  ...evtx,
  async read(source, sink, options) {
    const { gate } = options;
    const sieve = sink.sieved && options.sieve;
    const known = gate ? gated.get(gate) : idle;
    const isFit = known && known.reader.sieve === (gate && sieve);
    const session = isFit
      ? known
      : new EvtxSession({ ...(gate && { gate }), ...(sieve && { sieve }) }, templateKnowledge.known);
    if (gate) gated.delete(gate);
    else idle = undefined;
    const summary = await session.read(source, sink, options);
    templateKnowledge.note(session.reader.frame);
    // Names are counted over all files; a session that a crafted file filled with them is given up.
    if (session.reader.frame.names.size >= 10_000) return summary;
    if (gate) gated.set(gate, session);
    else idle = session;
    return summary;
  },
  async writeLines(source, write, damage, range) {
    const own = lines ?? new EvtxLines(write, undefined, templateKnowledge.known);
    lines = undefined;
    own.writer.sink = write;
    const summary = await own.read(source, damage, range);
    templateKnowledge.note(own.reader.frame);
    if (own.reader.frame.names.size < 10_000) lines = own;
    return summary;
  },
  parts: {
    async *cut(_source, _head, total, size) {
      yield* evenRanges(FILE_HEADER_SIZE, total, size, CHUNK_SIZE);
    },
    join(file, ends) {
      const remarks = joinRemarks(ends.map((end) => end.remarks as Remarks));
      const damage = lostChunks(remarks).map((lost) => ({ ...lost, file }));
      return { notes: remarkLines(remarks), damage };
    },
  },
};
