import { expect, test } from 'vitest';
import { WasmPool, WasmTable } from './wasm-pool.ts';

test('room is taken from whole eight bytes on, until there is none left', () => {
  const pool = new WasmPool(new ArrayBuffer(128), 16, 64);
  expect([pool.take(3), pool.take(8), pool.store([1, -2])]).toEqual([16, 24, 32]);
  expect([pool.int(32), pool.int(36)]).toEqual([1, -2]);
  expect([pool.take(25), pool.take(24), pool.take(1)]).toEqual([0, 40, 0]);
  pool.clear();
  expect(pool.take(1)).toBe(16);
});

test('a table finds what it holds, and takes no more than it may', () => {
  const pool = new WasmPool(new ArrayBuffer(64), 32, 64);
  const table = new WasmTable(pool, 0, 8, 4, 3);
  // All of them have one hash.
  const add = (key: number, value: number): number =>
    table.add(
      3,
      (entry) => pool.int(entry) === key,
      (entry) => pool.int(entry) === 0,
      (entry) => {
        pool.set(entry, key);
        pool.set(entry + 4, value);
      },
    );
  expect([add(7, 1), add(8, 2), add(7, 3), add(9, 4), add(10, 5)]).toEqual([24, 0, 24, 8, 0]);
  expect(table.isFull).toBe(true);
  expect([pool.int(28), pool.int(4), pool.int(12)]).toEqual([1, 2, 4]);
  table.clear();
  expect([pool.int(24), table.isFull, add(10, 5)]).toEqual([0, false, 24]);
});
