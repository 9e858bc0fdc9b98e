import { BinXmlFault } from './fault.ts';

const scratch = new Uint16Array(32_768);

/** Bounds-checked little-endian reading inside one chunk; a position outside it is a fault of the data. */
export class Bytes {
  readonly view: DataView;
  readonly array: Uint8Array;
  /** Number of bytes that may be read; smaller than the buffer if the file ends inside the chunk. */
  readonly length: number;

  constructor(array: Uint8Array, length = array.length) {
    this.array = array;
    this.length = length;
    this.view = new DataView(array.buffer, array.byteOffset, array.byteLength);
  }

  u8(at: number): number {
    this.check(at, 1);
    return this.view.getUint8(at);
  }

  u16(at: number): number {
    this.check(at, 2);
    return this.view.getUint16(at, true);
  }

  u32(at: number): number {
    this.check(at, 4);
    return this.view.getUint32(at, true);
  }

  /** UTF-16LE text of `units` units; lone surrogates stay as they are. */
  utf16(at: number, units: number): string {
    this.check(at, units * 2);
    let text = '';
    for (let done = 0; done < units; ) {
      const count = Math.min(units - done, 4096);
      for (let i = 0; i < count; i++) scratch[i] = this.view.getUint16(at + (done + i) * 2, true);
      text += String.fromCharCode.apply(null, scratch.subarray(0, count) as unknown as number[]);
      done += count;
    }
    return text;
  }

  check(at: number, size: number): void {
    if (at < 0 || at + size > this.length) throw new BinXmlFault(`offset ${at} lies outside the chunk`);
  }
}
