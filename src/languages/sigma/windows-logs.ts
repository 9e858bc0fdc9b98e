import type { FieldMap } from './field-map.ts';
import {
  DEFENDER_FIELDS,
  NETWORK_5156,
  OPERATIONS_4657,
  PROCESS_CREATION_4688,
  PROCESS_TERMINATION_4689,
  registry4657,
  SYSMON_FIELDS,
} from './field-maps.ts';

/** Events of one kind: where they are logged, and how fields of the rule are called there. */
export interface EventKind {
  readonly channels: readonly string[];
  /** Empty for all events of the channels. */
  readonly eventIds: readonly number[];
  /** Stands for the channel where an event does not carry one. */
  readonly provider?: string;
  readonly fields?: FieldMap;
  /** A further field that must have one of the values, unless the rule tests it itself. */
  readonly only?: { readonly field: string; readonly values: readonly string[] };
  /** True where only running a rule reads it: its names need functions that other languages do not have. */
  readonly isRunOnly?: boolean;
  /** What is not the same there as in the events that rules are written for. */
  readonly note?: string;
}

const SYSMON = 'Microsoft-Windows-Sysmon/Operational';
const POWERSHELL = ['Microsoft-Windows-PowerShell/Operational', 'PowerShellCore/Operational'];

function sysmon(...eventIds: readonly number[]): EventKind {
  return { channels: [SYSMON], eventIds, provider: 'Microsoft-Windows-Sysmon', fields: SYSMON_FIELDS };
}

function security(eventId: number, fields: FieldMap, note: string): EventKind {
  return {
    ...{ channels: ['Security'], eventIds: [eventId], provider: 'Microsoft-Windows-Security-Auditing' },
    ...{ fields, note },
  };
}

const PROCESS_CREATION = security(
  4688,
  PROCESS_CREATION_4688,
  'has no digests, no version data of the file and no command line of the parent; its own command line only where the audit policy asks for it',
);

/** Values of the registry as Security 4657 logs them, for what was done to them. */
function registryValue(...operations: readonly (keyof typeof OPERATIONS_4657)[]): EventKind {
  const isAdding = operations.length === 1 && operations[0] === 'created';
  const kind = security(
    4657,
    registry4657(isAdding ? 'CreateKey' : 'SetValue'),
    isAdding
      ? 'is of values, not of keys: a new value stands for a new key'
      : 'is of values, not of keys, only where the key is audited; a numbered control set counts as the current one',
  );
  const values = operations.flatMap((one) => OPERATIONS_4657[one]);
  return { ...kind, only: { field: 'OperationType', values }, isRunOnly: true };
}

const CONNECTION: EventKind = {
  ...security(
    5156,
    NETWORK_5156,
    'names volumes, not drives: drive letters of a rule are not compared; it has no user and no host names',
  ),
  isRunOnly: true,
};

function powershell(eventId: number): EventKind {
  return { channels: POWERSHELL, eventIds: [eventId], provider: 'Microsoft-Windows-PowerShell' };
}

function classicPowershell(eventId: number): EventKind {
  return { channels: ['Windows PowerShell'], eventIds: [eventId], provider: 'PowerShell' };
}

const DEFENDER = 'Microsoft-Windows-Windows Defender';

/** Categories and the events that they mean (spec sigma §10.1, windows-telemetry §8.1). */
export const CATEGORIES: Readonly<Record<string, readonly EventKind[]>> = {
  process_creation: [sysmon(1), PROCESS_CREATION],
  file_change: [sysmon(2)],
  network_connection: [sysmon(3), CONNECTION],
  sysmon_status: [sysmon(4, 16)],
  process_termination: [
    sysmon(5),
    security(4689, PROCESS_TERMINATION_4689, 'has the account that ran the process in two fields, and no GUID of it'),
  ],
  driver_load: [sysmon(6)],
  image_load: [sysmon(7)],
  create_remote_thread: [sysmon(8)],
  raw_access_thread: [sysmon(9)],
  process_access: [sysmon(10)],
  file_event: [sysmon(11)],
  registry_event: [sysmon(12, 13, 14), registryValue('created', 'modified', 'deleted')],
  registry_add: [{ ...sysmon(12), only: { field: 'EventType', values: ['CreateKey'] } }, registryValue('created')],
  registry_delete: [
    { ...sysmon(12), only: { field: 'EventType', values: ['DeleteKey', 'DeleteValue'] } },
    registryValue('deleted'),
  ],
  registry_set: [sysmon(13), registryValue('created', 'modified')],
  registry_rename: [sysmon(14)],
  create_stream_hash: [sysmon(15)],
  pipe_created: [sysmon(17, 18)],
  wmi_event: [sysmon(19, 20, 21)],
  dns_query: [sysmon(22)],
  file_delete: [sysmon(23, 26)],
  clipboard_capture: [sysmon(24)],
  process_tampering: [sysmon(25)],
  file_delete_detected: [sysmon(26)],
  file_block_executable: [sysmon(27)],
  file_block: [sysmon(27)],
  file_block_shredding: [sysmon(28)],
  file_executable_detected: [sysmon(29)],
  sysmon_error: [sysmon(255)],
  ps_classic_start: [classicPowershell(400)],
  ps_classic_provider_start: [classicPowershell(600)],
  ps_classic_script: [classicPowershell(800)],
  ps_module: [powershell(4103)],
  ps_script: [powershell(4104)],
  antivirus: [
    {
      channels: [`${DEFENDER}/Operational`],
      eventIds: [1006, 1007, 1008, 1009, 1010, 1011, 1012, 1017, 1018, 1019, 1115, 1116, 1117, 1118, 1119],
      provider: DEFENDER,
      fields: DEFENDER_FIELDS,
    },
  ],
};

/** Categories of events that Windows puts into no event log (spec windows-telemetry §8.1). */
export const UNLOGGED: Readonly<Record<string, string>> = {
  file_access: 'the trace provider Microsoft-Windows-Kernel-File, whose events no event log holds',
  file_rename: 'the trace provider Microsoft-Windows-Kernel-File, whose events no event log holds',
};

/** Channels of a service: one or several endings behind a common start. */
function channels(start: string, ...endings: readonly string[]): readonly string[] {
  return endings.length === 0 ? [start] : endings.map((ending) => `${start}/${ending}`);
}

const operational = (name: string): readonly string[] => channels(`Microsoft-Windows-${name}`, 'Operational');

/** Services and their channels (spec sigma §10.2, windows-telemetry §8.2). */
export const SERVICES: Readonly<Record<string, readonly string[]>> = {
  application: ['Application'],
  security: ['Security'],
  system: ['System'],
  sysmon: [SYSMON],
  'application-experience': channels(
    'Microsoft-Windows-Application-Experience',
    ...['Program-Telemetry', 'Program-Compatibility-Assistant'],
  ),
  applocker: channels(
    'Microsoft-Windows-AppLocker',
    ...['MSI and Script', 'EXE and DLL', 'Packaged app-Deployment', 'Packaged app-Execution'],
  ),
  'appmodel-runtime': channels('Microsoft-Windows-AppModel-Runtime', 'Admin'),
  'appxdeployment-server': operational('AppXDeploymentServer'),
  'appxpackaging-om': operational('AppxPackaging'),
  bitlocker: channels('Microsoft-Windows-BitLocker', 'BitLocker Management'),
  'bits-client': operational('Bits-Client'),
  capi2: operational('CAPI2'),
  'certificateservicesclient-lifecycle-system': operational('CertificateServicesClient-Lifecycle-System'),
  'codeintegrity-operational': operational('CodeIntegrity'),
  dhcp: operational('DHCP-Server'),
  'diagnosis-scripted': operational('Diagnosis-Scripted'),
  'dns-client': operational('DNS Client Events'),
  'dns-server': ['DNS Server'],
  'dns-server-analytic': ['Microsoft-Windows-DNSServer/Analytical', 'Microsoft-Windows-DNS-Server/Analytical'],
  'dns-server-audit': ['Microsoft-Windows-DNSServer/Audit', 'Microsoft-Windows-DNS-Server/Audit'],
  'driver-framework': operational('DriverFrameworks-UserMode'),
  'firewall-as': channels('Microsoft-Windows-Windows Firewall With Advanced Security', 'Firewall'),
  'hyper-v-worker': ['Admin', 'Operational', 'Analytic'].map((kind) => `Microsoft-Windows-Hyper-V-Worker-${kind}`),
  'iis-configuration': channels('Microsoft-IIS-Configuration', 'Operational'),
  'kernel-event-tracing': channels('Microsoft-Windows-Kernel-EventTracing', 'Admin', 'Analytic'),
  'kernel-shimengine': channels('Microsoft-Windows-Kernel-ShimEngine', 'Operational', 'Diagnostic'),
  ldap: channels('Microsoft-Windows-LDAP-Client', 'Debug'),
  ldap_debug: channels('Microsoft-Windows-LDAP-Client', 'Debug'),
  'lsa-server': operational('LSA'),
  'msexchange-management': ['MSExchange Management'],
  ntfs: operational('Ntfs'),
  ntlm: operational('NTLM'),
  openssh: channels('OpenSSH', 'Operational'),
  powershell: POWERSHELL,
  'powershell-classic': ['Windows PowerShell'],
  'printservice-admin': channels('Microsoft-Windows-PrintService', 'Admin'),
  'printservice-operational': operational('PrintService'),
  'security-mitigations': channels('Microsoft-Windows-Security-Mitigations', 'Kernel Mode', 'User Mode'),
  sense: operational('SENSE'),
  'servicebus-client': channels('Microsoft-ServiceBus-Client', 'Operational', 'Admin'),
  'microsoft-servicebus-client': channels('Microsoft-ServiceBus-Client', 'Operational', 'Admin'),
  'shell-core': operational('Shell-Core'),
  'smbclient-security': channels('Microsoft-Windows-SmbClient', 'Security'),
  'smbclient-connectivity': channels('Microsoft-Windows-SmbClient', 'Connectivity'),
  'smbserver-connectivity': channels('Microsoft-Windows-SMBServer', 'Connectivity'),
  taskscheduler: operational('TaskScheduler'),
  'terminalservices-localsessionmanager': operational('TerminalServices-LocalSessionManager'),
  vhdmp: operational('VHDMP'),
  windefend: channels(DEFENDER, 'Operational'),
  wmi: operational('WMI-Activity'),
};
