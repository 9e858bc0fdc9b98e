import type { FieldMap, FieldSource } from './field-map.ts';

/** The account that acted, in events of the Security log. */
const SUBJECT: FieldSource = { kind: 'account', pairs: [['SubjectDomainName', 'SubjectUserName']] };

const part = (key: string): FieldSource => ({ kind: 'part', of: 'Hashes', key });

/** Digests that Sysmon writes into one field (spec sigma §10.3). */
export const SYSMON_FIELDS: FieldMap = {
  md5: part('MD5'),
  sha1: part('SHA1'),
  sha256: part('SHA256'),
  imphash: part('IMPHASH'),
};

/** Process creations of Sysmon as Security 4688 has them; names are looked up at once (spec windows-telemetry §8.3). */
export const PROCESS_CREATION_4688: FieldMap = {
  image: { kind: 'name', name: 'NewProcessName' },
  parentimage: { kind: 'name', name: 'ParentProcessName' },
  processid: { kind: 'decimal', name: 'NewProcessId' },
  parentprocessid: { kind: 'decimal', name: 'ProcessId' },
  logonid: { kind: 'name', name: 'SubjectLogonId' },
  user: {
    kind: 'account',
    pairs: [
      ['TargetDomainName', 'TargetUserName'],
      ['SubjectDomainName', 'SubjectUserName'],
    ],
  },
  integritylevel: {
    kind: 'words',
    name: 'MandatoryLabel',
    words: {
      'S-1-16-0': 'Untrusted',
      'S-1-16-4096': 'Low',
      'S-1-16-8192': 'Medium',
      'S-1-16-8448': 'Medium Plus',
      'S-1-16-12288': 'High',
      'S-1-16-16384': 'System',
    },
  },
};

/** Names of the category antivirus in events of Defender (spec windows-telemetry §8.1). */
export const DEFENDER_FIELDS: FieldMap = {
  signature: { kind: 'name', name: 'Threat Name' },
  filename: { kind: 'name', name: 'Path' },
};

/** Process ends of Sysmon as Security 4689 has them (spec windows-telemetry §3.2, appendix A.1). */
export const PROCESS_TERMINATION_4689: FieldMap = {
  image: { kind: 'name', name: 'ProcessName' },
  processid: { kind: 'decimal', name: 'ProcessId' },
  user: SUBJECT,
};

/** What Security 4657 says was done to a value, as codes and as shippers render them. */
export const OPERATIONS_4657 = {
  created: ['%%1904', 'New registry value created'],
  modified: ['%%1905', 'Existing registry value modified'],
  deleted: ['%%1906', 'Registry value deleted'],
} as const;

const wordsFor = (codes: readonly string[], word: string): readonly (readonly [string, string])[] =>
  codes.map((code) => [code, word] as const);

/** Registry events of Sysmon as Security 4657 has them; `created` is what a new value counts as (spec windows-telemetry §8.4). */
export function registry4657(created: 'SetValue' | 'CreateKey'): FieldMap {
  return {
    image: { kind: 'name', name: 'ProcessName' },
    processid: { kind: 'decimal', name: 'ProcessId' },
    user: SUBJECT,
    targetobject: { kind: 'registry-path', key: 'ObjectName', value: 'ObjectValueName' },
    details: { kind: 'registry-data', data: 'NewValue', type: 'NewValueType' },
    eventtype: {
      kind: 'words',
      name: 'OperationType',
      words: Object.fromEntries([
        ...wordsFor(OPERATIONS_4657.created, created),
        ...wordsFor(OPERATIONS_4657.modified, 'SetValue'),
        ...wordsFor(OPERATIONS_4657.deleted, 'DeleteValue'),
      ]),
    },
  };
}

/** Network connections of Sysmon as Security 5156 has them (spec windows-telemetry §8.4). */
export const NETWORK_5156: FieldMap = {
  image: { kind: 'volume-path', name: 'Application' },
  initiated: {
    kind: 'words',
    name: 'Direction',
    words: { '%%14593': 'true', Outbound: 'true', '%%14592': 'false', Inbound: 'false' },
  },
  protocol: { kind: 'words', name: 'Protocol', words: { '6': 'tcp', '17': 'udp' } },
  sourceip: { kind: 'name', name: 'SourceAddress' },
  destinationip: { kind: 'name', name: 'DestAddress' },
  destinationport: { kind: 'name', name: 'DestPort' },
  processid: { kind: 'name', name: 'ProcessID' },
};
