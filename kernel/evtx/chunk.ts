/** The chunk at hand: its address and length, and the offset of the record at hand. */
// biome-ignore lint/complexity/noStaticOnlyClass: an exported variable could not be set from other files
export class chunk {
  static at: i32 = 0;
  static length: i32 = 0;
  static record: i32 = 0;
}

export function u8At(at: i32): i32 {
  return load<u8>(chunk.at + at);
}

export function u32At(at: i32): u32 {
  return load<u32>(chunk.at + at);
}
