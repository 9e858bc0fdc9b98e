import type { FieldMap, FieldSource } from './field-map.ts';

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
