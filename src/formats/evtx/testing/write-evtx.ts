import { CHUNK_HEADER_SIZE, CHUNK_SIZE, FILE_HEADER_SIZE } from '../container.ts';
import { VECTOR } from './bases.ts';

/** A value of Data: text, a 32-bit number, a boolean, NULL, or an array of texts. */
export type DataValue = string | number | boolean | null | readonly string[];

/** Values that stand in one element. */
export interface Pieces {
  readonly pieces: readonly DataValue[];
}

function piecesIn(value: DataValue | Pieces): readonly DataValue[] {
  return typeof value === 'object' && value !== null && 'pieces' in value ? value.pieces : [value];
}

/** An event to be written. */
export interface WrittenEvent {
  /** NULL where it has none; a template that itself names them has both. */
  readonly channel: string | null;
  readonly provider: string | null;
  readonly eventId: number;
  readonly computer: string;
  /** Days since 1601. */
  readonly day: number;
  /** A value may be put together of several. */
  readonly data: readonly (readonly [name: string, value: DataValue | Pieces])[];
  /** True if the template itself names channel and provider. */
  readonly isLiteral?: boolean;
}

/** Bytes that grow; places are chunk offsets. */
export class Bytes {
  readonly list: number[] = [];
  readonly #base: number;

  constructor(base: number) {
    this.#base = base;
  }

  get place(): number {
    return this.#base + this.list.length;
  }

  number(value: number, size: number): void {
    for (let i = 0, rest = value; i < size; i++, rest = Math.floor(rest / 256)) this.list.push(rest % 256);
  }

  text(text: string): void {
    for (let i = 0; i < text.length; i++) this.number(text.charCodeAt(i), 2);
  }

  /** Leaves room for a number that is known later. */
  hole(): (value: number) => void {
    const at = this.list.length;
    this.number(0, 4);
    return (value) => {
      for (let i = 0, rest = value; i < 4; i++, rest = Math.floor(rest / 256)) this.list[at + i] = rest % 256;
    };
  }

  name(name: string): void {
    this.number(this.place + 4, 4);
    this.number(0, 4);
    this.number(0, 2);
    this.number(name.length, 2);
    this.text(name);
    this.number(0, 2);
  }
}

/** A value as a record holds it: type and bytes. */
interface Slot {
  readonly type: number;
  readonly bytes: readonly number[];
}

function slotOf(value: DataValue): Slot {
  const bytes = new Bytes(0);
  if (value === null) return { type: 0x00, bytes: [] };
  if (typeof value === 'number') bytes.number(value, 4);
  else if (typeof value === 'boolean') bytes.number(value ? 1 : 0, 4);
  else if (typeof value === 'string') bytes.text(value);
  else for (const item of value) bytes.text(`${item}\0`);
  const type =
    typeof value === 'number' ? 0x08 : typeof value === 'boolean' ? 0x0d : Array.isArray(value) ? 0x81 : 0x01;
  return { type, bytes: bytes.list };
}

function element(
  out: Bytes,
  name: string,
  attributes: readonly (readonly [string, string | number])[],
  content: () => void,
): void {
  out.number(attributes.length > 0 ? 0x41 : 0x01, 1);
  out.number(0xffff, 2);
  out.number(0, 4);
  out.name(name);
  if (attributes.length > 0) out.number(0, 4);
  for (const [index, [key, value]] of attributes.entries()) {
    out.number(index < attributes.length - 1 ? 0x46 : 0x06, 1);
    out.name(key);
    piece(out, value);
  }
  out.number(0x02, 1);
  content();
  out.number(0x04, 1);
}

/** Literal text, or the value of a slot by its number. */
function piece(out: Bytes, value: string | number): void {
  if (typeof value === 'number') {
    out.number(0x0d, 1);
    out.number(value, 2);
    out.number(0, 1);
    return;
  }
  out.number(0x05, 1);
  out.number(1, 1);
  out.number(value.length, 2);
  out.text(value);
}

/** Definitions of a chunk by the names of the data: their id and place. */
type Known = Map<string, { readonly id: number; readonly place: number }>;

function writeRecord(out: Bytes, event: WrittenEvent, id: number, definitions: Known): void {
  const start = out.place;
  out.number(0x2a2a, 4);
  const size = out.hole();
  out.number(id, 8);
  out.number(event.day * 864_000_000_000, 8);
  out.number(0x0001_010f, 4);
  out.number(0x010c, 2);
  const { channel, provider, isLiteral = false } = event;
  const key = JSON.stringify([
    event.data.map(([name, value]) => [name, piecesIn(value).length]),
    isLiteral && [channel, provider],
  ]);
  const known = definitions.get(key) ?? { id, place: out.place + 8 };
  out.number(known.id, 4);
  out.number(known.place, 4);
  const slots = definitions.has(key) ? slotsOf(event, id) : writeDefinition(out, event, id);
  definitions.set(key, known);
  out.number(slots.length, 4);
  for (const { type, bytes } of slots) {
    out.number(bytes.length, 2);
    out.number(type, 2);
  }
  for (const { bytes } of slots) out.list.push(...bytes);
  while ((out.place - start) % 8 !== 4) out.number(0, 1);
  size(out.place + 4 - start);
  out.number(out.place + 4 - start, 4);
}

/** The values of an event in their order; what their definition would be is thrown away. */
function slotsOf(event: WrittenEvent, id: number): Slot[] {
  return writeDefinition(new Bytes(0), event, id);
}

function writeDefinition(out: Bytes, event: WrittenEvent, id: number): Slot[] {
  out.number(0, 4);
  out.number(id, 16);
  const definition = out.hole();
  const body = out.place;
  out.number(0x0001_010f, 4);
  const slots: Slot[] = [];
  const slot = (value: Slot): number => slots.push(value) - 1;
  const leaf = (name: string, value: Slot): void => element(out, name, [], () => piece(out, slot(value)));
  const numbered = (type: number, value: number, length: number): Slot => {
    const bytes = new Bytes(0);
    bytes.number(value, length);
    return { type, bytes: bytes.list };
  };
  element(out, 'Event', [], () => {
    element(out, 'System', [], () => {
      const { provider, channel, isLiteral = false } = event;
      element(out, 'Provider', [['Name', isLiteral ? provider! : slot(slotOf(provider))]], () => undefined);
      leaf('EventID', numbered(0x06, event.eventId, 2));
      const time = slot(numbered(0x11, event.day * 864_000_000_000, 8));
      element(out, 'TimeCreated', [['SystemTime', time]], () => undefined);
      leaf('EventRecordID', numbered(0x0a, id, 8));
      if (isLiteral) element(out, 'Channel', [], () => piece(out, channel!));
      else leaf('Channel', slotOf(channel));
      leaf('Computer', slotOf(event.computer));
    });
    element(out, 'EventData', [], () => {
      for (const [name, value] of event.data)
        element(out, 'Data', [['Name', name]], () => {
          for (const one of piecesIn(value)) piece(out, slot(slotOf(one)));
        });
    });
  });
  out.number(0, 1);
  definition(out.place - body);
  return slots;
}

/** A log of one chunk with the events; those with data of the same names share a template. */
export function evtxOf(events: readonly WrittenEvent[]): Uint8Array {
  const out = new Bytes(CHUNK_HEADER_SIZE);
  const definitions: Known = new Map();
  for (const [index, event] of events.entries()) writeRecord(out, event, index + 1, definitions);
  return logOf(out, events.length);
}

/** A log of one chunk: its records, and how many there are. */
export function logOf(out: Bytes, count: number): Uint8Array {
  if (out.place > CHUNK_SIZE) throw new RangeError('too much for one chunk');
  const file = new Uint8Array(FILE_HEADER_SIZE + CHUNK_SIZE);
  file.set(VECTOR.subarray(0, FILE_HEADER_SIZE + CHUNK_HEADER_SIZE));
  file.set(out.list, FILE_HEADER_SIZE + CHUNK_HEADER_SIZE);
  const view = new DataView(file.buffer, FILE_HEADER_SIZE);
  view.setUint32(32, count, true);
  view.setUint32(48, out.place, true);
  view.setUint32(120, 4, true);
  return file;
}
