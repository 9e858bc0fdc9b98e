import { catalogFields, foldName, type RawField } from '../event/index.ts';

const SYSMON = 'microsoft-windows-sysmon/operational';
const FIELD_LINE = /^([A-Za-z]\w*):(?: (.*))?$/;

/** True for the channel of Sysmon. */
export function isSysmon(channel: string | undefined): boolean {
  return channel !== undefined && foldName(channel) === SYSMON;
}

/**
 * Fields of a Sysmon event from its rendered message, which has them a line each by their true names, in wire order (spec
 * windows-telemetry §6.3). A line that names no later field of the event goes on with the value before it: command lines may
 * hold line breaks, and what follows one must not pass for a field that came before.
 */
export function sysmonFields(eventId: number | undefined, message: string): RawField[] {
  const names = eventId === undefined ? undefined : catalogFields(SYSMON, eventId);
  if (!names) return [];
  const ranks = new Map(names.map((name, rank) => [foldName(name), rank]));
  const fields: { name: string; value: string }[] = [];
  let last = -1;
  const text = message.replaceAll('\r\n', '\n').replace(/\n+$/, '');
  for (const line of text.split('\n').slice(1)) {
    const [, name = '', value = ''] = FIELD_LINE.exec(line) ?? [];
    const rank = ranks.get(foldName(name)) ?? -1;
    const field = fields.at(-1);
    if (rank > last) {
      fields.push({ name: names[rank]!, value });
      last = rank;
    } else if (field) field.value += `\n${line}`;
  }
  return fields.map(({ name, value }) => [name, value]);
}
