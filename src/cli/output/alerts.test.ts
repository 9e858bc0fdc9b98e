import { expect, test } from 'vitest';
import type { Alert } from '../../scan/index.ts';
import { renderAlerts } from './alerts.ts';
import { PLAIN_PAINT } from './color.ts';

const ALERT = {
  v: 1,
  detection: 'd',
  version: '1.0.0',
  title: 'T',
  severity: 'high',
  branch: 'WinRM_RemoteExec',
  time: '2024-10-21T09:14:39.440Z',
  host: 'Server002',
  user: 'SERVER002\\admin_test',
  fields: {
    FileName: 'whoami.exe',
    CommandLine: '"C:\\Windows\\system32\\WHOAMI.exe" /all',
    ParentFileName: 'wsmprovhost.exe',
  },
  events: [{ file: 'logs/Microsoft-Windows-Sysmon_Operational.evtx', record: 17919, offset: 0 }],
  count: 1,
  repairs: [],
} as unknown as Alert;

test('with room, an alert is one line; a field that another one holds is left out', () => {
  const lines = renderAlerts([ALERT], false, 240, PLAIN_PAINT).trimEnd().split('\n');
  expect(lines).toHaveLength(2);
  expect(lines[0]).toMatch(/^TIME \(UTC\) +SEVERITY +BRANCH +HOST +USER +WHAT +WHERE$/);
  expect(lines[1]).toContain('CommandLine="C:\\Windows\\system32\\WHOAMI.exe" /all ParentFileName=wsmprovhost.exe');
  expect(lines[1]).not.toContain(' FileName=');
});

test('on a narrow terminal the fields have a line of their own, and the time stays whole', () => {
  const lines = renderAlerts([ALERT], false, 80, PLAIN_PAINT).trimEnd().split('\n');
  expect(lines).toHaveLength(3);
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(80);
  expect(lines[1]).toContain('2024-10-21 09:14:39  high');
  expect(lines[1]).toContain('WinRM_RemoteExec');
  expect(lines[2]).toMatch(/^ {2}CommandLine="C:\\Windows\\system32\\WHOAMI.*#17919$/);
});

test('a rule is told by its title, a query file by its name', () => {
  const { detection: _slug, title, ...rest } = ALERT;
  const rule: Alert = {
    ...rest,
    ...(title !== undefined && { title }),
    rule: { id: '460479f3-80b7-42da-9c43-2cc1d54dbccd', path: 'a.yml' },
  };
  const file: Alert = { ...rest, rule: { id: 'hunt', path: 'hunt.sumo' } };
  const lines = renderAlerts([rule, file], true, 240, PLAIN_PAINT).split('\n');
  expect(lines[0]).toContain('DETECTION');
  expect(lines[1]).toMatch(/ high +T +WinRM/);
  expect(lines[2]).toMatch(/ high +hunt +WinRM/);
});
