/** Where the memory for it begins (recall-layout.ts), and the value at hand: its address, size in bytes, and kind. */
// biome-ignore lint/complexity/noStaticOnlyClass: an exported variable could not be set from other files
export class recall {
  static at: i32 = 0;
  static from: i32 = 0;
  static size: i32 = 0;
  static kind: i32 = 0;
}

/** Kind of what an event does not have. */
export const NO_VALUE = 0x100;
