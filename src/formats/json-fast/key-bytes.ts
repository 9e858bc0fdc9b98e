/** A key or name as its bytes, and four at a time: the last four again where the length is no multiple of four. */
export class KeyBytes {
  readonly bytes: Uint8Array;
  readonly words: Int32Array;

  constructor(bytes: Uint8Array) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const { length } = bytes;
    this.bytes = bytes;
    this.words = Int32Array.from({ length: length < 4 ? 0 : (length + 3) >> 2 }, (_, i) =>
      view.getInt32(Math.min(4 * i, length - 4), true),
    );
  }

  /** True if the key stands at a place of these bytes and has this length. */
  standsAt(view: DataView, at: number, length: number): boolean {
    const { bytes, words } = this;
    if (length !== bytes.length) return false;
    if (length < 4) {
      for (let i = 0; i < length; i++) if (view.getUint8(at + i) !== bytes[i]) return false;
      return true;
    }
    const last = words.length - 1;
    if (view.getInt32(at + length - 4, true) !== words[last]) return false;
    for (let i = 0; i < last; i++) if (view.getInt32(at + 4 * i, true) !== words[i]) return false;
    return true;
  }
}
