import { describe, expect, test } from 'vitest';
import { namesByPosition } from './positions.ts';

describe('names by position (spec windows-telemetry Appendix A)', () => {
  test.each([
    [4688, 8, 'ProcessId'],
    [4688, 9, 'CommandLine'],
    [4688, 15, 'MandatoryLabel'],
    [4624, 20, 'IpPort'],
    [4624, 21, 'ImpersonationLevel'],
    [4624, 27, 'ElevatedToken'],
    [4624, 28, 'ElevatedToken'],
    [4625, 21, 'IpPort'],
    [5140, 7, 'ShareName'],
    [5140, 11, 'AccessList'],
    [1102, 4, 'SubjectLogonId'],
  ])('%i with %i values ends with %s', (eventId, count, last) => {
    const names = namesByPosition('Security', eventId, count)!;
    expect(names).toHaveLength(count);
    expect(names.at(-1)).toBe(last);
    expect(new Set(names).size).toBe(count);
  });

  test('a field that a later version put into the middle stands there', () => {
    expect(namesByPosition('security', 4624, 28)!.slice(20, 24)).toEqual([
      'ImpersonationLevel',
      'RestrictedAdminMode',
      'RemoteCredentialGuard',
      'TargetOutboundUserName',
    ]);
    expect(namesByPosition('Security', 4656, 17)!.slice(9, 12)).toEqual(['AccessList', 'AccessReason', 'AccessMask']);
    const task = 'Microsoft-Windows-TaskScheduler/Operational';
    expect(namesByPosition(task, 201, 5)).toEqual([
      'TaskName',
      'TaskInstanceId',
      'ActionName',
      'ResultCode',
      'EnginePID',
    ]);
    expect(namesByPosition('System', 7036, 2)).toEqual(['param1', 'param2']);
  });

  test.each([
    ['a number that no version has', 'Security', 4624, 22],
    ['a number that two versions have', 'Security', 6273, 26],
    ['an event that the catalog does not know', 'Security', 9999, 3],
    ['an unknown channel', 'Lab', 1, 3],
    ['unnamed Data', 'Windows PowerShell', 400, 1],
    ['no values', 'Security', 4608, 0],
  ])('%s: none', (_, channel, eventId, count) => {
    expect(namesByPosition(channel, eventId, count)).toBeUndefined();
  });
});
