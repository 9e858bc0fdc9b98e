import {
  type ByteRun,
  type Event,
  type EventHeader,
  type EventMetadata,
  type EventOrigin,
  type EventTime,
  type FieldId,
  type FieldTexts,
  type PayloadKind,
  parseTime,
  QUERY_FIELDS,
  type Raw,
  type RawField,
  type UnitRun,
  type Verdict,
} from '../../event/index.ts';
import type { TextScreen } from '../../value/index.ts';
import { eventOfJson } from '../json-event.ts';
import { type JsonObject, parseJsonValue } from '../json-value.ts';
import { shapedOf } from '../shaped.ts';
import { OPEN, RETURN } from './bytes.ts';
import { isPlainInteger } from './headers.ts';
import { EMPTY_STRING, LIST, NULL, OBJECT, STRING } from './layout.ts';
import { type LinePlan, MISSING, UNTOLD } from './line-plan.ts';
import type { LineScanner } from './line-scanner.ts';
import { MemberUnits } from './member-units.ts';
import { memberValue, textOfBytes } from './member-value.ts';
import { UsualTimes } from './usual-time.ts';

const NO_METADATA: EventMetadata = {};

/**
 * The event of the line that was scanned: one object for all lines, valid until the reader moves on; `keep()` makes a lasting one.
 * A value is decoded when it is asked for; what values decide is asked of the event that the reader of texts makes of the line.
 */
export class LineCursor implements Event, FieldTexts {
  readonly fields = QUERY_FIELDS;
  /** What was made of a line like this one, if it is known. */
  recalled: Verdict | undefined;
  readonly #scanner: LineScanner;
  readonly #file: string;
  readonly #timeZone: string | undefined;
  readonly #units: MemberUnits;
  readonly #usualTimes: UsualTimes;
  readonly #values: Raw[] = [];
  readonly #stamps: number[] = [];
  #generation = 0;
  #plan!: LinePlan;
  #header: EventHeader = {};
  #start = 0;
  #end = 0;
  #number = 0;
  #offset = 0;
  #whole: Event | undefined;
  #time: EventTime | undefined;
  /** Generation whose time is known. */
  #timed = -1;

  constructor(scanner: LineScanner, file: string, timeZone: string | undefined) {
    this.#scanner = scanner;
    this.#units = new MemberUnits(scanner);
    this.#file = file;
    this.#timeZone = timeZone;
    this.#usualTimes = new UsualTimes(timeZone);
  }

  /** Moves on to the line in the scanner, from `start` to its newline at `end`. */
  move(
    plan: LinePlan,
    header: EventHeader,
    start: number,
    end: number,
    number: number,
    offset: number,
    recalled: Verdict | undefined,
  ): void {
    this.recalled = recalled;
    this.#plan = plan;
    this.#header = header;
    this.#start = start;
    this.#end = end;
    this.#number = number;
    this.#offset = offset;
    this.#whole = undefined;
    this.#generation++;
    this.#units.move();
  }

  get header(): EventHeader {
    return this.#header;
  }
  get file(): string {
    return this.#file;
  }
  get origin(): EventOrigin {
    return { file: this.#file, record: this.#number, offset: this.#offset };
  }
  get shape(): string {
    return this.#plan.parts.shape.name;
  }
  get payloadKind(): PayloadKind {
    return this.#plan.parts.payloadKind;
  }
  get lossy(): boolean {
    return this.#plan.mayLose(this.#header) && this.whole().lossy;
  }
  get metadata(): EventMetadata {
    return this.#plan.parts.hasMetadata ? this.whole().metadata : NO_METADATA;
  }

  get time(): EventTime | undefined {
    const { hasBuiltins, time } = this.#plan.parts;
    if (hasBuiltins) return this.whole().time;
    if (this.#timed !== this.#generation) {
      this.#timed = this.#generation;
      this.#time = time < 0 ? undefined : this.#timeOf(time);
    }
    return this.#time;
  }

  #timeOf(member: number): EventTime | undefined {
    const { bytes, starts, ends, kinds } = this.#scanner;
    const usual = kinds[member] === STRING ? this.#usualTimes.read(bytes, starts[member]!, ends[member]!) : undefined;
    return usual ?? parseTime(String(this.#value(member)), this.#timeZone);
  }

  get(name: string): Raw {
    const place = this.#plan.place(name, this.#header);
    if (place >= 0) return this.#value(place);
    return place === UNTOLD ? this.whole().get(name) : undefined;
  }

  get texts(): FieldTexts {
    return this;
  }

  get hidesHeader(): boolean {
    const { eventId } = this.#plan.parts.header;
    return this.#plan.hidesHeader || (eventId >= 0 && !isPlainInteger(this.#scanner, eventId));
  }

  units(id: FieldId): UnitRun | null | undefined {
    const place = this.#plan.placeOf(id, this.#header);
    if (place >= 0) return this.#units.of(place);
    return place === MISSING ? null : undefined;
  }

  lacks(screen: TextScreen): boolean {
    const { isPlain, memory } = this.#scanner;
    const isIn = isPlain && memory ? screen.on(memory, 1) : undefined;
    return isIn?.(this.#start, this.#end) === 0;
  }

  plainJson(): ByteRun | undefined {
    const scanner = this.#scanner;
    return scanner.isPlain ? { bytes: scanner.bytes, start: this.#start, end: this.#end } : undefined;
  }

  allTexts(visit: (run: UnitRun) => void): boolean {
    const run = this.#units.ofLine(this.#start, this.#end);
    if (run) visit(run);
    return run !== undefined;
  }

  system(): readonly RawField[] {
    return this.whole().system();
  }

  payload(): readonly RawField[] {
    return this.whole().payload();
  }

  raw(): string {
    return this.#plan.parts.hasBuiltins ? this.whole().raw() : this.original();
  }

  original(): string {
    const { bytes } = this.#scanner;
    return textOfBytes(bytes, this.#start, bytes[this.#end - 1] === RETURN ? this.#end - 1 : this.#end);
  }

  rawValues(paths: readonly (readonly string[])[], values: (string | null | undefined)[]): boolean {
    const { bytes, starts, ends, kinds } = this.#scanner;
    if (this.#plan.parts.hasBuiltins || bytes[this.#start] !== OPEN) return false;
    const members = this.#plan.membersOf(paths);
    for (let i = 0; i < members.length; i++) {
      const member = members[i]!;
      const kind = member < 0 ? NULL : kinds[member]!;
      if (kind === LIST || kind === OBJECT) return false;
      if (member < 0 || paths[i]!.length > 1) values[i] = undefined;
      else if (kind === NULL) values[i] = null;
      else if (kind === STRING || kind === EMPTY_STRING) values[i] = this.#value(member) as string;
      else values[i] = textOfBytes(bytes, starts[member]!, ends[member]!);
    }
    return true;
  }

  keep(): Event {
    return this.whole();
  }

  /** The event as the reader of texts makes it. */
  whole(): Event {
    if (!this.#whole) {
      const text = this.original();
      const place = { file: this.#file, line: this.#number, offset: this.#offset, text };
      const object = parseJsonValue(text) as JsonObject;
      this.#whole = eventOfJson(object, shapedOf(object), place, this.#timeZone);
    }
    return this.#whole;
  }

  #value(member: number): Raw {
    if (this.#stamps[member] !== this.#generation) {
      this.#stamps[member] = this.#generation;
      this.#values[member] = memberValue(this.#scanner, member);
    }
    return this.#values[member];
  }
}
