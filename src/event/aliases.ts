import type { EventHeader } from './header.ts';

/** Names of one System value, any of which finds it; folded, the canonical one first (spec windows-telemetry §7). */
const SYSTEM_GROUPS: readonly (readonly string[])[] = [
  [
    'eventid',
    'eventcode',
    'event_id',
    'event.code',
    'winlog.event_id',
    'event_id.id',
    'event.system.eventid',
    'eventidentifier',
  ],
  [
    'channel',
    'logname',
    'log_name',
    'logfile',
    'eventlog',
    'winlog.channel',
    'win.system.channel',
    'event.system.channel',
  ],
  [
    'provider_name',
    'sourcename',
    'source_name',
    'providername',
    'provider.name',
    'winlog.provider_name',
    'eventsourcename',
  ],
  ['provider_guid', 'providerguid', 'provider.guid', 'winlog.provider_guid'],
  [
    'computer',
    'computername',
    'computer_name',
    'hostname',
    'host_name',
    'host.name',
    'machinename',
    'winlog.computer_name',
  ],
  ['eventrecordid', 'recordnumber', 'record_id', 'record_number', 'recordid', 'winlog.record_id'],
  ['timecreated', 'systemtime', 'system_time', 'timegenerated', 'eventtime', '@timestamp', 'timecreated.systemtime'],
  ['security_userid', 'userid', 'systemuserid', 'security.user_id', 'winlog.user.identifier'],
  ['execution_processid', 'executionprocessid', 'execution.process_id', 'winlog.process.pid'],
  ['execution_threadid', 'executionthreadid', 'execution.thread_id', 'winlog.process.thread.id'],
  ['opcode', 'opcodevalue'],
];

/** Names that mean the same in whatever event they occur: the key finds them (spec windows-telemetry §7). */
const GENERIC: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    image: ['process.executable', 'process_path', 'new_process_name', 'win.eventdata.image'],
    parentimage: [
      'process.parent.executable',
      'process_parent_path',
      'creator_process_name',
      'win.eventdata.parentimage',
    ],
    commandline: ['process.command_line', 'process_command_line', 'processcommandline', 'win.eventdata.commandline'],
    parentcommandline: [
      'process.parent.command_line',
      'process_parent_command_line',
      'win.eventdata.parentcommandline',
    ],
    originalfilename: ['process.pe.original_file_name', 'file.pe.original_file_name', 'win.eventdata.originalfilename'],
    currentdirectory: ['process.working_directory', 'process_current_directory'],
    processid: ['process.pid', 'process_id'],
    parentprocessid: ['process.parent.pid', 'process_parent_id'],
    processguid: ['process.entity_id', 'process_guid'],
    user: ['user_account', 'account', 'win.eventdata.user'],
    integritylevel: ['process_integrity_level', 'processintegritylevel'],
    logonid: ['user_logon_id', 'winlog.logon.id'],
    targetobject: ['registry.path', 'registry_key_path'],
    details: ['registry.data.strings', 'registry_key_value', 'registryvaluedata'],
    pipename: ['pipe_name'],
    queryname: ['dns.question.name'],
    queryresults: ['dns.resolved_ip', 'dns_query_results'],
    sourceip: ['source.ip', 'src_ip_addr', 'localip'],
    sourceport: ['source.port', 'src_port', 'localport'],
    destinationip: ['destination.ip', 'dst_ip_addr', 'remoteip'],
    destinationport: ['destination.port', 'dst_port', 'remoteport'],
    destinationhostname: ['destination.domain', 'dst_host_name', 'remoteurl'],
    scriptblocktext: ['powershell.file.script_block_text'],
    servicename: ['service.name', 'service_name'],
  }),
);

/** Names that mean the same only in some events of a channel. */
interface LimitedAlias {
  readonly name: string;
  readonly alias: string;
  readonly channel: string;
  readonly ids: readonly number[];
}

const SECURITY = 'security';
const SYSMON = 'microsoft-windows-sysmon/operational';
const LOGONS = [4624, 4625, 4648, 4768, 4769, 4770, 4771];

const LIMITED: readonly LimitedAlias[] = [
  { name: 'image', alias: 'newprocessname', channel: SECURITY, ids: [4688] },
  { name: 'image', alias: 'processname', channel: SECURITY, ids: [4657, 4663, 4689] },
  { name: 'image', alias: 'application', channel: SECURITY, ids: [5152, 5156, 5157, 5158] },
  { name: 'parentimage', alias: 'parentprocessname', channel: SECURITY, ids: [4688] },
  { name: 'parentprocessid', alias: 'processid', channel: SECURITY, ids: [4688] },
  { name: 'logonid', alias: 'subjectlogonid', channel: SECURITY, ids: [4688] },
  { name: 'details', alias: 'newvalue', channel: SECURITY, ids: [4657] },
  { name: 'sourceip', alias: 'ipaddress', channel: SECURITY, ids: LOGONS },
  { name: 'sourceport', alias: 'ipport', channel: SECURITY, ids: LOGONS },
  { name: 'sourceip', alias: 'sourceaddress', channel: SECURITY, ids: [5152, 5156, 5157, 5158] },
  { name: 'destinationip', alias: 'destaddress', channel: SECURITY, ids: [5152, 5156, 5157] },
  { name: 'destinationport', alias: 'destport', channel: SECURITY, ids: [5152, 5156, 5157] },
  { name: 'workstationname', alias: 'workstation', channel: SECURITY, ids: [4776] },
  { name: 'imagepath', alias: 'servicefilename', channel: SECURITY, ids: [4697] },
  { name: 'targetfilename', alias: 'file.path', channel: SYSMON, ids: [2, 11, 15, 23, 26, 27, 28, 29] },
  { name: 'imageloaded', alias: 'dll.path', channel: SYSMON, ids: [7] },
  { name: 'imageloaded', alias: 'file.path', channel: SYSMON, ids: [6, 7] },
  { name: 'pipename', alias: 'file.name', channel: SYSMON, ids: [17, 18] },
];

/** Names that shapes give to values that other events know by their canonical name. */
const OF_SHAPE: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>> = new Map([
  ['nxlog', new Map([['user', ['accountname']]])],
  ['windows-flat', new Map([['user', ['accountname']]])],
]);

const systemAliases = new Map(
  SYSTEM_GROUPS.flatMap((group) => group.map((name) => [name, group.filter((other) => other !== name)] as const)),
);
const limitedByName = new Map(LIMITED.map(({ name }) => [name, LIMITED.filter((entry) => entry.name === name)]));
const PARAMETER = /^param([1-9]\d?)$/;
const NONE: readonly string[] = [];

function isMeant(entry: LimitedAlias, header: EventHeader): boolean {
  return (
    header.eventId !== undefined &&
    entry.ids.includes(header.eventId) &&
    header.channel?.toLowerCase() === entry.channel
  );
}

/**
 * Folded names under which a field may stand in an event of this shape, best first: System names, aliases of the shape,
 * generic ones, those of the event's channel and id, `param1` for unnamed Data (spec windows-telemetry §7, §8.5).
 */
export function aliasesOf(folded: string, shape: string, header: EventHeader): readonly string[] {
  const system = systemAliases.get(folded);
  if (system) return system;
  const limited = limitedByName.get(folded);
  const names = [...(OF_SHAPE.get(shape)?.get(folded) ?? NONE), ...(GENERIC.get(folded) ?? NONE)];
  if (limited) for (const entry of limited) if (isMeant(entry, header)) names.push(entry.alias);
  const parameter = PARAMETER.exec(folded)?.[1];
  if (parameter) names.push(`data[${Number(parameter) - 1}]`);
  return names;
}
