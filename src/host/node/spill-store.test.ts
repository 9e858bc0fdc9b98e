import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Alert, AlertSorter, orderAlert } from '../../scan/index.ts';
import { SpillError, temporarySpillStore } from './spill-store.ts';

const SEPARATORS = 'a\u2028b\u2029c\u0085d\re\nf\u000bg';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'spoor-spill-'));
  vi.stubEnv('TMPDIR', folder);
  vi.stubEnv('TEMP', folder);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

function alert(title: string): Alert {
  return { v: 1, title, attack: [], form: 'as-written', fields: {}, events: [], count: 1, repairs: [] };
}

/** A sorter that puts aside every ten alerts, with as many as asked for in it, the newest first. */
function filled(count: number): AlertSorter {
  const sorter = new AlertSorter(temporarySpillStore(), 10);
  for (let n = count; n > 0; n--) sorter.add(orderAlert(alert(`${SEPARATORS}${n}`), { ms: n, ticks: 0 }, count - n));
  return sorter;
}

test('alerts come back whole and in order, whatever separates lines elsewhere, and nothing stays', async () => {
  const titles: (string | undefined)[] = [];
  for await (const { title } of filled(95).sorted()) titles.push(title);
  expect(titles).toEqual(Array.from({ length: 95 }, (_, n) => `${SEPARATORS}${n + 1}`));
  expect(readdirSync(folder)).toEqual([]);
});

test('nothing stays if not all are asked for', async () => {
  for await (const { title } of filled(95).sorted()) {
    expect(title).toBe(`${SEPARATORS}1`);
    expect(readdirSync(folder)).toHaveLength(1);
    break;
  }
  expect(readdirSync(folder)).toEqual([]);
});

test('a folder that cannot be written is told to who asks for the alerts, not where nobody waits', async () => {
  rmSync(folder, { recursive: true });
  const sorter = filled(95);
  await new Promise((later) => setTimeout(later, 20));
  await expect(sorter.sorted()[Symbol.asyncIterator]().next()).rejects.toThrow(SpillError);
});

test('a file that is gone when it is read back is one line, too', async () => {
  const sorter = filled(95);
  await sorter.settled();
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true });
  await expect(sorter.sorted()[Symbol.asyncIterator]().next()).rejects.toThrow(/^cannot keep a temporary file in /);
});

test.skipIf(process.getuid?.() === 0 || process.platform === 'win32')('neither is one without permission', async () => {
  chmodSync(folder, 0o500);
  await expect(filled(95).sorted()[Symbol.asyncIterator]().next()).rejects.toThrow(/no permission$/);
  chmodSync(folder, 0o700);
});
