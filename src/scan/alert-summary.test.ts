import fc from 'fast-check';
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

test('counts are those of alerts one by one', () => {
  const rules = ['a', 'b', 'a'].map((id) => ({ id, path: 'r' }));
  const some = <T>(...values: readonly T[]) => fc.constantFrom(undefined, ...values);
  const one = fc.record({
    ...{ rule: fc.constantFrom(...rules), host: some('h1', 'h2'), user: some('u1', 'u2'), title: some('t') },
    ...{ severity: some<'low' | 'high'>('low', 'high'), attack: fc.constantFrom([], ['T1'], ['T1', 'T2']) },
    ...{ time: some('2024-01-01', '2024-01-03'), firstTime: some('2023-12-31') },
  });
  fc.assert(
    fc.property(fc.array(one, { maxLength: 20 }), fc.nat(20), (parts, asked) => {
      const alerts = parts.map((part) => alert(part as Partial<Alert>));
      const summary = new AlertSummary();
      for (const [i, each] of alerts.entries()) {
        if (i === asked) summary.groups('rule');
        summary.add(each);
      }
      const told = (group: Alert[]): unknown => {
        const times = group
          .flatMap(({ time, firstTime = time }) => (firstTime === undefined ? [] : [firstTime]))
          .sort();
        const lasts = group.flatMap(({ time }) => (time === undefined ? [] : [time])).sort();
        const levels = [0, 0, 0, 0, 0, 0];
        for (const { severity } of group) levels[severity === 'low' ? 1 : severity === 'high' ? 3 : 5]!++;
        const hosts = new Set(group.flatMap(({ host }) => (host === undefined ? [] : [host]))).size;
        return { alerts: group.length, first: group[0], firstTime: times[0], lastTime: lasts.at(-1), levels, hosts };
      };
      const expectGroups = (by: 'rule' | 'host' | 'technique', keysOf: (each: Alert) => readonly string[]): void => {
        const groups = summary.groups(by);
        const keys = new Set(alerts.flatMap(keysOf));
        expect(new Set(groups.map(({ key }) => key))).toEqual(keys);
        for (const { key, alerts: count, first, firstTime, lastTime, levels, hosts } of groups)
          expect({ alerts: count, first, firstTime, lastTime, levels, hosts: hosts.size }).toEqual(
            told(alerts.filter((each) => keysOf(each).includes(key))),
          );
      };
      expectGroups('rule', ({ rule }) => [`${rule!.id} ${rule!.path}`]);
      expectGroups('host', ({ host = '' }) => [host]);
      expectGroups('technique', ({ attack }) => (attack.length > 0 ? attack : ['']));
    }),
  );
});

test('names are bounded, and say so', () => {
  const summary = new AlertSummary();
  for (let i = 0; i <= NAMES_COUNTED; i++) summary.add(alert({ detection: 'd', user: `u${i}` }));
  const users = summary.groups('rule')[0]!.users;
  expect([users.size, users.isCut]).toEqual([NAMES_COUNTED, true]);
});
