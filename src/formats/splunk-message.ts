import { type EventTime, parseTime, type RawField } from '../event/index.ts';
import { FieldList } from './field-list.ts';

const TIME = /^(\d\d)\/(\d\d)\/(\d{4}) (\d\d):(\d\d:\d\d(?:\.\d+)?) ([AP])M/;
const LABEL = /^\s*([A-Za-z][\w ()/-]{0,60}?):(?:\s+(\S.*))?$/;

/** `01/05/2024 10:03:02 AM`, local time of the host: month, day, year (spec windows-telemetry §9). */
export function classicTime(text: string, timeZone: string | undefined): EventTime | undefined {
  const [, month, day, year, hour, rest, half] = TIME.exec(text.trim()) ?? [];
  if (rest === undefined) return undefined;
  const hours = (Number(hour) % 12) + (half === 'P' ? 12 : 0);
  return parseTime(`${year}-${month}-${day}T${String(hours).padStart(2, '0')}:${rest}`, timeZone);
}

/**
 * Fields from the labels of a rendered message, underscores for blanks; a label that comes again makes the value an array,
 * the subject's first (spec windows-telemetry §6.8).
 */
export function messageLabels(message: string): RawField[] {
  const list = new FieldList();
  for (const line of message.split('\n')) {
    const [, label, value] = LABEL.exec(line.trimEnd()) ?? [];
    if (label !== undefined && value !== undefined) list.add(label.replaceAll(' ', '_'), value);
  }
  return list.fields();
}
