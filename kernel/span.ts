/** Two addresses in one number: where something starts, and in the upper half where it ends. */
export function spanOf(start: i32, end: i32): u64 {
  return <u64>(<u32>start) | ((<u64>(<u32>end)) << 32);
}
