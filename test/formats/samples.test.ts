import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Raw } from '../../src/event/index.ts';
import { type RecognizedFormat, recognizeFormat } from '../../src/formats/index.ts';
import { describeShared, type ReadResult, readAll, sharedBytes, sharedPath } from './shared-data.ts';

/** A sample: format, shapes with their counts, values of the first event (or of the one at `at`), damage. */
interface Sample {
  readonly format: string;
  readonly shapes: Readonly<Record<string, number>>;
  readonly values?: Readonly<Record<string, Raw>>;
  readonly at?: number;
  readonly time?: string;
  readonly damage?: number;
  readonly lossy?: number;
}

const SYSMON = 'Microsoft-Windows-Sysmon/Operational';

/** Values read off the files by eye. */
const SAMPLES: Readonly<Record<string, Sample>> = {
  'elastic/integration-sysmon-22.json': {
    format: 'ndjson',
    shapes: { ecs: 1 },
    time: '2019-07-18T03:34:02.025Z',
    values: {
      EventID: '22',
      Channel: SYSMON,
      Computer: 'vagrant-2016',
      RuleName: '',
      QueryName: 'www.msn.com',
      QueryResults: 'type:  5 www-msn-com.a-0003.a-msedge.net;type:  5 a-0003.a-msedge.net;::ffff:204.79.197.203;',
      'process.name': 'iexplore.exe',
    },
  },
  'm365-defender/advanced-hunting.ndjson': {
    format: 'ndjson',
    shapes: { json: 9 },
    values: { ActionType: 'LdapSearch', DeviceName: 'adfs01.simulandlabs.com' },
  },
  'nxlog/sample.ndjson': { format: 'ndjson', shapes: { nxlog: 61 }, values: { EventID: 10, GrantedAccess: '0x1400' } },
  'otel/parsed-readme-sample.json': {
    format: 'ndjson',
    shapes: { 'otel-windows': 1 },
    time: '2022-04-15T15:28:08.898Z',
    values: {
      EventID: 10,
      Provider_Name: 'otel',
      Computer: 'computer name',
      EventRecordID: 12_345,
      Message: 'Test log',
    },
  },
  'otel/raw-16384.xml': {
    format: 'windows-xml',
    shapes: { 'windows-xml': 1 },
    values: { EventID: '16384', 'Data[1]': 'RulesEngine', Qualifiers: '16384' },
  },
  'otel/raw-4624-rendering-info.xml': {
    format: 'windows-xml',
    shapes: { 'windows-xml': 1 },
    values: { TargetUserName: 'SYSTEM', LogonProcessName: 'Advapi  ', RenderingInfo_Culture: 'en-US' },
  },
  'otel/raw-8194-anonymous-data.xml': {
    format: 'windows-xml',
    shapes: { 'windows-xml': 1 },
    values: { Data: ['1st_value', '2nd_value'], Binary: '2D20' },
  },
  'otel/security-4624.details.out.json': {
    format: 'ndjson',
    shapes: { json: 1 },
    values: { 'details.Logon Type': '5' },
  },
  'otel/security-4624.message.in.txt': { format: 'text', shapes: { text: 38 } },
  'sentinel/Event_sysmon.ndjson': {
    format: 'ndjson',
    shapes: { sentinel: 487 },
    time: '2022-05-13T08:54:06.347Z',
    values: { EventID: 3, Channel: SYSMON, SourceIp: '192.168.3.5', DestinationPort: '8080', RuleName: '-' },
  },
  'sentinel/SecurityEvent.ndjson': {
    format: 'ndjson',
    shapes: { sentinel: 39 },
    values: { EventID: 5156, Channel: 'Security', ProcessID: '3936', LayerName: '%%14610', DestPort: '8080' },
  },
  'sentinel/SecurityEvent_adfs.ndjson': {
    format: 'ndjson',
    shapes: { sentinel: 37, json: 1 },
    values: { EventID: 412, Provider_Name: 'AD FS Auditing', 'Data[3]': '-' },
  },
  'splunk/wineventlog-classic-4672.txt': {
    format: 'splunk-text',
    shapes: { 'splunk-text': 1 },
    time: '2020-01-13T17:41:56.000Z',
    lossy: 1,
    values: {
      EventID: 4672,
      Channel: 'Security',
      Computer: 'PROD-POS-005',
      EventRecordID: 233_354_340,
      Account_Name: 'user_d',
      Logon_ID: '0x3EC3',
      Privileges: 'SeSecurityPrivilege',
    },
  },
  'splunk/wineventlog-classic-4769.oneline.txt': { format: 'text', shapes: { text: 1 } },
  'splunk/xmlwineventlog.sample.log': { format: 'windows-xml', shapes: { 'windows-xml': 256 } },
  'sumo/legacy-4634.partial.txt': { format: 'sumo-legacy', shapes: {}, damage: 1 },
  'sumo/legacy-4957.txt': {
    format: 'sumo-legacy',
    shapes: { 'sumo-legacy': 1 },
    time: '2013-04-11T23:23:52.140Z',
    values: {
      EventID: 4957,
      Channel: 'Security',
      Computer: 'aphrodite.sumolab.org',
      Provider_Name: 'Microsoft-Windows-Security-Auditing',
      EventRecordID: 1_441_653_878,
      Keywords: 'Audit Failure',
      RuleId: 'CoreNet-IPHTTPS-In',
      RuleName: 'Core Networking - IPHTTPS (TCP-In)',
      RuleAttr: 'Local Port',
      CategoryString: 'MPSSVC Rule-Level Policy Change',
    },
  },
  'sumo/otel-4625.as-shown.txt': { format: 'text', shapes: { text: 34 } },
  'sumo/otel-flat-16394.json': {
    format: 'ndjson',
    shapes: { 'otel-windows': 1 },
    time: '2023-01-20T15:22:02.000Z',
    values: {
      EventID: 16_394,
      Qualifiers: '49152',
      Channel: 'Application',
      Provider_Name: 'Microsoft-Windows-Security-SPP',
      Provider_EventSourceName: 'Software Protection Platform Service',
    },
  },
  'sumo/windows-json-1102.json': {
    format: 'ndjson',
    shapes: { 'sumo-windows': 1 },
    time: '2020-10-12T07:31:14.000Z',
    values: {
      EventID: '1102',
      SubjectUserName: 'Administrator',
      UserData_Name: 'LogFileCleared',
      Execution_ProcessID: 908,
    },
  },
  'wazuh/alert-sysmon-1.json': {
    format: 'ndjson',
    shapes: { wazuh: 1 },
    time: '2025-08-13T08:42:27.275Z',
    values: {
      EventID: 1,
      Computer: 'DESKTOP-RL1K13Q',
      Image: 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe',
      OriginalFileName: 'PowerShell.EXE',
      User: 'DESKTOP-RL1K13Q\\Bluecheap',
      RuleName: '-',
      ParentCommandLine: '"C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe"',
      'rule.id': '92057',
    },
  },
  'winlogbeat/ecs-powershell-4104.golden.json': {
    format: 'ndjson',
    shapes: { ecs: 2 },
    lossy: 2,
    time: '2020-05-14T11:33:51.389Z',
    values: { EventID: 4104, ScriptBlockText: '.\\patata.ps1', MessageNumber: 1, Execution_ThreadID: 4428 },
  },
  'winlogbeat/ecs-sysmon-1-processcreate.golden.json': {
    format: 'ndjson',
    shapes: { ecs: 1 },
    lossy: 1,
    values: {
      EventID: 1,
      Image: 'C:\\Windows\\System32\\notepad.exe',
      CommandLine: '"C:\\Windows\\system32\\notepad.exe" ',
      User: 'VAGRANT\\vagrant',
      Hashes: 'SHA1=B6D237154F2E528F0B503B58B025862D66B02B73',
      UtcTime: '2020-10-27 20:00:14.320',
      ParentProcessId: '4212',
      IntegrityLevel: 'Medium',
    },
  },
  'winlogbeat/empire_enable_rdp.ndjson.gz': { format: 'ndjson', shapes: { 'winlogbeat-6': 2668 } },
  'winlogbeat/empire_enable_rdp.sample.ndjson': {
    format: 'ndjson',
    shapes: { 'winlogbeat-6': 76 },
    time: '2019-05-18T20:36:46.254Z',
    values: {
      EventID: 3,
      Channel: SYSMON,
      Computer: 'HFDC01.shire.com',
      EventRecordID: '5402080',
      SourcePort: '57638',
      RuleName: '',
      Security_UserID: 'S-1-5-18',
    },
  },
  'winlogbeat/winevent-winrm-91.expected.json': {
    format: 'ndjson',
    shapes: { 'otel-windows': 1 },
    time: '2016-01-28T20:33:27.990Z',
    values: { EventID: 91, param2: 'running', Correlation_ActivityID: '{A066CCF1-8AB3-459B-B62F-F79F957A5036}' },
  },
  'winlogbeat/winevent-winrm-91.xml': {
    format: 'windows-xml',
    shapes: { 'windows-xml': 1 },
    values: { EventID: '91', param2: 'running' },
  },
  'winlogbeat/zircolite_winlogbeat_sysmon_sample.json': {
    format: 'ndjson',
    shapes: { ecs: 2 },
    lossy: 2,
    at: 1,
    values: {
      EventID: 13,
      Image: 'C:\\Windows\\system32\\services.exe',
      TargetObject: 'HKLM\\System\\CurrentControlSet\\Services\\WdBoot\\Start',
      Details: 'DWORD (0x00000003)',
    },
  },
  'xml/evtxecmd-maps.ndjson': { format: 'ndjson', shapes: { json: 468 }, values: { event_id: '1000' } },
  'xml/zircolite_sample_events.json': {
    format: 'ndjson',
    shapes: { 'evtx-json': 4 },
    values: { ParentProcessId: '5678' },
  },
  'xml/zircolite_xml_events_sample.xml': { format: 'windows-xml', shapes: { 'windows-xml': 2 } },
  'xp-rules/correlation.ndjson': { format: 'ndjson', shapes: { json: 199 } },
  'xp-rules/normalization.ndjson': {
    format: 'ndjson',
    shapes: { 'evtx-json': 276 },
    values: { EventID: '10', LoggerMode: '41943296', 'normalized.object': 'logging' },
  },
  'event-dictionary.ndjson': { format: 'ndjson', shapes: { json: 628 } },
  'winrm-event-messages.json': { format: 'ndjson', shapes: { json: 1 } },
};

async function readSample(file: string): Promise<ReadResult & { readonly found: RecognizedFormat }> {
  const bytes = sharedBytes(`json/${file}`);
  const found = recognizeFormat(bytes.subarray(0, 65_536), file) as RecognizedFormat;
  return { found, ...(await readAll(file, bytes, found.format)) };
}

describeShared('json', () => {
  test.each(Object.entries(SAMPLES))('%s', async (file, sample) => {
    const { found, events, damage, summary } = await readSample(file);
    expect(found.format.name).toBe(sample.format);
    expect(found.reason).not.toBe('');
    expect(Object.fromEntries(summary.shapes)).toEqual(sample.shapes);
    expect(damage).toHaveLength(sample.damage ?? 0);
    expect(events.filter((event) => event.lossy)).toHaveLength(sample.lossy ?? 0);
    const event = events[sample.at ?? 0];
    for (const [name, value] of Object.entries(sample.values ?? {})) expect(event!.get(name), name).toEqual(value);
    if (sample.time !== undefined) expect(new Date(event!.time!.ms).toISOString()).toBe(sample.time);
  });

  test('no sample is left out; those of Mordor and NXLog have a test of their own', () => {
    const files = readdirSync(sharedPath('json'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name !== 'README.md')
      .map((entry) => `${entry.parentPath.slice(sharedPath('json').length + 1).replaceAll('\\', '/')}/${entry.name}`)
      .map((name) => name.replace(/^\//, ''));
    const missing = files.filter((name) => !(name in SAMPLES) && !/^(?:mordor\/|nxlog\/.*\.gz$)/.test(name));
    expect(missing).toEqual([]);
  });
});

describeShared('evtx/golden/atomic-evtx', () => {
  test('CSV of Atomic Red Team: columns are fields', async () => {
    const path = 'evtx/golden/atomic-evtx/T1041-1/T1041-1.run.csv';
    const bytes = sharedBytes(path);
    const found = recognizeFormat(bytes, path) as RecognizedFormat;
    expect(found.reason).toBe('a header row of 11 names');
    const { events, damage } = await readAll(path, bytes, found.format);
    expect(damage).toEqual([]);
    expect(events[0]!.shape).toBe('csv');
    expect(events[0]!.get('Technique')).toBe('T1041');
    expect(events[0]!.get('Username')).toBe('server002\\admin_test');
  });
});
