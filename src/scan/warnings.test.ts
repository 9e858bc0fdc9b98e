import { expect, test } from 'vitest';
import { Warnings } from './warnings.ts';

test('each remark is kept once', () => {
  const warnings = new Warnings();
  warnings.add('a/b', 'one');
  warnings.add('a/b', 'one');
  warnings.add('a/b', 'two');
  expect(warnings.list()).toEqual([
    { code: 'a/b', message: 'one' },
    { code: 'a/b', message: 'two' },
  ]);
});

test('a log that brings a new remark with every event fills no memory', () => {
  const warnings = new Warnings();
  for (let n = 0; n < 1000; n++) warnings.add('a/b', String(n));
  expect(warnings.list()).toHaveLength(21);
  expect(warnings.list().at(-1)?.message).toBe('There are more than 20 warnings; the rest is left out.');
});
