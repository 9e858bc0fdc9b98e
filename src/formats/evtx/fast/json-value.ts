import { timeOfFileTime } from '../file-time.ts';
import { decodeScalar } from '../values.ts';
import { JsonBytes } from './json-bytes.ts';
import type { ChunkView } from './window.ts';

const QUOTE = 0x22;
const DAY_IN_MS = 86_400_000;
/** High half of a FILETIME from which on years may have five digits. */
const LATEST = 0x2462_0000;

/** Writes BinXML values as JSON.stringify writes what the generic walker makes of them. */
export class JsonValues extends JsonBytes {
  #day = Number.NaN;
  #date = '';

  /** A scalar that is not NULL. */
  value(at: number, chunk: ChunkView, from: number, size: number, type: number): number {
    switch (type) {
      case 0x01:
        return this.string(at, chunk, from, size);
      case 0x04:
        return this.decimal(at, chunk.array[from]!);
      case 0x06:
        return this.decimal(at, chunk.view.getUint16(from, true));
      case 0x08:
        return this.decimal(at, chunk.view.getUint32(from, true));
      case 0x0a: {
        const high = chunk.view.getUint32(from + 4, true);
        const low = chunk.view.getUint32(from, true);
        if (high === 0) return this.decimal(at, low);
        if (high < 0x20_0000) {
          const value = high * 4_294_967_296 + low;
          const upper = Math.floor(value / 1e8);
          return this.padded(this.decimal(at, upper), value - upper * 1e8, 8);
        }
        return this.#rare(at, chunk, from, size, type);
      }
      case 0x0d:
        return this.ascii(at, chunk.view.getUint32(from, true) === 0 ? 'false' : 'true');
      case 0x03:
      case 0x05:
      case 0x07:
      case 0x09:
        return this.#rare(at, chunk, from, size, type);
      default: {
        this.array[at] = QUOTE;
        const end = this.#quoted(at + 1, chunk, from, size, type);
        if (end < 0) return this.#rare(at, chunk, from, size, type);
        this.array[end] = QUOTE;
        return end + 1;
      }
    }
  }

  /** A string value in quotes. */
  string(at: number, chunk: ChunkView, from: number, size: number): number {
    this.array[at] = QUOTE;
    const start = from >> 1;
    const end = this.text(at + 1, (from & 1) === 0 ? chunk.even : chunk.odd, start, start + (size >> 1));
    this.array[end] = QUOTE;
    return end + 1;
  }

  /** Text of a scalar as part of a longer text. */
  piece(at: number, chunk: ChunkView, from: number, size: number, type: number): number {
    return this.inside(at, decodeScalar(chunk.bytes, from, size, type).text);
  }

  /** The inside of a JSON string. */
  inside(at: number, text: string): number {
    const units = new Uint16Array(text.length);
    for (let i = 0; i < text.length; i++) units[i] = text.charCodeAt(i);
    for (let start = 0; ; ) {
      const nul = units.indexOf(0, start);
      at = this.text(at, units, start, nul < 0 ? units.length : nul);
      if (nul < 0) return at;
      at = this.ascii(at, '\\u0000');
      start = nul + 1;
    }
  }

  /** The text between the quotes, -1 if it is written another way. */
  #quoted(at: number, chunk: ChunkView, from: number, size: number, type: number): number {
    switch (type) {
      case 0x0f:
        return this.guid(at, chunk.array, from);
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
    const { ms, ticks } = timeOfFileTime(low, high);
    const day = Math.floor(ms / DAY_IN_MS);
    if (day !== this.#day) {
      this.#day = day;
      this.#date = new Date(day * DAY_IN_MS).toISOString().slice(0, 11);
    }
    let place = this.ascii(at, this.#date);
    const rest = ms - day * DAY_IN_MS;
    const seconds = Math.floor(rest / 1000);
    const minutes = Math.floor(seconds / 60);
    const hours = Math.floor(minutes / 60);
    place = this.padded(place, hours, 2);
    this.array[place++] = 0x3a;
    place = this.padded(place, minutes - hours * 60, 2);
    this.array[place++] = 0x3a;
    place = this.padded(place, seconds - minutes * 60, 2);
    // Seven digits: written as eight, the point over the first.
    const end = this.padded(place, (rest - seconds * 1000) * 10_000 + ticks, 8);
    this.array[place] = 0x2e;
    this.array[end] = 0x5a;
    return end + 1;
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
