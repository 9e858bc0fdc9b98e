import { describe, expect, test } from 'vitest';
import type { RawField } from './raw.ts';
import { RecordEvent } from './record-event.ts';

function eventOf(channel: string, eventId: number, payload: readonly RawField[]): RecordEvent {
  return new RecordEvent({
    header: { channel, eventId },
    origin: { file: 'x', record: 1, offset: 0 },
    time: undefined,
    shape: 'evtx',
    payloadKind: 'EventData',
    system: [
      ['EventID', eventId],
      ['Channel', channel],
      ['Execution_ProcessID', 4],
    ],
    payload,
    derived: [['Data[0]', 'one']],
  });
}

describe('aliases', () => {
  const created = eventOf('Security', 4688, [
    ['NewProcessName', 'C:\\a.exe'],
    ['ProcessId', '0x1f4'],
  ]);

  test.each(['constructor', 'toString', '__proto__', 'hasOwnProperty'])(
    '%s, which every object has, is no field',
    (name) => {
      expect(created.get(name)).toBeUndefined();
    },
  );

  test('EventCode is EventID, in any case', () => {
    expect(created.get('eventCODE')).toBe(4688);
    expect(created.get('LogName')).toBe('Security');
  });

  test('limited aliases hold for their events only', () => {
    expect(created.get('Image')).toBe('C:\\a.exe');
    expect(created.get('ParentProcessId')).toBe('0x1f4');
    expect(eventOf('Security', 4624, [['NewProcessName', 'x']]).get('Image')).toBeUndefined();
    expect(eventOf('Lab', 4688, [['NewProcessName', 'x']]).get('Image')).toBeUndefined();
  });

  test('a Data field wins over an alias and over System', () => {
    expect(eventOf('Security', 4624, [['EventCode', 'data']]).get('EventCode')).toBe('data');
    expect(created.get('ProcessId')).toBe('0x1f4');
    expect(eventOf('Lab', 1, []).get('ProcessId')).toBeUndefined();
  });

  test('param1 finds the first unnamed Data', () => {
    expect(eventOf('System', 1, []).get('param1')).toBe('one');
  });
});
