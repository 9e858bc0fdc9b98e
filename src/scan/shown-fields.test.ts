import { expect, test } from 'vitest';
import { catalogFields } from '../event/index.ts';
import { SHOWN_FIELDS } from './shown-fields.ts';

/** Each line as its channel, ids and the names that the log has. */
const LINES = Object.entries(SHOWN_FIELDS).flatMap(([channel, text]) =>
  text
    .trim()
    .split('\n')
    .map((line) => {
      const [ids = '', list = ''] = line.split(': ');
      const names = list.split(' ').map((entry) => (entry.split('=')[1] ?? entry).replaceAll('␣', ' '));
      return { channel, ids: ids.split(' ').map(Number), names };
    }),
);

test('a line names ids once, and only fields that one of its events can have', () => {
  for (const { channel, ids, names } of LINES) {
    expect(new Set(names).size, `${channel} ${ids}`).toBe(names.length);
    const known = ids.map((id) => catalogFields(channel, id)).filter((fields) => fields !== undefined);
    if (known.length < ids.length) continue;
    const all = new Set(known.flat());
    expect(
      names.filter((name) => !all.has(name)),
      `${channel} ${ids}`,
    ).toEqual([]);
  }
  const ids = LINES.flatMap(({ channel, ids: own }) => own.map((id) => `${channel} ${id}`));
  expect(ids.length).toBe(new Set(ids).size);
  expect(ids.length).toBeGreaterThan(100);
});
