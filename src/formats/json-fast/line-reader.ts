import {
  type Event,
  type EventHeader,
  foldName,
  type HeaderSieve,
  type Judged,
  type RawField,
  RecordEvent,
} from '../../event/index.ts';
import { type ByteRange, type ByteSource, type HeaderGate, TOLD_AFTER } from '../format.ts';
import { isObject, type JsonObject, parseJsonValue } from '../json-value.ts';
import { WORTH_RECALLING } from '../recall.ts';
import { sizeIn } from '../utf8-chunks.ts';
import { BLANK, NEWLINE, RETURN } from './bytes.ts';
import { Headers, isPlainInteger } from './headers.ts';
import { EMPTY_STRING, NULL, STRING } from './layout.ts';
import { LineCursor } from './line-cursor.ts';
import { LineKernel } from './line-kernel.ts';
import { type LinePlan, MISSING, UNTOLD } from './line-plan.ts';
import { LineScanner } from './line-scanner.ts';
import { eachBlockOfLines, type LinesPlace, type LinesSink } from './line-window.ts';
import { textOfBytes } from './member-value.ts';
import { rehearse } from './rehearsal.ts';
import { type Variant, Variants } from './variants.ts';

/** Takes the lines of an input in order; false stops the reader. */
export interface JsonLineSink {
  /** An event read from bytes, valid during the call. */
  event(event: Event): boolean;
  /** Lines whose events the gate turned down, not always in their place among others; `shape` is their shape's name. */
  skipped(header: EventHeader, shape: string, count: number): void;
  /** As `skipped` for lines that the sieve turned down; times in ms since 1970. */
  sieved(header: EventHeader, shape: string, count: number, earliest: number, latest: number): void;
  /** A line that is left to the reader of texts. */
  text(text: string, line: number, offset: number): boolean;
  tooLong(line: number, offset: number): void;
}

/** How many lines went which way. */
export interface LineCounts {
  fast: number;
  slow: number;
}

/** The kernel reads ids of nine digits at most. */
const MOST_ID = 1e9;

/** So many variants are rehearsed when they are met first. */
const EAGER = 512;

/** Reads JSON objects, one a line, from their bytes; what it cannot tell from them goes to the sink as text. */
export class JsonLineReader {
  readonly counts: LineCounts = { fast: 0, slow: 0 };
  readonly #scanner: LineScanner;
  readonly #headers = new Headers();
  readonly #gate: HeaderGate | undefined;
  readonly sieve: HeaderSieve | undefined;
  #rehearsed = 0;
  #blocks = 0;

  /** A sieve goes with its gate. */
  constructor(
    gate: HeaderGate | undefined,
    sieve: HeaderSieve | undefined,
    scanner = new LineScanner(LineKernel.make(sieve?.judged !== undefined) ?? 'none'),
  ) {
    this.#gate = gate;
    this.sieve = gate && sieve;
    this.#scanner = scanner;
  }

  /** True if it learned so much that it is to be given up behind the input. */
  get isFull(): boolean {
    return this.#scanner.tree.isFull;
  }

  /** Reads an input, or a part of it, to its end or until the sink stops it; the result is how many lines there were. */
  async read(
    source: ByteSource,
    timeZone: string | undefined,
    sink: JsonLineSink,
    range: ByteRange | undefined,
  ): Promise<number> {
    const cursor = new LineCursor(this.#scanner, source.name, timeZone);
    this.#scanner.setTimeZone(timeZone);
    const lines: LinesSink = {
      lines: (bytes, end, place) => this.#lines(bytes, end, place, cursor, sink),
      tooLong: (number, offset) => sink.tooLong(number, offset),
    };
    try {
      return await eachBlockOfLines(source, lines, this.#scanner.home, range);
    } finally {
      const { ofHome } = this.#scanner;
      if (ofHome) tellTurnedDown(ofHome, sink);
    }
  }

  #lines(
    bytes: Uint8Array<ArrayBuffer>,
    end: number,
    place: LinesPlace,
    cursor: LineCursor,
    sink: JsonLineSink,
  ): boolean {
    const scanner = this.#scanner;
    scanner.lookAt(bytes);
    // Offsets in texts of another encoding are told line by line.
    const kernel = this.#gate && place.encoding === 'utf-8' ? scanner.kernel : undefined;
    for (let at = 0; at < end; ) {
      let newline: number;
      if (kernel) {
        const stopped = kernel.lines(at, end);
        const { passed, result } = kernel;
        this.counts.fast += passed;
        place.number += passed;
        place.offset += stopped - at;
        at = stopped;
        if (at === end) break;
        newline = scanner.taken(kernel, at, result);
      } else newline = scanner.line(at);
      const variant = newline < 0 ? undefined : this.#variant();
      if (newline < 0) newline = bytes.indexOf(NEWLINE, at);
      const { number, offset } = place;
      place.number++;
      place.offset +=
        place.encoding === 'utf-8' ? newline + 1 - at : sizeIn(place.encoding, bytes.subarray(at, newline + 1));
      let goesOn = true;
      const plan = variant && this.#planOf(variant, at, newline);
      if (plan && hasNoEnvelope(scanner, plan.parts.envelopes)) {
        this.counts.fast++;
        goesOn = this.#event(plan, at, newline, number, offset, cursor, sink, kernel);
      } else {
        this.counts.slow++;
        goesOn = sink.text(textOfLine(bytes, at, newline), number, offset);
      }
      if (!goesOn) return false;
      at = newline + 1;
    }
    if (kernel && ++this.#blocks % TOLD_AFTER === 0) tellTurnedDown(kernel, sink);
    return true;
  }

  #variant(): Variant | undefined {
    const { node } = this.#scanner;
    node.variants ??= new Variants();
    return node.variants.of(this.#scanner);
  }

  /** The plan of a variant: the first few are rehearsed at once, others when they are met the second time, since many are met once only. */
  #planOf(variant: Variant, start: number, end: number): LinePlan | null | undefined {
    if (variant.plan !== undefined) return variant.plan;
    if (variant.isMet || this.#rehearsed < EAGER) {
      this.#rehearsed++;
      const read = (): JsonObject | undefined => {
        const object = parseJsonValue(textOfLine(this.#scanner.bytes, start, end));
        return isObject(object) ? object : undefined;
      };
      variant.plan = rehearse(read, this.#scanner.node.names(), variant.kinds);
    }
    variant.isMet = true;
    return variant.plan;
  }

  /**
   * False for a line that the gate cannot judge by its header: it brings built-in fields of its own, or its event id is written in
   * another way than numbers are, which a condition on it may tell.
   */
  #isGated(plan: LinePlan, header: EventHeader, cursor: LineCursor): boolean {
    const { hasMetadata, header: members } = plan.parts;
    if (hasMetadata) return false;
    const { eventId } = header;
    if (eventId === undefined) return true;
    if (plan.ownsId(header) && isPlainInteger(this.#scanner, members.eventId)) return true;
    return String(cursor.get('EventID')) === String(eventId);
  }

  /** A line is turned down; others like it are told to the kernel, if nothing else bears on them. */
  #turnDown(plan: LinePlan, header: EventHeader, sink: JsonLineSink): void {
    sink.skipped(header, plan.parts.shape.name, 1);
    const lines = plan.linesOf(header);
    if (!this.#scanner.kernel || lines.passesGate !== false) return;
    if (lines.told === undefined && plan.hasRoom)
      plan.noteTold(lines, this.#isPlainId(plan, header) ? this.#tell(plan, header, true) : 0);
  }

  /** True if the kernel reads the id of an event as it is meant. */
  #isPlainId(plan: LinePlan, header: EventHeader): boolean {
    const member = plan.parts.header.eventId;
    if (member < 0) return true;
    const { eventId } = header;
    return (
      eventId !== undefined &&
      Object.is(eventId, Math.abs(eventId)) &&
      eventId < MOST_ID &&
      plan.ownsId(header) &&
      isPlainInteger(this.#scanner, member)
    );
  }

  /** Tells the kernel of lines like the one at hand; gives where it was told. */
  #tell(plan: LinePlan, header: EventHeader, isTurnedDown: boolean): number {
    const { shape, header: members, envelopes, time } = plan.parts;
    const deciding = { ...members, time, envelopes };
    return this.#scanner.kernel!.learnHeader(this.#scanner, deciding, header, shape.name, isTurnedDown);
  }

  /**
   * The gate lets lines of a header through; the kernel is told of them once there are some, so that it can recall what was made of them,
   * and once they are many of what shows that nobody wants them.
   */
  #sift(kernel: LineKernel, sieve: HeaderSieve, plan: LinePlan, header: EventHeader): void {
    const lines = plan.linesOf(header);
    if (++lines.count < Math.min(WORTH_RECALLING, sieve.often)) return;
    if (lines.told === undefined && plan.hasRoom)
      plan.noteTold(lines, this.#isSiftable(plan, header) ? this.#tell(plan, header, false) : 0);
    if (!lines.told || lines.isSifted || lines.count < sieve.often) return;
    const own = sieve.of(header);
    if (own === 'later') return;
    lines.isSifted = true;
    const { kinds } = this.#scanner;
    if (own) kernel.learnSieve(lines.told, own, (field) => slotOf(plan, header, kinds, field));
  }

  /** True if nothing but values of the line bears on what is made of it. */
  #isSiftable(plan: LinePlan, header: EventHeader): boolean {
    const { hasBuiltins, time } = plan.parts;
    if (hasBuiltins || time < 0 || plan.hidesHeader || plan.mayLose(header)) return false;
    return plan.linesOf(header).passesGate === true && this.#isPlainId(plan, header);
  }

  #event(
    plan: LinePlan,
    start: number,
    end: number,
    number: number,
    offset: number,
    cursor: LineCursor,
    sink: JsonLineSink,
    kernel: LineKernel | undefined,
  ): boolean {
    const header = this.#headers.of(this.#scanner, plan.parts.header, plan.lastHeader);
    cursor.move(plan, header, start, end, number, offset, kernel?.recalled);
    const gate = this.#gate && this.#isGated(plan, header, cursor) ? this.#gate : undefined;
    const known = gate && plan.linesOf(header).passesGate;
    if (gate && (known ?? askGate(gate, plan, header, cursor)) === false) {
      this.#turnDown(plan, header, sink);
      return true;
    }
    if (gate && kernel && this.sieve) this.#sift(kernel, this.sieve, plan, header);
    const goesOn = sink.event(cursor);
    const judged = kernel?.isHeaderTold && !cursor.recalled ? this.sieve?.judged?.() : undefined;
    if (judged) learnJudged(kernel!, plan, header, judged);
    return goesOn;
  }
}

/** The member that holds the text of a field, as a sieve asks for it. */
function slotOf(plan: LinePlan, header: EventHeader, kinds: Uint8Array, field: string): number | null | undefined {
  const place = plan.place(field, header);
  if (place === MISSING) return null;
  if (place < 0) return undefined;
  const kind = kinds[place];
  // Null is no value.
  if (kind === NULL) return null;
  return kind === STRING || kind === EMPTY_STRING ? place : undefined;
}

/** Tells the kernel by what a line of a plan and a header was judged. */
function learnJudged(kernel: LineKernel, plan: LinePlan, header: EventHeader, judged: Judged): void {
  kernel.learnJudged(judged, (field) => {
    const slot = plan.place(field, header);
    return slot === UNTOLD ? undefined : { slot, isCommon: true };
  });
}

/** Tells of lines that the kernel turned down. */
function tellTurnedDown(kernel: LineKernel, sink: JsonLineSink): void {
  kernel.turnedDown(({ header, shape, bySieve }, count, earliest, latest) => {
    if (bySieve) sink.sieved(header, shape, count, earliest, latest);
    else sink.skipped(header, shape, count);
  });
}

/** The text of a line up to its newline, a return before it left out. */
function textOfLine(bytes: Uint8Array, start: number, end: number): string {
  return textOfBytes(bytes, start, end > start && bytes[end - 1] === RETURN ? end - 1 : end);
}

/** False if a text may be an event itself: it starts with what one starts with, or with a sign that says nothing. */
function hasNoEnvelope({ bytes, starts }: LineScanner, envelopes: readonly number[]): boolean {
  for (const member of envelopes) {
    const first = bytes[starts[member]!]!;
    if (first <= BLANK || first >= 0x7b || first === 0x5c || first === 0x3c || first === 0x69) return false;
  }
  return true;
}

/** Asks the gate about a line; the answer holds for all lines of its plan and header, unless a value was looked at for it. */
function askGate(gate: HeaderGate, plan: LinePlan, header: EventHeader, cursor: LineCursor): boolean {
  let isLasting = true;
  const passes = gate(header, (folded) => {
    const known = plan.payloadHas(folded);
    if (known !== undefined) return known;
    isLasting = false;
    return payloadHas(cursor.whole(), folded);
  });
  if (isLasting) plan.linesOf(header).passesGate = passes;
  return passes;
}

/** Whether the payload of an event has a field of a folded name, or one of which it is a further name. */
export function payloadHas(event: Event, folded: string): boolean {
  const { payload, derived = [] } =
    event instanceof RecordEvent ? event.named() : { payload: event.payload(), derived: [] };
  const isNamed = ([name]: RawField): boolean => foldName(name) === folded;
  return payload.some(isNamed) || derived.some(isNamed);
}
