import {
  COMPOSED,
  type Event,
  type EventHeader,
  type EventMetadata,
  type EventOrigin,
  type EventTime,
  type FieldId,
  type FieldPlaces,
  type FieldTable,
  type FieldTexts,
  type PayloadKind,
  parseTime,
  QUERY_FIELDS,
  type Raw,
  type RawField,
  type RawJsonFields,
  RecordEvent,
  rawJsonOf,
  rawJsonValue,
  type UnitRun,
  type Verdict,
  type WrittenField,
} from '../../../event/index.ts';
import type { TextScreen } from '../../../value/index.ts';
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
import { UnitRuns } from './unit-runs.ts';

const NO_METADATA: EventMetadata = {};
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
  readonly #bindings = new Map<number, Map<EventHeader, Binding>>();
  readonly #runs: UnitRuns;
  readonly #rawSource: RawJsonFields;
  #fields = QUERY_FIELDS;
  #binding: Binding | undefined;
  #lastPlan: Plan | undefined;
  #lastHeader: EventHeader | undefined;
  #lastBinding: Binding | undefined;
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
    this.#runs = new UnitRuns(frame);
    this.#rawSource = {
      timeOf: () => this.time,
      kindOf: () => this.payloadKind,
      system: (name) => this.#valueAt(frame.plan.systemPlaces.get(name)),
      payload: (name) => this.#valueAt(frame.plan.payloadPlaces.get(name)),
    };
  }

  /** Chooses the table whose ids `field` and `units` take. */
  bind(fields: FieldTable): void {
    if (fields === this.#fields) return;
    this.#fields = fields;
    this.#bindings.clear();
    this.#binding = undefined;
    this.#lastPlan = undefined;
  }

  get texts(): FieldTexts {
    return this;
  }

  get fields(): FieldTable {
    return this.#fields;
  }

  get places(): FieldPlaces | undefined {
    return this.#frame.kernel && this.#bound();
  }

  jsonOf(fields: readonly WrittenField[]): string | undefined {
    const { kernel, chunk, size } = this.#frame;
    return kernel?.fields.textOf(fields, this.#bound(), chunk.array.byteOffset, size);
  }

  get hidesHeader(): boolean {
    return this.#frame.plan.hidesHeader;
  }

  get recalled(): Verdict | undefined {
    return this.#frame.recalled;
  }

  /** Moves on to the record in the frame. */
  move(file: string, chunkOffset: number): void {
    this.#file = file;
    this.#chunkOffset = chunkOffset;
    this.#generation++;
    this.#header = undefined;
    this.#time = undefined;
    this.#binding = undefined;
    this.#runs.move();
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
    const record = recordIdOf(this.#frame);
    const offset = this.#chunkOffset + at;
    return repeats ? { file: this.#file, record, offset, repeats } : { file: this.#file, record, offset };
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
    const binding = this.#bound();
    const slot = binding.slotOf(id, this.#fields);
    if (slot >= 0) return this.#runs.ofSlot(slot);
    const { payload, system } = this.#frame.plan;
    const count = payload.fields.length;
    const places = binding.ofId(id, this.#fields);
    for (let i = 0; i < places.length; i++) {
      const place = places[i]!;
      if (place < 0) return undefined;
      if (place < count) {
        const { isArray, sources } = payload.fields[place]!;
        if (isArray || sources.length > 1) return undefined;
        const { source, dependency } = sources[0]!;
        if (dependency >= 0 && isAbsent(this.#frame, dependency)) continue;
        const run = this.#runs.of(source);
        if (run) return run;
      } else {
        const { source, dependency, keepsEmpty } = system[place - count]!;
        if (dependency >= 0 && isAbsent(this.#frame, dependency)) continue;
        const run = this.#runs.of(source);
        if (run) {
          if (keepsEmpty || run.end > run.start || source.kind === 'literal') return run;
          continue;
        }
      }
      if (this.#at(place) !== undefined) return undefined;
    }
    return null;
  }

  lacks(screen: TextScreen): boolean {
    const { chunk, plan, at, size, isPlain } = this.#frame;
    const { memory, array } = chunk;
    if (!isPlain || !memory || !plan.lacks(screen)) return false;
    const start = array.byteOffset + at;
    return screen.on(memory, 2)?.(start, start + size) === 0;
  }

  allTexts(visit: (run: UnitRun) => void, least: number): boolean {
    return this.#runs.all(visit, least);
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

  rawValues(paths: readonly (readonly string[])[], values: (string | null | undefined)[]): boolean {
    const { systemPlaces, payloadPlaces, payload, system } = this.#frame.plan;
    // Where a name comes twice, the later one counts if it is there.
    if (payloadPlaces.size < payload.fields.length || systemPlaces.size < system.length) return false;
    for (let i = 0; i < paths.length; i++) {
      const value = rawJsonValue(paths[i]!, this.#rawSource);
      if (value === COMPOSED) return false;
      values[i] = value;
    }
    return true;
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
    const { plan } = this.#frame;
    const { header } = this;
    if (plan === this.#lastPlan && header === this.#lastHeader) this.#binding = this.#lastBinding;
    else {
      this.#binding = this.#bindingOf(plan, header);
      this.#lastPlan = plan;
      this.#lastHeader = header;
      this.#lastBinding = this.#binding;
    }
    return this.#binding!;
  }

  #bindingOf(plan: Plan, header: EventHeader): Binding {
    let ofPlan = this.#bindings.get(plan.number);
    if (!ofPlan) {
      if (this.#bindings.size >= 4096) this.#bindings.clear();
      ofPlan = new Map();
      this.#bindings.set(plan.number, ofPlan);
    }
    let binding = ofPlan.get(header);
    if (!binding) {
      if (ofPlan.size >= 256) ofPlan.clear();
      binding = new Binding(plan, header);
      ofPlan.set(header, binding);
    }
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

  #valueAt(place: number | undefined): Raw {
    return place === undefined ? undefined : this.#at(place);
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
}
