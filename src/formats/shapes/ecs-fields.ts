import { catalogFields, formatTime, parseTime, type Raw, type RawField } from '../../event/index.ts';
import { isObject, type JsonObject, type JsonValue } from '../json-value.ts';
import { isSysmon } from '../sysmon-message.ts';
import { valueAt } from './paths.ts';
import { integerOf, rawOfJson, stringOf } from './shape.ts';

/** How a value of the Elastic Common Schema becomes the one that Windows wrote. */
type Inverse = (value: Raw, event: JsonObject) => Raw;

/** ECS paths, and the fields that they may stand for: the first that the event has in the catalog. */
type Row = readonly [path: string, candidates: string, inverse?: Inverse];

/** Sysmon prints a number as `DWORD (0x00000003)`; the pipeline makes it decimal. */
const registryValue: Inverse = (value, event) => {
  const type = String(valueAt(event, 'registry.data.type') ?? '');
  const text = String(Array.isArray(value) ? value[0] : value);
  if (!/^\d{1,20}$/.test(text) || !/[DQ]WORD/.test(type)) return Array.isArray(value) ? value.join(' ') : value;
  const hex = BigInt(text).toString(16);
  if (type.includes('DWORD')) return `DWORD (0x${hex.padStart(8, '0')})`;
  const long = hex.padStart(16, '0');
  return `QWORD (0x${long.slice(0, 8)}-0x${long.slice(8)})`;
};

const DNS_STATUS: Readonly<Record<string, string>> = {
  SUCCESS: '0',
  DNS_ERROR_RCODE_SERVER_FAILURE: '9002',
  DNS_ERROR_RCODE_NAME_ERROR: '9003',
  DNS_ERROR_RCODE_REFUSED: '9005',
  DNS_INFO_NO_RECORDS: '9501',
  ERROR_TIMEOUT: '1460',
};

const dnsStatus: Inverse = (value) => DNS_STATUS[String(value)] ?? value;

function dnsAnswer(answer: JsonValue): string {
  const { type, data } = isObject(answer) ? answer : { type: '', data: answer };
  if (type === 'CNAME') return `type:  5 ${data};`;
  return type === 'A' ? `::ffff:${data};` : `${data};`;
}

const direction: Inverse = (value) => String(/^(?:egress|outbound)$/.test(String(value)));

const upper: Inverse = (value) => (typeof value === 'string' ? value.toUpperCase() : value);

/** Process ids of the Security log are hex, but for the filtering platform's. */
const processId: Inverse = (value, event) => {
  const id = integerOf(value);
  return valueAt(event, 'winlog.channel') === 'Security' && id !== undefined ? `0x${id.toString(16)}` : String(value);
};

const text: Inverse = (value) => (typeof value === 'number' || typeof value === 'boolean' ? String(value) : value);

const LOGON_TYPES = ['System', '', 'Interactive', 'Network', 'Batch', 'Service', '', 'Unlock', 'NetworkCleartext'];
const MORE_LOGON_TYPES = ['NewCredentials', 'RemoteInteractive', 'CachedInteractive', 'CachedRemoteInteractive'];

const logonType: Inverse = (value) => {
  const code = [...LOGON_TYPES, ...MORE_LOGON_TYPES].indexOf(String(value));
  return code < 0 ? value : String(code);
};

/** The inverse of what the Sysmon, Security and PowerShell pipelines rename (spec windows-telemetry §6.6). */
const ROWS: readonly Row[] = [
  ['rule.name', 'RuleName'],
  ['process.entity_id', 'ProcessGuid SourceProcessGuid SourceProcessGUID'],
  ['process.pid', 'NewProcessId ProcessId SourceProcessId', processId],
  ['process.thread.id', 'SourceThreadId', text],
  ['process.executable', 'NewProcessName Image SourceImage Destination ProcessName'],
  ['process.pe.file_version', 'FileVersion'],
  ['process.pe.description', 'Description'],
  ['process.pe.product', 'Product'],
  ['process.pe.company', 'Company'],
  ['process.pe.original_file_name', 'OriginalFileName'],
  ['process.command_line', 'CommandLine'],
  ['process.working_directory', 'CurrentDirectory'],
  ['process.parent.entity_id', 'ParentProcessGuid'],
  ['process.parent.pid', 'ParentProcessId ProcessId', processId],
  ['process.parent.executable', 'ParentImage ParentProcessName'],
  ['process.parent.command_line', 'ParentCommandLine'],
  ['file.path', 'TargetFilename ImageLoaded Device Path'],
  ['dll.path', 'ImageLoaded'],
  ['file.name', 'PipeName'],
  ['file.code_signature.signed', 'Signed', text],
  ['file.code_signature.subject_name', 'Signature'],
  ['file.code_signature.status', 'SignatureStatus'],
  ['registry.path', 'TargetObject'],
  ['registry.data.strings', 'Details', registryValue],
  ['dns.question.name', 'QueryName'],
  ['sysmon.dns.status', 'QueryStatus', dnsStatus],
  ['network.transport', 'Protocol'],
  ['network.direction', 'Initiated', direction],
  ['source.ip', 'SourceIp IpAddress SourceAddress'],
  ['source.port', 'SourcePort IpPort', text],
  ['source.domain', 'SourceHostname WorkstationName Workstation'],
  ['destination.ip', 'DestinationIp DestAddress'],
  ['destination.port', 'DestinationPort DestPort', text],
  ['destination.domain', 'DestinationHostname'],
  ['user.target.name', 'TargetUserName'],
  ['user.target.domain', 'TargetDomainName'],
  ['user.target.id', 'TargetUserSid TargetSid'],
  ['user.effective.name', 'TargetUserName'],
  ['user.effective.domain', 'TargetDomainName'],
  ['user.effective.id', 'TargetUserSid TargetSid'],
  ['group.name', 'TargetUserName'],
  ['group.domain', 'TargetDomainName'],
  ['group.id', 'TargetSid'],
  ['winlog.logon.type', 'LogonType', logonType],
  ['service.name', 'ServiceName'],
  ['powershell.sequence', 'MessageNumber'],
  ['powershell.total', 'MessageTotal'],
  ['powershell.file.script_block_text', 'ScriptBlockText'],
  ['powershell.file.script_block_id', 'ScriptBlockId'],
];

/** Version data and hashes stand under the process, the library or the file, by pipeline and event. */
const OWNERS = ['process', 'dll', 'file'];
const PE: readonly Row[] = ROWS.filter(([path]) => path.startsWith('process.pe.')).flatMap(
  ([path, candidates]): Row[] => ['dll', 'file'].map((owner) => [path.replace('process', owner), candidates]),
);
const ALGORITHMS = ['sha1', 'md5', 'sha256', 'imphash'];

/** `SHA1=…,MD5=…`, upper-case hex, as Sysmon prints them. */
function hashes(event: JsonObject): string | undefined {
  for (const owner of OWNERS) {
    const parts = ALGORITHMS.flatMap((name) => {
      const path = name === 'imphash' ? `${owner}.pe.imphash` : `${owner}.hash.${name}`;
      const value = stringOf(rawOfJson(valueAt(event, path) ?? null));
      return value === undefined ? [] : [`${name.toUpperCase()}=${upper(value, event)}`];
    });
    if (parts.length > 0) return parts.join(',');
  }
  return undefined;
}

const OF_TARGET = new Set([4624, 4625, 4634, 4647, 4776]);

/** `user.*` is who acts; for logons it is who logs on. */
function userFields(event: JsonObject, eventId: number | undefined, inSysmon: boolean): RawField[] {
  const at = (path: string): string | undefined => stringOf(rawOfJson(valueAt(event, path) ?? null));
  const [name, domain, id] = [at('user.name'), at('user.domain'), at('user.id')];
  if (inSysmon) return name === undefined ? [] : [['User', domain === undefined ? name : `${domain}\\${name}`]];
  const who = OF_TARGET.has(eventId ?? 0) ? 'Target' : 'Subject';
  return [
    [`${who}UserSid`, id],
    [`${who}UserName`, name],
    [`${who}DomainName`, domain],
    [`${who}LogonId`, at('winlog.logon.id')],
  ];
}

/** `UtcTime` became `@timestamp`. */
function utcTime(event: JsonObject): string | undefined {
  const time = parseTime(stringOf(rawOfJson(event['@timestamp'] ?? null)) ?? '');
  return time ? formatTime(time).slice(0, 23).replace('T', ' ') : undefined;
}

/**
 * The Data fields of an event that an ingest pipeline renamed, as far as the catalog says that the event has them: values as
 * near to those of Windows as the schema allows (spec windows-telemetry §6.6).
 */
export function ecsFields(event: JsonObject, channel: string | undefined, eventId: number | undefined): RawField[] {
  const catalog = channel === undefined || eventId === undefined ? undefined : catalogFields(channel, eventId);
  if (!catalog) return [];
  const inSysmon = isSysmon(channel);
  const values = new Map<string, Raw>();
  const add = (name: string | undefined, value: Raw): void => {
    if (name === undefined || value === undefined || value === null || value === '' || values.has(name)) return;
    if (catalog.includes(name)) values.set(name, value);
  };
  for (const [path, candidates, inverse] of [...ROWS, ...PE]) {
    const value = rawOfJson(valueAt(event, path) ?? null);
    if (value === null) continue;
    const free = candidates.split(' ').find((name) => catalog.includes(name));
    add(free, inverse ? inverse(value, event) : value);
  }
  for (const [name, value] of userFields(event, eventId, inSysmon)) add(name, value);
  if (inSysmon) {
    const answers = valueAt(event, 'dns.answers') ?? valueAt(event, 'dns.resolved_ip');
    add('Hashes', hashes(event));
    add('UtcTime', utcTime(event));
    if (Array.isArray(answers)) add('QueryResults', (answers as readonly JsonValue[]).map(dnsAnswer).join(''));
  }
  return catalog.filter((name) => values.has(name)).map((name) => [name, values.get(name)]);
}
