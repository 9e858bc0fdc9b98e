import {
  type Event,
  type EventHeader,
  type EventMetadata,
  type EventOrigin,
  type EventTime,
  type FieldId,
  type FieldTable,
  type FieldTexts,
  type PayloadKind,
  parseTime,
  QUERY_FIELDS,
  type Raw,
  type RawField,
  RecordEvent,
  rawJsonOf,
  type UnitRun,
} from '../../../event/index.ts';
import { derivedFields } from '../../derived-fields.ts';
import { timeOfFileTime } from '../file-time.ts';
import { Binding, type Places } from './binding.ts';
import type { Frame } from './frame.ts';
import { Headers } from './headers.ts';
import { RecordImage } from './original.ts';
import type { Plan } from './plan.ts';
import { isAbsent, payloadValue, rawAt, systemValue } from './read-value.ts';
import { recordIdOf } from './record-id.ts';
import type { Source } from './source.ts';
import { lengthOfText } from './value-texts.ts';

const NO_METADATA: EventMetadata = {};
const NO_UNITS: Uint16Array = new Uint16Array(0);
const FILE_TIME = 0x11;
/** Half of a FILETIME above which years have more than four digits, which no time text has. */
const LATEST = 0x2462_0000;

/**
 * The event under a reader: one object for all records, valid until the reader moves on; `keep()` makes a lasting one. Nothing
 * is decoded before it is asked for, names are bound once per template.
 */
export class EvtxCursor implements Event, FieldTexts {
  readonly shape = 'evtx';
  readonly lossy = false;
  readonly metadata = NO_METADATA;
  readonly #frame: Frame;
  readonly #bindings = new Map<number, Map<number, Binding>>();
  readonly #run = { units: NO_UNITS, start: 0, end: 0 };
  readonly #literals = new Map<string, Uint16Array>();
  #fields = QUERY_FIELDS;
  #binding: Binding | undefined;
  #values: Raw[] = [];
  #stamps: number[] = [];
  #generation = 0;
  readonly #headers: Headers;
  #header: EventHeader | undefined;
  #time: EventTime | undefined;
  #file = '';
  #chunkOffset = 0;

  constructor(frame: Frame, headers = new Headers()) {
    this.#frame = frame;
    this.#headers = headers;
  }

  /** Chooses the table whose ids `field` and `units` take. */
  bind(fields: FieldTable): void {
    if (fields === this.#fields) return;
    this.#fields = fields;
    this.#bindings.clear();
    this.#binding = undefined;
  }

  get texts(): FieldTexts {
    return this;
  }

  get fields(): FieldTable {
    return this.#fields;
  }

  /** Moves on to the record in the frame. */
  move(file: string, chunkOffset: number): void {
    this.#file = file;
    this.#chunkOffset = chunkOffset;
    this.#generation++;
    this.#header = undefined;
    this.#time = undefined;
    this.#binding = undefined;
  }

  get header(): EventHeader {
    this.#header ??= this.#headers.of(this.#frame);
    return this.#header;
  }

  get file(): string {
    return this.#file;
  }

  get origin(): EventOrigin {
    const { at, repeats } = this.#frame;
    const origin = { file: this.#file, record: recordIdOf(this.#frame), offset: this.#chunkOffset + at };
    return repeats ? { ...origin, repeats } : origin;
  }

  get time(): EventTime {
    this.#time ??= this.#timeOf();
    return this.#time;
  }

  #timeOf(): EventTime {
    const { chunk, at, outer, offsets, sizes, types } = this.#frame;
    const source = outer.header!.time;
    if (source.kind === 'slot' && types[source.slot] === FILE_TIME && sizes[source.slot]! >= 8) {
      const place = offsets[source.slot]!;
      const high = chunk.view.getUint32(place + 4, true);
      if (high < LATEST) return timeOfFileTime(chunk.view.getUint32(place, true), high);
    }
    const text = this.#sourceValue(source);
    const time = text === null || text === undefined ? undefined : parseTime(String(text));
    return time ?? timeOfFileTime(chunk.view.getUint32(at + 16, true), chunk.view.getUint32(at + 20, true));
  }

  get payloadKind(): PayloadKind {
    return this.#frame.plan.payload.kind;
  }

  get(name: string): Raw {
    return this.#first(this.#bound().ofName(name));
  }

  /** The value of a field by its id in the table that was bound; as `get` of its name. */
  field(id: FieldId): Raw {
    return this.#first(this.#bound().ofId(id, this.#fields));
  }

  units(id: FieldId): UnitRun | null | undefined {
    const { payload, system } = this.#frame.plan;
    const count = payload.fields.length;
    const places = this.#bound().ofId(id, this.#fields);
    for (let i = 0; i < places.length; i++) {
      const place = places[i]!;
      if (place < 0) return undefined;
      if (place < count) {
        const { isArray, sources } = payload.fields[place]!;
        if (isArray || sources.length > 1) return undefined;
        const { source, dependency } = sources[0]!;
        if (dependency >= 0 && isAbsent(this.#frame, dependency)) continue;
        if (this.#runOf(source)) return this.#run;
      } else {
        const { source, dependency, keepsEmpty } = system[place - count]!;
        if (dependency >= 0 && isAbsent(this.#frame, dependency)) continue;
        if (this.#runOf(source)) {
          if (keepsEmpty || this.#run.end > this.#run.start || source.kind === 'literal') return this.#run;
          continue;
        }
      }
      if (this.#at(place) !== undefined) return undefined;
    }
    return null;
  }

  system(): readonly RawField[] {
    const { payload, system } = this.#frame.plan;
    return this.#listed(system, payload.fields.length);
  }

  payload(): readonly RawField[] {
    return this.#listed(this.#frame.plan.payload.fields, 0);
  }

  raw(): string {
    return rawJsonOf(this);
  }

  original(): string {
    return new RecordImage(this.#frame).xml();
  }

  keep(): Event {
    const image = new RecordImage(this.#frame);
    const payload = this.payload();
    return new RecordEvent({
      header: this.header,
      origin: this.origin,
      time: this.time,
      shape: this.shape,
      payloadKind: this.payloadKind,
      lossy: false,
      system: this.system(),
      payload,
      get derived() {
        return derivedFields(payload);
      },
      original: () => image.xml(),
    });
  }

  #sourceValue(source: Source): Raw {
    if (source.kind === 'literal') return source.text;
    if (source.kind !== 'slot') return undefined;
    const { chunk, offsets, sizes, types } = this.#frame;
    return rawAt(chunk, offsets[source.slot]!, sizes[source.slot]!, types[source.slot]!);
  }

  #bound(): Binding {
    if (this.#binding) return this.#binding;
    const { plan, channel, eventId } = this.#frame;
    const key = channel * 4_294_967_296 + eventId;
    let ofPlan = this.#bindings.get(plan.number);
    if (!ofPlan) {
      if (this.#bindings.size >= 4096) this.#bindings.clear();
      ofPlan = new Map();
      this.#bindings.set(plan.number, ofPlan);
    }
    let binding = ofPlan.get(key);
    if (!binding) {
      if (ofPlan.size >= 256) ofPlan.clear();
      binding = new Binding(plan, this.header);
      ofPlan.set(key, binding);
    }
    this.#binding = binding;
    return binding;
  }

  #first(places: Places): Raw {
    for (const place of places) {
      const value = place < 0 ? this.#item(-1 - place) : this.#at(place);
      if (value !== undefined) return value;
    }
    return undefined;
  }

  /** An item of unnamed Data. */
  #item(index: number): Raw {
    const { fields } = this.#frame.plan.payload;
    const place = fields.findIndex(({ name }) => name === 'Data');
    const value = place < 0 ? undefined : this.#at(place);
    return Array.isArray(value) ? (value as readonly Raw[])[index] : undefined;
  }

  #at(place: number): Raw {
    if (this.#stamps[place] === this.#generation) return this.#values[place];
    const { plan } = this.#frame;
    const { fields } = plan.payload;
    const value =
      place < fields.length
        ? payloadValue(this.#frame, fields[place]!)
        : systemValue(this.#frame, plan.system[place - fields.length]!);
    this.#stamps[place] = this.#generation;
    this.#values[place] = value;
    return value;
  }

  #listed(fields: Plan['system'] | Plan['payload']['fields'], first: number): RawField[] {
    const listed: RawField[] = [];
    for (let i = 0; i < fields.length; i++) {
      const value = this.#at(first + i);
      if (value !== undefined) listed.push([fields[i]!.name, value]);
    }
    return listed;
  }

  /** Code units of a text that a template holds. */
  #literal(text: string): Uint16Array {
    let units = this.#literals.get(text);
    if (!units) {
      units = Uint16Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));
      if (this.#literals.size >= 4096) this.#literals.clear();
      this.#literals.set(text, units);
    }
    return units;
  }

  /** Points the run at a source's units; false if it is no single text. */
  #runOf(source: Source): boolean {
    const run = this.#run;
    if (source.kind === 'literal') {
      run.units = this.#literal(source.text);
      run.start = 0;
      run.end = source.text.length;
      return true;
    }
    const { chunk, offsets, sizes, types } = this.#frame;
    if (source.kind !== 'slot' || types[source.slot] !== 1) return false;
    const at = offsets[source.slot]!;
    run.units = chunk.units(at);
    run.start = at >> 1;
    run.end = run.start + lengthOfText(chunk.view, at, sizes[source.slot]!);
    return true;
  }
}
