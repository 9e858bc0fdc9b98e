import { type EventTime, formatTime, inSystemOrder, type RawField } from '../event/index.ts';
import { derivedFields } from './derived-fields.ts';
import { headerOf, type ShapedRecord } from './shapes/shape.ts';
import { positional } from './shapes/windows-record.ts';
import { isSysmon, sysmonFields } from './sysmon-message.ts';

const START = /^\s*instance of Win32_NTLogEvent\s*\{\s*/;
const KEY = /\s*(\w+)\s*=\s*/y;
const STRING = /"((?:[^"\\]|\\[\s\S])*)"/y;
const BARE = /[^;"{}\s][^;\r\n]*/y;
const END = /\s*;/y;
const SEPARATOR = /\s*,?\s*/y;
const WMI_TIME = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)\.(\d{6})([+-]\d{3})$/;

type Value = string | readonly string[];

function take(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** Only `\\` and `\"` are escapes. */
function unescaped(text: string): string {
  return text.replace(/\\([\\"])/g, '$1');
}

function listAt(text: string, at: number): { readonly value: readonly string[]; readonly end: number } | undefined {
  const items: string[] = [];
  let end = at + 1;
  for (;;) {
    end = take(SEPARATOR, text, end) ? SEPARATOR.lastIndex : end;
    if (text[end] === '}') return { value: items, end: end + 1 };
    const item = take(STRING, text, end);
    if (!item) return undefined;
    items.push(unescaped(item[1]!));
    end = STRING.lastIndex;
  }
}

/** Keys and values of a record, or what is wrong with it. */
function valuesOf(text: string): ReadonlyMap<string, Value> | string {
  const start = START.exec(text);
  if (!start) return 'no `{` behind `instance of Win32_NTLogEvent`';
  const values = new Map<string, Value>();
  for (let at = start[0].length; ; ) {
    const key = take(KEY, text, at);
    if (!key) return /^\s*\};?\s*$/.test(text.slice(at)) ? values : `\`name = value;\` is expected at ${at}`;
    at = KEY.lastIndex;
    const string = take(STRING, text, at);
    const list = text[at] === '{' ? listAt(text, at) : undefined;
    const bare = string || list ? null : take(BARE, text, at);
    if (string) at = STRING.lastIndex;
    else if (list) at = list.end;
    else if (bare) at = BARE.lastIndex;
    else return `\`${key[1]}\` has no value`;
    values.set(key[1]!, string ? unescaped(string[1]!) : (list?.value ?? bare![0].trim()));
    if (!take(END, text, at)) return `\`;\` is missing behind \`${key[1]}\``;
    at = END.lastIndex;
  }
}

/** `yyyyMMddHHmmss.ffffff±mmm`, the offset in minutes (spec windows-telemetry §9). */
export function wmiTime(text: string): EventTime | undefined {
  const match = WMI_TIME.exec(text);
  if (!match) return undefined;
  const [year, month, day, hour, minute, second, fraction, offset] = match.slice(1).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const ms = Date.UTC(year, month - 1, day, hour, minute - offset, second) + Math.floor(fraction / 1000);
  return { ms, ticks: (fraction % 1000) * 10 };
}

function qualified(code: string | undefined, identifier: string | undefined): RawField[] {
  const whole = Number(identifier);
  const fields: RawField[] = code === undefined ? [] : [['EventID', Number(code)]];
  if (identifier === undefined || !Number.isSafeInteger(whole)) return fields;
  if (code === undefined) fields.push(['EventID', whole % 65_536]);
  return whole >= 65_536 ? [...fields, ['Qualifiers', Math.floor(whole / 65_536)]] : fields;
}

function systemOf(values: ReadonlyMap<string, Value>, time: EventTime | undefined): RawField[] {
  const text = (name: string): string | undefined => {
    const value = values.get(name);
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const number = (name: string): number | string | undefined => {
    const value = text(name);
    return value !== undefined && Number.isSafeInteger(Number(value)) ? Number(value) : value;
  };
  const type = text('Type');
  const isAudit = type?.startsWith('Audit') ?? false;
  const named: RawField[] = [
    ['Channel', text('Logfile')],
    ['Computer', text('ComputerName') ?? text('Computer')],
    ['Provider_Name', text('SourceName')],
    ['Level', isAudit ? undefined : type],
    ['Task', number('Category')],
    ['EventRecordID', number('RecordNumber')],
    ['Keywords', text('Keywords') ?? (isAudit ? type : undefined)],
    ['TimeCreated', time && formatTime(time)],
    ['Message', text('Message')],
  ];
  return inSystemOrder([
    ...qualified(text('EventCode'), text('EventIdentifier')),
    ...named.filter(([, value]) => value !== undefined),
  ]);
}

/**
 * The event of one record of Sumo's legacy text, or what is wrong with it: insertion strings are named by event id and their
 * number, Sysmon's fields come from its message; the collector's own names are there to be asked for (spec windows-telemetry §6.3).
 */
export function legacyRecord(text: string): ShapedRecord | { readonly fault: string } {
  const values = valuesOf(text);
  if (typeof values === 'string') return { fault: values };
  const generated = values.get('TimeGenerated') ?? values.get('TimeWritten');
  const time = typeof generated === 'string' ? wmiTime(generated) : undefined;
  const system = systemOf(values, time);
  const header = headerOf(system);
  const strings = values.get('InsertionStrings');
  const message = values.get('Message');
  const told = isSysmon(header.channel) && typeof message === 'string' ? sysmonFields(header.eventId, message) : [];
  const payload =
    told.length > 0 ? told : positional(header.channel, header.eventId, Array.isArray(strings) ? strings : []);
  return {
    header,
    time,
    payloadKind: 'EventData',
    system,
    payload,
    derived: [...derivedFields(payload), ...[...values].map(([name, value]): RawField => [name, value])],
    lossy: told.length === 0 && strings === undefined,
  };
}
