import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../json-value.ts';
import { SHAPES } from './index.ts';
import type { ShapedRecord } from './shape.ts';

function shaped(object: JsonObject): ShapedRecord & { readonly shape: string } {
  const shape = SHAPES.find((one) => one.matches(object))!;
  return { shape: shape.name, ...shape.read(object, undefined) };
}

const SYSMON = 'Microsoft-Windows-Sysmon/Operational';

describe('evtx-json (spec windows-telemetry §6.2)', () => {
  const fields = [
    ['RuleName', '-'],
    ['ProcessId', 500],
  ];

  test.each([
    ['#attributes and plain names', { Provider: { '#attributes': { Name: 'P' } } }, { RuleName: '-', ProcessId: 500 }],
    ['separate attributes', { Provider_attributes: { Name: 'P' } }, { RuleName: '-', ProcessId: 500 }],
    [
      'EvtxECmd',
      { Provider: { '@Name': 'P' } },
      {
        Data: [
          { '@Name': 'RuleName', '#text': '-' },
          { '@Name': 'ProcessId', '#text': 500 },
        ],
      },
    ],
    [
      'a converter',
      { Provider: { Name: 'P' } },
      {
        Data: [
          { Name: 'RuleName', content: '-' },
          { Name: 'ProcessId', $t: 500 },
        ],
      },
    ],
  ])('%s', (_, provider, data) => {
    const event = { System: { ...provider, EventID: 1, Channel: SYSMON }, EventData: data } as unknown as JsonObject;
    const record = shaped({ Event: event });
    expect(record.shape).toBe('evtx-json');
    expect(record.header).toEqual({ channel: SYSMON, provider: 'P', eventId: 1 });
    expect(record.payload).toEqual(fields);
  });

  test('EventID with qualifiers, time, unnamed Data, empty values', () => {
    const record = shaped({
      Event: {
        System: {
          EventID: { '#attributes': { Qualifiers: 16_384 }, '#text': 7036 },
          TimeCreated: { '#attributes': { SystemTime: '2021-04-22T08:08:12.345678Z' } },
          Correlation: null,
          Security: { '#attributes': { UserID: 'S-1-5-18' } },
        },
        EventData: { Data: { '#text': ['a', 'b'] }, Binary: null },
      },
    });
    expect(record.system).toEqual([
      ['EventID', 7036],
      ['TimeCreated', '2021-04-22T08:08:12.345678Z'],
      ['Security_UserID', 'S-1-5-18'],
      ['Qualifiers', 16_384],
    ]);
    expect(record.time).toEqual({ ms: Date.UTC(2021, 3, 22, 8, 8, 12, 345), ticks: 6780 });
    expect(record.payload).toEqual([
      ['Data', ['a', 'b']],
      ['Binary', ''],
    ]);
    expect(record.derived).toEqual([
      ['Data[0]', 'a'],
      ['Data[1]', 'b'],
    ]);
  });

  test('UserData leaves, attributes, the name of the root', () => {
    const record = shaped({
      Event: {
        System: { EventID: 104 },
        UserData: { LogFileCleared: { '#attributes': { xmlns: 'x' }, Channel: 'System', A: { Id: 1 }, B: { Id: 2 } } },
      },
    });
    expect(record.payloadKind).toBe('UserData');
    expect(record.payload).toEqual([
      ['Channel', 'System'],
      ['Id', 1],
      ['LogFileCleared.B.Id', 2],
    ]);
    expect(record.system).toContainEqual(['UserData_Name', 'LogFileCleared']);
  });

  test('unnamed Data that EvtxECmd joined is lossy', () => {
    expect(shaped({ Event: { System: { EventID: 600 }, EventData: { Data: 'a, b' } } }).lossy).toBe(true);
  });
});

describe('nxlog (spec windows-telemetry §6.7)', () => {
  const base = { EventID: 13, SourceName: 'Microsoft-Windows-Sysmon', Hostname: 'WS1', Channel: SYSMON };

  test('an EventType that NXLog overwrote comes back from the message', () => {
    const record = shaped({
      ...base,
      EventType: 'INFO',
      Message: 'Registry value set:\r\nEventType: SetValue\r\nX: y',
    });
    expect(record.shape).toBe('nxlog');
    expect(record.payload).toEqual([['EventType', 'SetValue']]);
    expect(shaped({ ...base, EventType: 'INFO' }).lossy).toBe(true);
  });

  test('ProcessID is of the service that logged, but for the filtering platform', () => {
    const sysmon = shaped({ ...base, ProcessID: 2740, ThreadID: 3440, ProcessId: '1144' });
    expect(sysmon.system).toContainEqual(['Execution_ProcessID', 2740]);
    expect(sysmon.payload).toEqual([['ProcessId', '1144']]);
    const filtered = shaped({ ...base, EventID: 5156, Channel: 'Security', ProcessID: '4', ThreadID: 1 });
    expect(filtered.payload).toEqual([['ProcessID', '4']]);
  });

  test('keywords, signed or not, become hex', () => {
    const keywords = (value: number | string): unknown =>
      shaped({ ...base, Keywords: value }).system.find(([name]) => name === 'Keywords')?.[1];
    expect(keywords('-9223372036854775808')).toBe('0x8000000000000000');
    expect(keywords('9232379236109516800')).toBe('0x8020000000000000');
    expect(keywords('0x8010000000000000')).toBe('0x8010000000000000');
  });
});

describe('flat and rendered shapes', () => {
  test('windows-flat: System by any usual name, the rest is Data', () => {
    const record = shaped({ EventCode: '4688', LogName: 'Security', ComputerName: 'WS1', CommandLine: 'cmd' });
    expect(record.shape).toBe('windows-flat');
    expect(record.header).toEqual({ channel: 'Security', provider: undefined, eventId: 4688 });
    expect(record.system).toContainEqual(['Computer', 'WS1']);
    expect(record.payload).toEqual([['CommandLine', 'cmd']]);
  });

  test('Sumo JSON: objects are flattened, the garbled time is mended, _raw is the line', () => {
    const record = shaped({
      TimeCreated: '2021-02-14T12:00:14+000039800Z',
      EventID: '1102',
      Channel: 'Security',
      Provider: { Name: 'Microsoft-Windows-Eventlog' },
      Execution: { ProcessID: 4 },
      Security: '',
      EventData: {},
      UserData: { LogFileCleared: { xmlns: 'x', SubjectUserName: 'alice' } },
    });
    expect(record.shape).toBe('sumo-windows');
    expect(record.header.eventId).toBe(1102);
    expect(record.time).toEqual({ ms: Date.UTC(2021, 1, 14, 12, 0, 14), ticks: 398 });
    expect(record.payload).toEqual([['SubjectUserName', 'alice']]);
    expect(record.system).toContainEqual(['Execution_ProcessID', 4]);
    expect(record.isRawRebuilt).toBe(false);
  });

  test('our own output, and JSON that only looks a little like Windows', () => {
    expect(shaped({ EventID: 1, Channel: SYSMON, EventData: {} }).shape).toBe('canonical');
    expect(shaped({ EventID: 1, name: 'x' }).shape).toBe('json');
    expect(shaped({ winlog: { event_id: 1, channel: SYSMON } }).header).toEqual({
      channel: SYSMON,
      provider: undefined,
      eventId: 1,
    });
  });
});
