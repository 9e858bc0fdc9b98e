/** A Sysmon process creation as every shipper has it, and its values by name. */
export interface SysmonEvent {
  readonly record: number;
  /** Seven fraction digits, Z. */
  readonly time: string;
  readonly computer: string;
  readonly fields: Readonly<Record<string, string>>;
}

const CHANNEL = 'Microsoft-Windows-Sysmon/Operational';
const PROVIDER = 'Microsoft-Windows-Sysmon';
const GUID = '{5770385F-C22A-43E0-BF4C-06F5698FFBD9}';

function messageOf({ fields }: SysmonEvent, end: string): string {
  return ['Process Create:', ...Object.entries(fields).map(([name, value]) => `${name}: ${value}`)].join(end);
}

function wmiText(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&')}"`;
}

function legacy(event: SysmonEvent, end: string): string {
  const local = event.time.replace(/[-:T]/g, '').slice(0, 21);
  return [
    'instance of Win32_NTLogEvent',
    '{',
    '\tCategory = 1;',
    `\tComputerName = "${event.computer}";`,
    '\tEventCode = 1;',
    '\tEventIdentifier = 1;',
    '\tEventType = 3;',
    `\tInsertionStrings = {${Object.values(event.fields).map(wmiText).join(', ')}};`,
    `\tLogfile = "${CHANNEL}";`,
    `\tMessage = ${wmiText(messageOf(event, end))};`,
    `\tRecordNumber = ${event.record};`,
    `\tSourceName = "${PROVIDER}";`,
    `\tTimeGenerated = "${local}-000";`,
    '\tType = "Information";',
    '};',
  ].join(end);
}

function xml(event: SysmonEvent): string {
  const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  const items = Object.entries(event.fields).map(([name, value]) => `<Data Name='${name}'>${escaped(value)}</Data>`);
  return (
    `<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='${PROVIDER}' Guid='${GUID}'/>` +
    `<EventID>1</EventID><Version>5</Version><Level>4</Level><TimeCreated SystemTime='${event.time}'/>` +
    `<EventRecordID>${event.record}</EventRecordID><Channel>${CHANNEL}</Channel><Computer>${event.computer}</Computer>` +
    `</System><EventData>${items.join('')}</EventData></Event>`
  );
}

function otel(event: SysmonEvent, eventData: unknown, message = 'Process Create:'): Record<string, unknown> {
  return {
    event_id: { id: 1, qualifiers: 0 },
    provider: { name: PROVIDER, guid: GUID, event_source: '' },
    system_time: event.time,
    computer: event.computer,
    channel: CHANNEL,
    record_id: event.record,
    level: 'Information',
    task: 'Process Create (rule: ProcessCreate)',
    opcode: 'Info',
    keywords: [],
    message,
    ...(eventData !== undefined && { event_data: eventData }),
  };
}

function lines(event: SysmonEvent): string {
  return Object.entries(event.fields)
    .map(([name, value]) => `${name}:${value}`)
    .join('\n');
}

function otelClassic(event: SysmonEvent): Record<string, unknown> {
  return {
    ...otel(event, lines(event)),
    event_id: JSON.stringify({ qualifiers: '0', id: '1' }),
    provider: JSON.stringify({ event_source: '', name: PROVIDER, guid: GUID }),
    record_id: String(event.record),
    system_time: event.time.replace('.', '+'),
  };
}

function winlogbeat(event: SysmonEvent): Record<string, unknown> {
  return {
    '@timestamp': event.time,
    message: messageOf(event, '\n'),
    event: { code: '1', kind: 'event', provider: PROVIDER },
    host: { name: event.computer },
    winlog: {
      channel: CHANNEL,
      provider_name: PROVIDER,
      provider_guid: GUID,
      event_id: '1',
      record_id: event.record,
      computer_name: event.computer,
      user: { identifier: 'S-1-5-18', name: 'SYSTEM', domain: 'NT AUTHORITY', type: 'User' },
      event_data: event.fields,
    },
  };
}

function dotted(value: unknown, path: string, into: Record<string, unknown>): Record<string, unknown> {
  if (typeof value !== 'object' || value === null) into[path] = value;
  else for (const [key, item] of Object.entries(value)) dotted(item, path === '' ? key : `${path}.${key}`, into);
  return into;
}

function ecs(event: SysmonEvent): Record<string, unknown> {
  const { Image = '', CommandLine, CurrentDirectory, ParentImage = '', ParentCommandLine, User = '' } = event.fields;
  const [domain, name] = User.split('\\');
  return {
    '@timestamp': event.time,
    event: { code: 1, module: 'sysmon', provider: PROVIDER, category: ['process'] },
    host: { name: event.computer },
    user: { domain, name, id: 'S-1-5-18' },
    process: {
      executable: Image,
      name: Image.split('\\').at(-1),
      command_line: CommandLine,
      working_directory: CurrentDirectory,
      pid: Number(event.fields.ProcessId),
      entity_id: event.fields.ProcessGuid,
      parent: { executable: ParentImage, command_line: ParentCommandLine },
    },
    winlog: {
      channel: CHANNEL,
      provider_name: PROVIDER,
      event_id: 1,
      record_id: event.record,
      computer_name: event.computer,
      event_data: { LogonId: event.fields.LogonId, IntegrityLevel: event.fields.IntegrityLevel },
    },
  };
}

function agent(event: SysmonEvent): Record<string, unknown> {
  const { process: _, ...rest } = ecs(event);
  return { ...rest, event: { code: '1', dataset: 'windows.sysmon_operational', original: xml(event) } };
}

function evtxEcmd(event: SysmonEvent): Record<string, string> {
  const items = Object.entries(event.fields).map(([name, value]) => ({ '@Name': name, '#text': value }));
  return {
    RecordNumber: String(event.record),
    EventRecordId: String(event.record),
    TimeCreated: event.time.replace('T', ' ').slice(0, 27),
    EventId: '1',
    Level: 'Info',
    Provider: PROVIDER,
    Channel: CHANNEL,
    ProcessId: '2764',
    ThreadId: '3980',
    Computer: event.computer,
    ChunkNumber: '0',
    UserId: 'S-1-5-18',
    MapDescription: 'Process creation',
    UserName: event.fields.User ?? '',
    RemoteHost: '',
    PayloadData1: `ProcessID: ${event.fields.ProcessId}`,
    PayloadData2: 'a "quoted" text, with a comma\r\nand a line break',
    ExecutableInfo: event.fields.CommandLine ?? '',
    HiddenRecord: 'False',
    SourceFile: 'C:\\logs\\sysmon.evtx',
    Keywords: 'Classic',
    ExtraDataOffset: '0',
    Payload: JSON.stringify({ EventData: { Data: items } }),
  };
}

/** Rows as CSV, every cell that needs it in quotes (RFC 4180). */
export function csvOf(rows: readonly Readonly<Record<string, string>>[], end = '\r\n'): string {
  const cell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const table = [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))];
  return table.map((row) => row.map(cell).join(',') + end).join('');
}

function wazuh(event: SysmonEvent): Record<string, unknown> {
  const data = Object.entries(event.fields).map(([name, value]) => [
    name.charAt(0).toLowerCase() + name.slice(1),
    value.replace(/[\\"]/g, '\\$&'),
  ]);
  return {
    timestamp: '2024-01-01T00:00:00.000+0000',
    data: {
      win: {
        system: {
          providerName: PROVIDER,
          eventID: '1',
          systemTime: event.time,
          eventRecordID: String(event.record),
          channel: CHANNEL,
          computer: event.computer,
        },
        eventdata: Object.fromEntries(data),
      },
    },
  };
}

function sumoJson(event: SysmonEvent): Record<string, unknown> {
  return {
    TimeCreated: `${event.time.slice(0, -1)}00Z`,
    EventID: '1',
    Task: 1,
    Correlation: '',
    Keywords: '',
    Channel: CHANNEL,
    Opcode: 'Info',
    Security: { UserID: 'S-1-5-18' },
    Provider: { Guid: GUID, Name: PROVIDER },
    EventRecordID: event.record,
    Execution: { ThreadID: 3980, ProcessID: 2764 },
    Version: 5,
    Computer: event.computer,
    Level: 'Information',
    EventData: event.fields,
    Message: messageOf(event, '\r\n'),
  };
}

function nxlog(event: SysmonEvent): Record<string, unknown> {
  return {
    ...event.fields,
    EventTime: event.time.replace('T', ' ').slice(0, 27),
    Hostname: event.computer,
    EventType: 'INFO',
    EventID: 1,
    SourceName: PROVIDER,
    ProviderGuid: GUID,
    RecordNumber: event.record,
    Channel: CHANNEL,
    AccountName: 'SYSTEM',
    Message: messageOf(event, '\r\n'),
    EventReceivedTime: '2024-01-01 00:00:00',
  };
}

function sentinelRow(event: SysmonEvent): Record<string, unknown> {
  return {
    TenantId: 'x',
    TimeGenerated: event.time,
    Provider: PROVIDER,
    Channel: CHANNEL,
    Computer: event.computer,
    EventID: 1,
    EventData: JSON.stringify(event.fields),
    Type: 'WindowsEvent',
  };
}

function sentinelEvent(event: SysmonEvent): Record<string, unknown> {
  const data = /<EventData>.*<\/EventData>/.exec(xml(event))![0];
  return {
    TimeGenerated: event.time,
    Source: PROVIDER,
    EventLog: CHANNEL,
    Computer: event.computer,
    EventID: 1,
    RenderedDescription: 'Process Create',
    EventData: `<DataItem type="System.XmlData">${data}</DataItem>`,
    Type: 'Event',
  };
}

function beat6(event: SysmonEvent): Record<string, unknown> {
  return {
    '@timestamp': event.time,
    log_name: CHANNEL,
    source_name: PROVIDER,
    computer_name: event.computer,
    record_number: String(event.record),
    event_id: 1,
    user: { identifier: 'S-1-5-18', name: 'SYSTEM' },
    message: messageOf(event, '\n'),
    event_data: event.fields,
  };
}

type Writer = (events: readonly SysmonEvent[]) => string;

function ndjson(write: (event: SysmonEvent) => unknown): Writer {
  return (events) => events.map((event) => JSON.stringify(write(event))).join('\n');
}

const pairs = (event: SysmonEvent): unknown[] =>
  Object.entries(event.fields).map(([name, value]) => ({ [name]: value }));

/** Every way in which the same events are written: name, format, shape, writer. */
export const WRITERS: readonly (readonly [name: string, format: string, shape: string, write: Writer])[] = [
  [
    'Sumo legacy text',
    'sumo-legacy',
    'sumo-legacy',
    (events) => events.map((event) => legacy(event, '\r\n')).join('\r\n'),
  ],
  ['Sumo JSON', 'ndjson', 'sumo-windows', ndjson(sumoJson)],
  ['Sumo export of legacy text', 'ndjson', 'sumo-legacy', ndjson((event) => ({ _raw: legacy(event, '\n') }))],
  [
    'OTel, list of values',
    'ndjson',
    'otel-windows',
    ndjson((event) => otel(event, Object.values(event.fields), messageOf(event, '\n'))),
  ],
  ['OTel, map', 'ndjson', 'otel-windows', ndjson((event) => otel(event, event.fields))],
  [
    'OTel, list of pairs',
    'ndjson',
    'otel-windows',
    ndjson((event) => otel(event, { name: '', binary: '', data: pairs(event) })),
  ],
  ['OTel, message alone', 'ndjson', 'otel-windows', ndjson((event) => otel(event, undefined, messageOf(event, '\n')))],
  [
    'OTel, body',
    'ndjson',
    'otel-windows',
    ndjson((event) => ({ severityText: 'INFO', body: otel(event, event.fields) })),
  ],
  [
    'OTel, body as text',
    'ndjson',
    'otel-windows',
    ndjson((event) => ({ body: JSON.stringify(otel(event, event.fields)) })),
  ],
  ['OTel, raw XML', 'ndjson', 'windows-xml', ndjson((event) => ({ severityText: 'INFO', body: xml(event) }))],
  ['Sumo OTel, classic', 'ndjson', 'otel-windows', ndjson(otelClassic)],
  ['Windows XML', 'windows-xml', 'windows-xml', (events) => events.map(xml).join('\n')],
  ['Winlogbeat 8', 'ndjson', 'winlogbeat', ndjson(winlogbeat)],
  ['Winlogbeat 8, dotted names', 'ndjson', 'winlogbeat', ndjson((event) => dotted(winlogbeat(event), '', {}))],
  [
    'Elasticsearch hits',
    'ndjson',
    'winlogbeat',
    ndjson((event) => ({ _index: 'winlogbeat-8', _source: winlogbeat(event) })),
  ],
  ['Winlogbeat 6', 'ndjson', 'winlogbeat-6', ndjson(beat6)],
  ['ECS', 'ndjson', 'ecs', ndjson(ecs)],
  ['ECS, dotted names', 'ndjson', 'ecs', ndjson((event) => dotted(ecs(event), '', {}))],
  ['Elastic Agent, original', 'ndjson', 'ecs', ndjson(agent)],
  ['NXLog', 'ndjson', 'nxlog', ndjson(nxlog)],
  ['Sentinel WindowsEvent', 'ndjson', 'sentinel', ndjson(sentinelRow)],
  ['Sentinel Event', 'ndjson', 'sentinel', ndjson(sentinelEvent)],
  ['Wazuh', 'ndjson', 'wazuh', ndjson(wazuh)],
  ['EvtxECmd JSON', 'ndjson', 'evtxecmd', ndjson(evtxEcmd)],
  ['EvtxECmd CSV', 'csv', 'evtxecmd', (events) => `\ufeff${csvOf(events.map(evtxEcmd))}`],
  [
    'CSV of flat columns',
    'csv',
    'windows-flat',
    (events) =>
      csvOf(
        events.map((event) => ({
          TimeCreated: event.time,
          EventID: '1',
          Channel: CHANNEL,
          Computer: event.computer,
          ...event.fields,
        })),
      ),
  ],
  [
    'CSV without a channel',
    'csv',
    'csv',
    (events) =>
      csvOf(
        events.map((event) => ({ timestamp: event.time, EventCode: '1', Computer: event.computer, ...event.fields })),
      ),
  ],
];
