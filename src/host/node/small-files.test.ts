import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { SmallFiles } from './small-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'spoor-small-files-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('files of any size are read whole, and what is no file is refused', () => {
  const files = new SmallFiles();
  for (const size of [10, 0, 65_535, 65_536, 200_000, 3]) {
    const bytes = Buffer.from(Array.from({ length: size }, (_, index) => (index * 31 + size) % 251));
    writeFileSync(join(folder, 'file'), bytes);
    expect(files.read(join(folder, 'file')).equals(bytes)).toBe(true);
  }
  expect(() => files.read(folder)).toThrow('EISDIR');
  expect(() => files.read(join(folder, 'none'))).toThrow('ENOENT');
});
