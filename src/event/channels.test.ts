import { describe, expect, test } from 'vitest';
import { metadataOf, sourceCategoryOf } from './channels.ts';
import type { EventHeader } from './header.ts';
import { RecordEvent } from './record-event.ts';

function eventOf(header: EventHeader, metadata = {}): RecordEvent {
  return new RecordEvent({
    header,
    origin: { file: 'logs\\a/Sysmon.evtx', record: 1, offset: 0 },
    time: undefined,
    shape: 'evtx',
    payloadKind: 'EventData',
    system: [['Computer', 'WS1']],
    payload: [],
    metadata,
  });
}

describe('metadata', () => {
  test('a channel may be called as the members of an object are', () => {
    expect(sourceCategoryOf('constructor')).toBe('windows/constructor');
  });

  test.each([
    ['Microsoft-Windows-Sysmon/Operational', 'windows/sysmon'],
    ['Security', 'windows/security'],
    ['Windows PowerShell', 'windows/powershell'],
    ['Microsoft-Windows-PowerShell/Operational', 'windows/powershell'],
    ['Microsoft-Windows-WinRM/Operational', 'windows/winrm'],
    ['Microsoft-Windows-Windows Defender/Operational', 'windows/microsoft-windows-windows-defender-operational'],
  ])('%s', (channel, category) => {
    expect(sourceCategoryOf(channel)).toBe(category);
  });

  test('channel, computer and file', () => {
    expect(metadataOf(eventOf({ channel: 'Security' }))).toEqual({
      _sourceCategory: 'windows/security',
      _sourceName: 'Security',
      _sourceHost: 'WS1',
      _source: 'Sysmon.evtx',
      _collector: 'spoor',
      _index: 'sumologic_default',
    });
  });

  test('the user chooses before the table, the event before the user', () => {
    expect(metadataOf(eventOf({ channel: 'Security' }), () => 'prod/win')._sourceCategory).toBe('prod/win');
    const own = eventOf({ channel: 'Security' }, { _sourceCategory: 'mine' });
    expect(metadataOf(own, () => 'prod/win')._sourceCategory).toBe('mine');
    expect(metadataOf(eventOf({}))._sourceCategory).toBeUndefined();
  });
});
