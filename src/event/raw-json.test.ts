import { describe, expect, test } from 'vitest';
import type { PayloadKind } from './event.ts';
import type { RawField } from './raw.ts';
import { RecordEvent } from './record-event.ts';

function rawOf(
  system: readonly RawField[],
  payload: readonly RawField[],
  payloadKind: PayloadKind = 'EventData',
): string {
  return new RecordEvent({
    header: {},
    origin: { file: 'x', record: 1, offset: 0 },
    time: { ms: Date.UTC(2024, 0, 5, 10, 3, 2, 981), ticks: 1234 },
    shape: 'evtx',
    payloadKind,
    system,
    payload,
  }).raw();
}

describe('_raw (spec windows-telemetry §6.4)', () => {
  test('a Security event as the collector writes it, without Message', () => {
    const raw = rawOf(
      [
        ['EventID', 4688],
        ['Channel', 'Security'],
        ['Computer', 'lab1.example.test'],
        ['Provider_Name', 'Microsoft-Windows-Security-Auditing'],
        ['Provider_Guid', '{54849625-5478-4994-a5ba-3e3b0328c30d}'],
        ['Level', 0],
        ['Task', 13_312],
        ['Opcode', 0],
        ['Version', 2],
        ['EventRecordID', 4711],
        ['Keywords', '0x8020000000000000'],
        ['Execution_ProcessID', 4],
        ['Execution_ThreadID', 60],
        ['Message', 'left out'],
      ],
      [
        ['NewProcessName', 'C:\\Windows\\System32\\cmd.exe'],
        ['LogonType', 3],
        ['Elevated', true],
        ['LogonGuid', ['a', 'b']],
      ],
    );
    expect(raw).toBe(
      '{"TimeCreated":"2024-01-05T10:03:02.981123400Z","EventID":"4688","Task":13312,"Correlation":"",' +
        '"Keywords":"Audit Success","Channel":"Security","Opcode":"Info","Security":"",' +
        '"Provider":{"Guid":"{54849625-5478-4994-a5ba-3e3b0328c30d}","Name":"Microsoft-Windows-Security-Auditing"},' +
        '"EventRecordID":4711,"Execution":{"ThreadID":60,"ProcessID":4},"Version":2,"Computer":"lab1.example.test",' +
        '"Level":"Information","EventData":{"NewProcessName":"C:\\\\Windows\\\\System32\\\\cmd.exe","LogonType":"3",' +
        '"Elevated":"true","LogonGuid":["a","b"]}}',
    );
  });

  test('UserData under its root, codes of text events as numbers', () => {
    const raw = rawOf(
      [
        ['EventID', '1102'],
        ['Level', '4'],
        ['Opcode', '10'],
        ['Keywords', '0x4020000000000000'],
        ['Security_UserID', 'S-1-5-18'],
        ['UserData_Name', 'LogFileCleared'],
      ],
      [['SubjectUserName', 'alice']],
      'UserData',
    );
    expect(JSON.parse(raw)).toMatchObject({
      EventID: '1102',
      Level: 'Information',
      Opcode: '10',
      Keywords: '0x4020000000000000',
      Security: { UserID: 'S-1-5-18' },
      UserData: { LogFileCleared: { SubjectUserName: 'alice' } },
    });
  });

  test('an event without payload', () => {
    expect(JSON.parse(rawOf([['EventID', 6]], [])).EventData).toBe('');
  });
});
