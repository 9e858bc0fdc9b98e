import { describe, expect, test } from 'vitest';
import { CATALOG_CHANNELS, catalogFields, catalogOf } from './catalog.ts';

describe('catalog', () => {
  test.each(['constructor', '__proto__'])('a channel called %s is unknown', (channel) => {
    expect(catalogOf(channel)).toBeUndefined();
  });

  test('every line reads as ids and names', () => {
    for (const channel of CATALOG_CHANNELS) {
      for (const [id, fields] of catalogOf(channel)!) {
        expect(Number.isInteger(id) && id > 0, `${channel} ${id}`).toBe(true);
        expect(new Set(fields).size, `${channel} ${id}`).toBe(fields.length);
        expect(fields.join(' ')).not.toMatch(/[§␣:°]/);
      }
    }
  });

  test('groups are unfolded and channels compare without case', () => {
    expect(catalogFields('SECURITY', 4634)).toEqual([
      'TargetUserSid',
      'TargetUserName',
      'TargetDomainName',
      'TargetLogonId',
      'LogonType',
    ]);
    expect(catalogFields('PowerShellCore/Operational', 4104)).toContain('ScriptBlockText');
    expect(catalogFields('Microsoft-Windows-Windows Defender/Operational', 5007)).toContain('Old Value');
  });

  test('events without data differ from events that are not known', () => {
    expect(catalogFields('System', 10148)).toEqual([]);
    expect(catalogFields('System', 4242)).toBeUndefined();
    expect(catalogOf('Microsoft-Windows-Lab/Operational')).toBeUndefined();
  });

  test('Sysmon 1 to 29 are known', () => {
    const ids = [...catalogOf('Microsoft-Windows-Sysmon/Operational')!.keys()];
    for (let id = 1; id <= 29; id++) expect(ids).toContain(id);
  });
});
