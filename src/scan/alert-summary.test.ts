import { expect, test } from 'vitest';
import type { Alert } from './alert.ts';
import { AlertSummary, NAMES_COUNTED } from './alert-summary.ts';

const alert = (more: Partial<Alert>): Alert => ({
  ...{ v: 1, attack: [], form: 'as-written', fields: {}, events: [], count: 1, repairs: [] },
  ...more,
});

test('groups have counts, their highest level, and the time from the oldest to the newest event', () => {
  const summary = new AlertSummary();
  const rule = (id: string) => ({ id, path: `${id}.yml` });
  summary.add(alert({ rule: rule('a'), severity: 'low', host: 'WS1', time: '2024-05-01T10:00:00.000Z' }));
  summary.add(
    alert({
      ...{ rule: rule('b'), severity: 'critical', host: 'WS2', attack: ['T1003.001', 'T1059'] },
      ...{ firstTime: '2024-05-01T09:00:00.000Z', time: '2024-05-01T11:00:00.000Z' },
    }),
  );
  summary.add(alert({ rule: rule('a'), severity: 'low', host: 'WS2' }));
  expect(summary.groups('rule').map(({ key, alerts }) => [key, alerts])).toEqual([
    ['b b.yml', 1],
    ['a a.yml', 2],
  ]);
  const [ws2, ws1] = summary.groups('host');
  expect(ws2).toMatchObject({ key: 'WS2', severity: 'critical', levels: [0, 1, 0, 0, 1, 0] });
  expect(ws1).toMatchObject({ key: 'WS1', severity: 'low' });
  expect(ws2).toMatchObject({ firstTime: '2024-05-01T09:00:00.000Z', lastTime: '2024-05-01T11:00:00.000Z' });
  expect(summary.groups('technique').map(({ key, alerts }) => [key, alerts])).toEqual([
    ['T1003.001', 1],
    ['T1059', 1],
    ['', 2],
  ]);
  expect(summary.all?.alerts).toBe(3);
});

test('names are bounded, and say so', () => {
  const summary = new AlertSummary();
  for (let i = 0; i <= NAMES_COUNTED; i++) summary.add(alert({ detection: 'd', user: `u${i}` }));
  const users = summary.groups('rule')[0]!.users;
  expect([users.size, users.isCut]).toEqual([NAMES_COUNTED, true]);
});
