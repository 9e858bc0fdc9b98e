// flat-events FOLDER OUT FILE…: the events of EVTX files as flat NDJSON for an engine that looks fields up by the rule's names, each with
// a key, and the place and header of each key; an event that rules of a category know by other names is there a second time with those.
import { closeSync, openSync, writeSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Event, Raw } from '../../src/event/index.ts';
import { firstOf } from '../../src/event/index.ts';
import { EvtxSession } from '../../src/formats/evtx/fast/index.ts';
import { fileSource } from './file-source.ts';

/** Integrity levels as Sysmon writes them. */
const LEVELS: Readonly<Record<string, string>> = {
  'S-1-16-0': 'Untrusted',
  'S-1-16-4096': 'Low',
  'S-1-16-8192': 'Medium',
  'S-1-16-8448': 'Medium Plus',
  'S-1-16-12288': 'High',
  'S-1-16-16384': 'System',
};

type Fields = Record<string, unknown>;

const textOf = (value: Raw): string | undefined => {
  const first = firstOf(value);
  return typeof first === 'string' && first !== '' && first !== '-' ? first : undefined;
};

const decimal = (value: unknown): string | undefined =>
  typeof value === 'string' && /^0x[\da-f]+$/i.test(value) ? BigInt(value).toString() : undefined;

/** A process creation of the security log with Sysmon's names (spec windows-telemetry §8.3). */
function asSysmon(event: Event, fields: Fields): Fields {
  const account = ['Target', 'Subject']
    .map((who) => [textOf(event.get(`${who}DomainName`)), textOf(event.get(`${who}UserName`))])
    .find(([, name]) => name !== undefined);
  return {
    ...fields,
    Image: fields.NewProcessName,
    ParentImage: fields.ParentProcessName,
    ProcessId: decimal(fields.NewProcessId),
    ParentProcessId: decimal(fields.ProcessId),
    LogonId: fields.SubjectLogonId,
    ...(account && { User: account.join('\\') }),
    IntegrityLevel: LEVELS[String(fields.MandatoryLabel)] ?? fields.MandatoryLabel,
  };
}

/** A connection of the security log with Sysmon's names (spec windows-telemetry §8.4), its volume as the drive C. */
function connectionAsSysmon(fields: Fields): Fields {
  const { Application, Direction, Protocol, SourceAddress, DestAddress, DestPort, ProcessID } = fields;
  return {
    ...fields,
    Image: String(Application ?? '').replace(/^\\device\\harddiskvolume\d+/i, 'C:'),
    Initiated: Direction === '%%14593' ? 'true' : 'false',
    Protocol: { '6': 'tcp', '17': 'udp' }[String(Protocol)] ?? Protocol,
    ...{ SourceIp: SourceAddress, DestinationIp: DestAddress, DestinationPort: DestPort, ProcessId: ProcessID },
  };
}

/** The digests of a list such as `MD5=…,SHA256=…`, one field each. */
function digests({ Hashes }: Fields): Fields {
  if (typeof Hashes !== 'string') return {};
  return Object.fromEntries(
    Hashes.split(',').flatMap((part): [string, string][] => {
      const [, name, digest] = /^(MD5|SHA1|SHA256|IMPHASH)=(.*)$/.exec(part) ?? [];
      if (name === undefined || digest === undefined) return [];
      return [[name.startsWith('SHA') ? name.toLowerCase() : name === 'MD5' ? 'md5' : 'Imphash', digest]];
    }),
  );
}

/** Names as rules write them: without blanks, beside those that the event has. */
function withoutBlanks(fields: Fields): Fields {
  const named = Object.entries(fields).filter(([name]) => name.includes(' '));
  return Object.fromEntries(named.map(([name, value]) => [name.replaceAll(' ', ''), value]));
}

/** A number in signs that no rule looks for, since keywords are sought in all values. */
const keyOf = (number: number): string =>
  [...String(number)].map((digit) => String.fromCharCode(0xe000 + Number(digit))).join('');

const [root = '', out = '', ...files] = process.argv.slice(2);
const file = openSync(join(out, 'flat.ndjson'), 'w');
const places = openSync(join(out, 'places.ndjson'), 'w');
let events = 0;
let lines = 0;
for (const path of files) {
  const name = relative(root, path).replaceAll('\\', '/');
  const write = (kind: string, { header, origin }: Event, fields: Fields): void => {
    const place = origin.repeats ? `${origin.record}@${origin.offset}` : `${origin.record}`;
    writeSync(places, `${JSON.stringify([kind, name, place, header])}\n`);
    writeSync(file, `${JSON.stringify({ ...fields, SpoorKey: keyOf(lines++) })}\n`);
  };
  await new EvtxSession({}).read(fileSource(path), {
    event(event) {
      events++;
      const { channel, eventId } = event.header;
      const own: Fields = { ...Object.fromEntries(event.system()), ...Object.fromEntries(event.payload()) };
      const named = { ...withoutBlanks(own), ...own };
      write('own', event, { ...digests(own), ...named });
      if (channel === 'Security' && eventId === 4688) write('process_creation', event, asSysmon(event, own));
      if (channel === 'Security' && eventId === 5156) write('network_connection', event, connectionAsSysmon(own));
      if (channel?.startsWith('Microsoft-Windows-Windows Defender/'))
        write('antivirus', event, { ...named, Filename: own.Path, Signature: own['Threat Name'] });
      return undefined;
    },
    damage: () => undefined,
  });
}
closeSync(file);
closeSync(places);
process.stdout.write(`${JSON.stringify({ files: files.length, events, lines })}\n`);
