import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Raw, RecordEvent } from '../event/index.ts';
import type { JsonObject } from './json-value.ts';
import { shapedOf } from './shaped.ts';
import type { ShapedRecord } from './shapes/shape.ts';

interface Read extends ShapedRecord {
  readonly shape: string;
  readonly fields: Readonly<Record<string, Raw>>;
}

function read(object: unknown): Read {
  const { shape, read: readAs } = shapedOf(object as JsonObject);
  const record = readAs(undefined);
  return { shape, ...record, fields: Object.fromEntries(record.payload) };
}

const SYSMON = 'Microsoft-Windows-Sysmon/Operational';
const OTEL = { event_id: { id: 4625 }, channel: 'Security', system_time: '2023-01-16T08:53:57+0000664Z', provider: {} };
/** The values of the page's sample, a line each, as Sumo's collector writes them. */
const VALUES =
  'S-1-0-0\n-\n-\n0x0\nS-1-0-0\nTS\n\n0xc000006d\n%%2313\n0xc0000064\n3\nNtLmSsp\nNTLM\n-\n-\n-\n0\n0x0\n-\n198.51.100.7\n0';

describe('OpenTelemetry (spec windows-telemetry §6.5)', () => {
  test('values alone, a line each, are named by their number', () => {
    const record = read({ ...OTEL, event_id: '{"qualifiers":"0","id":"4625"}', event_data: VALUES });
    expect(record.shape).toBe('otel-windows');
    expect(record.header.eventId).toBe(4625);
    expect(record.fields).toMatchObject({ TargetUserName: 'TS', TargetDomainName: '', IpAddress: '198.51.100.7' });
    expect(record.time).toEqual({ ms: Date.UTC(2023, 0, 16, 8, 53, 57), ticks: 664 });
  });

  test.each([
    [
      'unnamed items',
      { data: [{ '': 'a' }, { '': 'b' }], binary: '2D20', name: 'X' },
      { Data: ['a', 'b'], Binary: '2D20' },
    ],
    ['a list of values', ['a', 'b'], { Data: ['a', 'b'] }],
    ['JSON in a text', '{"A":"1","B":"2"}', { A: '1', B: '2' }],
    ['lines of names, a value over two', 'A:1\nB:x: y', { A: '1', B: 'x: y' }],
    ['nothing', '', {}],
  ])('event_data: %s', (_, eventData, fields) => {
    const record = read({ ...OTEL, channel: 'Lab', event_data: eventData });
    expect(record.fields).toEqual(fields);
  });

  test('user_data, and a message that alone tells what happened', () => {
    const user = read({ ...OTEL, event_id: 1102, user_data: { LogFileCleared: { SubjectUserName: 'alice' } } });
    expect([user.payloadKind, user.fields]).toEqual(['UserData', { SubjectUserName: 'alice' }]);
    expect(user.system).toContainEqual(['UserData_Name', 'LogFileCleared']);
    expect(read({ ...OTEL, message: 'An account failed to log on.\n\nSubject:\n\tSecurity ID: x' }).lossy).toBe(true);
  });
});

describe('Elastic (spec windows-telemetry §6.6)', () => {
  const winlog = (channel: string, eventId: number, rest: object = {}): object => ({
    channel,
    event_id: eventId,
    ...rest,
  });

  test('Security: who logs on, hex process ids, what is left over wins', () => {
    const record = read({
      winlog: winlog('Security', 4688, {
        event_data: { TokenElevationType: '%%1936', ParentProcessName: 'C:\\left.exe' },
        logon: { id: '0x3e7' },
      }),
      user: { name: 'alice', domain: 'LAB', id: 'S-1-5-21-1' },
      process: {
        pid: 500,
        executable: 'C:\\a.exe',
        command_line: 'a',
        parent: { pid: 4, executable: 'C:\\lost.exe' },
      },
    });
    expect(record.shape).toBe('ecs');
    expect(record.lossy).toBe(true);
    expect(record.fields).toEqual({
      TokenElevationType: '%%1936',
      ParentProcessName: 'C:\\left.exe',
      SubjectUserSid: 'S-1-5-21-1',
      SubjectUserName: 'alice',
      SubjectDomainName: 'LAB',
      SubjectLogonId: '0x3e7',
      NewProcessId: '0x1f4',
      NewProcessName: 'C:\\a.exe',
      ProcessId: '0x4',
      CommandLine: 'a',
    });
    const logon = read({
      winlog: winlog('Security', 4624, { logon: { type: 'RemoteInteractive', id: '0x5' } }),
      user: { name: 'bob', domain: 'LAB' },
      source: { ip: '198.51.100.7', port: 50_122 },
    });
    expect(logon.fields).toEqual({
      TargetUserName: 'bob',
      TargetDomainName: 'LAB',
      TargetLogonId: '0x5',
      LogonType: '10',
      IpAddress: '198.51.100.7',
      IpPort: '50122',
    });
  });

  test('Sysmon: network, registry, names, pipes, threads', () => {
    const of = (eventId: number, rest: object): Read['fields'] =>
      read({ winlog: winlog(SYSMON, eventId), ...rest }).fields;
    const network = { source: { ip: '10.0.0.1', port: 5 }, network: { direction: 'egress', transport: 'tcp' } };
    expect(of(3, network)).toEqual({ Protocol: 'tcp', Initiated: 'true', SourceIp: '10.0.0.1', SourcePort: '5' });
    const registry = { path: 'HKLM\\A\\B', data: { type: 'SZ_QWORD', strings: ['4294967297'] } };
    expect(of(13, { registry }).Details).toBe('QWORD (0x00000001-0x00000001)');
    expect(
      of(22, { dns: { question: { name: 'a.example' } }, sysmon: { dns: { status: 'DNS_ERROR_RCODE_NAME_ERROR' } } }),
    ).toEqual({
      QueryName: 'a.example',
      QueryStatus: '9003',
    });
    expect(of(17, { file: { name: '\\pipe' } })).toEqual({ PipeName: '\\pipe' });
    expect(of(8, { process: { executable: 'C:\\a.exe', pid: 7 } })).toEqual({
      SourceImage: 'C:\\a.exe',
      SourceProcessId: '7',
    });
  });

  test('unnamed Data are param1, param2 … in a beat; user_data has the name of its root', () => {
    const classic = read({ winlog: winlog('Windows PowerShell', 400, { event_data: { param2: 'b', param1: 'a' } }) });
    expect(classic.shape).toBe('winlogbeat');
    expect(classic.fields).toEqual({ Data: ['a', 'b'] });
    const service = read({ winlog: winlog('System', 7036, { event_data: { param1: 'a', param2: 'b' } }) });
    expect(service.fields).toEqual({ param1: 'a', param2: 'b' });
    const cleared = read({
      winlog: winlog('System', 104, { user_data: { xml_name: 'LogFileCleared', Channel: 'System' } }),
    });
    expect([cleared.payloadKind, cleared.fields]).toEqual(['UserData', { Channel: 'System' }]);
  });
});

describe('envelopes (spec windows-telemetry §6.12)', () => {
  const event = { EventID: 1, Channel: SYSMON, EventData: { Image: 'C:\\a.exe' } };

  test.each([
    ['_source', { _source: event }],
    ['properties', { time: 'x', properties: event }],
    ['JSON in message', { message: JSON.stringify(event) }],
    ['_raw', { _raw: JSON.stringify(event) }],
    ['three deep', { body: { message: JSON.stringify({ event }) } }],
  ])('%s', (_, object) => {
    const record = read(object);
    expect([record.shape, record.fields]).toEqual(['canonical', { Image: 'C:\\a.exe' }]);
    expect(record.isRawRebuilt).toBe(false);
  });

  test("Elastic's fields hold each value in a list", () => {
    const fields = { 'winlog.channel': [SYSMON], 'winlog.event_id': ['1'], 'winlog.event_data.Image': ['C:\\a.exe'] };
    expect(read({ _id: 'x', fields })).toMatchObject({ shape: 'winlogbeat', fields: { Image: 'C:\\a.exe' } });
  });

  test('what stands beside the event is there to be asked for', () => {
    const { derived } = read({ severity: 9, body: event });
    expect(derived).toContainEqual(['severity', 9]);
  });

  test.each([
    ['text', { message: 'hello' }],
    ['JSON that is no event of Windows', { message: '{"a":1}' }],
    ['broken XML', { body: '<Event><System>' }],
    ['a broken record', { _raw: 'instance of Win32_NTLogEvent\n{\n' }],
    ['too deep', { body: { body: { body: { body: event } } } }],
    ['names of prototypes', JSON.parse('{"__proto__":{"winlog":1},"constructor.x":1,"winlog":null}')],
  ])('%s is other JSON', (_, object) => {
    expect(read(object).shape).toBe('json');
  });
});

describe('Wazuh, Sentinel (spec windows-telemetry §6.10, §6.12)', () => {
  test('names get their own spelling back; only doubled backslashes are halved', () => {
    const win = {
      system: { eventID: '10', channel: SYSMON },
      eventdata: { sourceProcessGUID: '{x}', sourceImage: 'C:\\\\a.exe', callTrace: 'C:\\b' },
    };
    expect(read({ win }).fields).toEqual({ SourceProcessGUID: '{x}', SourceImage: 'C:\\a.exe', CallTrace: 'C:\\b' });
  });

  test('a row without EventData has its columns, without their types', () => {
    const record = read({
      TimeGenerated: '2022-05-13T08:54:06.347Z',
      Type: 'SecurityEvent',
      EventID: 4624,
      ProcessId_string: '0x1',
      TargetUserName: 'alice',
      Account: 'LAB\\alice',
    });
    expect(record.header).toMatchObject({ channel: 'Security', eventId: 4624 });
    expect(record.fields).toEqual({ ProcessId: '0x1', TargetUserName: 'alice' });
  });

  test('ParameterXml has the values in order', () => {
    const record = read({
      TimeGenerated: '2022-05-13T08:54:06Z',
      EventLog: 'System',
      EventID: 7036,
      ParameterXml: '<Param>WinRM</Param><Param>running</Param>',
    });
    expect(record.fields).toEqual({ param1: 'WinRM', param2: 'running' });
  });
});

describe('no object makes a shape throw', () => {
  const keys = fc.constantFrom(
    ...['winlog', 'event_id', 'event_data', 'user_data', 'channel', 'log_name', 'system_time', 'provider', 'record_id'],
    ...[
      'EventID',
      'EventId',
      'Channel',
      'Provider',
      'EventData',
      'UserData',
      'Payload',
      'Type',
      'TimeGenerated',
      'EventLog',
    ],
    ...['ParameterXml', 'data', 'win', 'system', 'eventdata', 'event', 'original', 'body', 'message', 'fields', '_raw'],
    ...[
      'process',
      'registry',
      'strings',
      'type',
      'dns',
      'answers',
      '@timestamp',
      'user',
      'id',
      'code',
      'name',
      'pid',
      'hash',
    ],
    ...[
      'winlog.channel',
      'winlog.event_id',
      'winlog.event_data.param1',
      'process.pid',
      '__proto__',
      'a.',
      '',
      'param1',
      'Event',
    ],
  );
  const texts = fc.constantFrom(
    ...['', '1', '13', '4688', 'Security', SYSMON, 'SZ_DWORD', 'SecurityEvent', '{"a":1}', '[1,"b"]', '{', '<Event/>'],
    ...['<Event><System/></Event>', '<EventData><Data>a</Data></EventData>', '<Param>a</Param>', 'a:b\nc', '\\', '\0'],
    ...[
      '+999999-01-01T00:00:00Z',
      '2024-01-01T00:00:00Z',
      'instance of Win32_NTLogEvent\n{\n};',
      'Process Create:\nImage: a',
    ],
  );
  const value = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      texts,
      fc.constantFrom(null, true, 0, 1, 22, -1, 4624, 1.5),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.array(fc.tuple(keys, tie('value')), { maxLength: 7 }).map((entries) => Object.fromEntries(entries)),
    ),
  })).value;
  const object = fc.array(fc.tuple(keys, value), { maxLength: 9 }).map((entries) => Object.fromEntries(entries));

  test('shapes, envelopes and the events made of them', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(object, (one) => {
        const { shape, read: readAs } = shapedOf(one as JsonObject);
        const event = new RecordEvent({ ...readAs(undefined), origin: { file: 'x', record: 1, offset: 0 }, shape });
        seen.add(shape);
        event.get('Image');
        for (const [name] of [...event.system(), ...event.payload()]) expect(typeof name).toBe('string');
      }),
      { numRuns: 3000, seed: 20_240_105 },
    );
    expect(seen.size).toBeGreaterThan(7);
  });
});
