/** Whether as many bytes at two places are the same; up to seven behind them are read, and do not count. */
export function isSame(a: i32, b: i32, size: i32): bool {
  let i = 0;
  for (; i + 16 <= size; i += 16) if (v128.any_true(v128.xor(v128.load(a + i), v128.load(b + i)))) return false;
  if (i + 8 <= size) {
    if (load<u64>(a + i) !== load<u64>(b + i)) return false;
    i += 8;
  }
  const left = size - i;
  // Bytes behind both are read, and do not count.
  return left <= 0 || (load<u64>(a + i) ^ load<u64>(b + i)) << ((8 - left) << 3) === 0;
}
