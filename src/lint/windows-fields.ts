import { catalogOf } from '../event/index.ts';

/** Channels whose events come as XML or text in queries, and whose field names are their own. */
const CHANNELS = ['security', 'microsoft-windows-sysmon/operational', 'microsoft-windows-powershell/operational'];

/** Elements of the System part, which some events also carry as data. */
const SYSTEM = new Set([
  'EventID',
  'Level',
  'Task',
  'Opcode',
  'Keywords',
  'Channel',
  'Computer',
  'Version',
  'Message',
  'Data',
]);

let names: ReadonlySet<string> | undefined;

/** True for a name of a field that some events of Windows carry as data and others do not. */
export function isWindowsField(name: string): boolean {
  names ??= new Set(CHANNELS.flatMap((channel) => [...(catalogOf(channel)?.values() ?? [])].flat()));
  return names.has(name) && !SYSTEM.has(name);
}
