import { decodeScalar } from '../values.ts';
import { JsonBytes } from './json-bytes.ts';
import { isNullValue } from './null-value.ts';
import type { ChunkView } from './window.ts';

const encoder = new TextEncoder();
const QUOTE = 0x22;
const DAY = 86_400;
/** From the start of FILETIME to that of Unix time. */
const EPOCH_IN_MS = 11_644_473_600_000;
/** High half of a FILETIME from which on years may have five digits. */
const LATEST = 0x2462_0000;

/** Writes BinXML values as JSON.stringify writes what the generic walker makes of them. */
export class JsonValues extends JsonBytes {
  #second = Number.NaN;
  #day = Number.NaN;
  readonly #text = new Int32Array(5);
  readonly #textBytes = new Uint8Array(this.#text.buffer);

  /** A scalar; -1 if it is NULL. */
  value(at: number, chunk: ChunkView, from: number, size: number, type: number): number {
    switch (type) {
      case 0x01:
        this.array[at] = QUOTE;
        at = this.text(at + 1, chunk.view, from, size);
        this.array[at] = QUOTE;
        return at + 1;
      case 0x04:
        return size < 1 ? -1 : this.decimal(at, chunk.array[from]!);
      case 0x06:
        return size < 2 ? -1 : this.decimal(at, chunk.view.getUint16(from, true));
      case 0x08:
        return size < 4 ? -1 : this.decimal(at, chunk.view.getUint32(from, true));
      case 0x0a: {
        if (size < 8) return -1;
        const high = chunk.view.getUint32(from + 4, true);
        const low = chunk.view.getUint32(from, true);
        if (high === 0) return this.decimal(at, low);
        if (high >= 0x20_0000) return this.#rare(at, chunk, from, size, type);
        const value = high * 4_294_967_296 + low;
        const upper = Math.floor(value / 1e8);
        return this.padded(this.decimal(at, upper), value - upper * 1e8, 8);
      }
      default: {
        if (isNullValue(chunk, from, size, type)) return -1;
        this.array[at] = QUOTE;
        const end = this.#quoted(at + 1, chunk, from, size, type);
        if (end < 0) return this.#rare(at, chunk, from, size, type);
        this.array[end] = QUOTE;
        return end + 1;
      }
    }
  }

  /** The inside of a JSON string. */
  inside(at: number, text: string): number {
    const bytes = encoder.encode(JSON.stringify(text).slice(1, -1));
    this.array.set(bytes, at);
    return at + bytes.length;
  }

  /** The text between the quotes, -1 if it is written another way. */
  #quoted(at: number, chunk: ChunkView, from: number, size: number, type: number): number {
    switch (type) {
      case 0x0f:
        return this.guid(at, chunk.view, from);
      case 0x11:
        return this.#time(at, chunk.view.getUint32(from, true), chunk.view.getUint32(from + 4, true));
      case 0x13:
        return this.#sid(at, chunk, from);
      case 0x10:
      case 0x14:
      case 0x15: {
        const high = type === 0x15 || (type === 0x10 && size >= 8) ? chunk.view.getUint32(from + 4, true) : 0;
        const low = chunk.view.getUint32(from, true);
        this.view.setUint16(at, 0x7830, true);
        return high === 0 ? this.hexNumber(at + 2, low) : this.hexWord(this.hexNumber(at + 2, high), low);
      }
      case 0x02:
      case 0x03:
      case 0x05:
      case 0x07:
      case 0x09:
      case 0x0d:
      case 0x0b:
      case 0x0c:
      case 0x12:
        return -1;
      default:
        return this.hex(at, chunk.array, from, size);
    }
  }

  /** A value by way of a string. */
  #rare(at: number, chunk: ChunkView, from: number, size: number, type: number): number {
    const { raw } = decodeScalar(chunk.bytes, from, size, type);
    if (typeof raw !== 'string') return this.ascii(at, String(raw));
    this.array[at] = QUOTE;
    const end = this.inside(at + 1, raw);
    this.array[end] = QUOTE;
    return end + 1;
  }

  #time(at: number, low: number, high: number): number {
    if (high >= LATEST) return -1;
    // As timeOfFileTime, without making an object.
    const rest = high * 7296 + low;
    const whole = Math.floor(rest / 10_000);
    const ms = high * 429_496 + whole;
    const second = Math.floor(ms / 1000);
    if (second !== this.#second) this.#setSecond(second);
    const text = this.#text;
    const { view } = this;
    for (let i = 0; i < 5; i++) view.setInt32(at + 4 * i, text[i]!, true);
    // Seven digits: written as eight, the point over the first.
    const end = this.padded(at + 19, (ms - second * 1000) * 10_000 + rest - whole * 10_000, 8);
    this.array[at + 19] = 0x2e;
    this.array[end] = 0x5a;
    return end + 1;
  }

  /** Renders the part of times that stays the same within a second. */
  #setSecond(second: number): void {
    this.#second = second;
    const bytes = this.#textBytes;
    const day = Math.floor(second / DAY);
    if (day !== this.#day) {
      this.#day = day;
      const date = new Date(day * DAY * 1000 - EPOCH_IN_MS).toISOString();
      for (let i = 0; i < 19; i++) bytes[i] = date.charCodeAt(i);
    }
    const rest = second - day * DAY;
    const hours = (rest / 3600) | 0;
    const minutes = ((rest / 60) | 0) - 60 * hours;
    const seconds = rest % 60;
    bytes[11] = 0x30 + ((hours / 10) | 0);
    bytes[12] = 0x30 + (hours % 10);
    bytes[14] = 0x30 + ((minutes / 10) | 0);
    bytes[15] = 0x30 + (minutes % 10);
    bytes[17] = 0x30 + ((seconds / 10) | 0);
    bytes[18] = 0x30 + (seconds % 10);
  }

  #sid(at: number, chunk: ChunkView, from: number): number {
    const { array, view } = chunk;
    if (view.getUint16(from + 2, false) !== 0) return -1;
    this.view.setUint16(at, 0x2d53, true);
    let place = this.decimal(at + 2, array[from]!);
    this.array[place++] = 0x2d;
    place = this.decimal(place, view.getUint32(from + 4, false));
    const end = from + 8 + 4 * array[from + 1]!;
    for (let part = from + 8; part < end; part += 4) {
      this.array[place++] = 0x2d;
      place = this.decimal(place, view.getUint32(part, true));
    }
    return place;
  }
}
