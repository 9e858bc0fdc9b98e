/** Whether as many bytes at two places are the same; up to seven behind them are read, and do not count. */
export function isSame(a: i32, b: i32, size: i32): bool {
  let i = 0;
  for (; i + 8 <= size; i += 8) if (load<u64>(a + i) !== load<u64>(b + i)) return false;
  const left = size - i;
  return left === 0 || (load<u64>(a + i) ^ load<u64>(b + i)) << (64 - 8 * left) === 0;
}
