import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Alert, AlertSorter, orderAlert, TextAlert } from '../../scan/index.ts';
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

test('alerts that were put aside are what they were, with fields as text and without', async () => {
  const rule = { id: 'r', path: 'r.yml' };
  const alerts = Array.from({ length: 60 }, (_, n): Alert => {
    const isOfRule = n % 2 === 0;
    const isAtTime = n % 5 > 0;
    const own: Alert = {
      v: 1,
      ...(isOfRule && { rule }),
      title: `t${n % 3}`,
      ...(isOfRule && { severity: 'high' }),
      attack: isOfRule ? ['T1059'] : [],
      form: 'as-written',
      ...(n % 7 === 0 && { branch: 'b' }),
      ...(isAtTime && { time: '2024-05-01T10:07:00Z' }),
      ...(n % 7 === 0 && { firstTime: 'f' }),
      ...(isAtTime && { host: 'h\t', user: undefined }),
      fields: { a: `${n}\t${SEPARATORS}`, n, list: [null, 'x'] },
      events: [{ file: 'f', record: n % 4 === 0 ? '9007199254740993' : n }],
      count: 1 + (n % 2),
      repairs: n % 7 === 0 ? ['x'] : [],
    };
    return n % 3 === 0 ? own : new TextAlert(own, JSON.stringify(own.fields));
  });
  const sorter = new AlertSorter(temporarySpillStore(), 7);
  for (const [n, one] of alerts.entries())
    sorter.add(orderAlert(one, n % 10 === 0 ? undefined : { ms: n % 11, ticks: n % 2 }, n));
  const unspilled = new AlertSorter(undefined);
  for (const [n, one] of alerts.entries())
    unspilled.add(orderAlert(one, n % 10 === 0 ? undefined : { ms: n % 11, ticks: n % 2 }, n));
  const back: Alert[] = [];
  for await (const one of sorter.sorted()) back.push(one);
  const expected: Alert[] = [];
  for await (const one of unspilled.sorted()) expected.push(one);
  expect(back.map((one) => JSON.stringify(one))).toEqual(expected.map((one) => JSON.stringify(one)));
  expect(back.map((one) => one instanceof TextAlert)).toEqual(expected.map((one) => one instanceof TextAlert));
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
