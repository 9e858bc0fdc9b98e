import {
  catalogFields,
  inSystemOrder,
  type PayloadKind,
  parseTime,
  type Raw,
  type RawField,
} from '../../event/index.ts';
import { derivedFields } from '../derived-fields.ts';
import { isObject, type JsonObject, type JsonValue, parseJsonValue } from '../json-value.ts';
import { namesByPosition } from '../positions.ts';
import { isSysmon, sysmonFields } from '../sysmon-message.ts';
import { valueAt } from './paths.ts';
import { fieldOf, headerOf, integerOf, rawOfJson, type ShapedRecord, stringOf } from './shape.ts';

/** What a shape found of a Windows event under the shipper's own names. */
export interface WindowsParts {
  readonly system: readonly RawField[];
  readonly payload: readonly RawField[];
  readonly payloadKind?: PayloadKind;
  /** The shipper's own names, to be asked for. */
  readonly own?: readonly RawField[];
  /** The time to take where System has none that is one. */
  readonly time?: string | undefined;
  readonly lossy?: boolean;
}

/** System fields by the paths under which a shipper has them; empty texts are absent (spec windows-telemetry §7). */
export function systemAt(object: JsonObject, paths: readonly (readonly [path: string, name: string])[]): RawField[] {
  const system: RawField[] = [];
  for (const [path, name] of paths) {
    const value = valueAt(object, path);
    if (value === undefined || value === null || value === '') continue;
    if (Array.isArray(value) && value.length === 0) continue;
    if (system.some(([taken]) => taken === name)) continue;
    const raw = rawOfJson(value);
    system.push([name, name === 'EventID' ? (integerOf(raw) ?? raw) : raw]);
  }
  return system;
}

/** Sumo's documentation shows times whose fraction stands behind a `+` (spec windows-telemetry §6.4). */
export function mendedTime(time: string): string {
  return time.replace(/\+(\d{7,9}Z)$/, '.$1');
}

/** A value that is JSON in a text is read once more; empty texts and other texts stay (spec windows-telemetry §6.5). */
export function opened(value: JsonValue | undefined): JsonValue | undefined {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value;
  return parseJsonValue(value) ?? value;
}

/** Values given by position: named where the event tells how, else unnamed Data (spec windows-telemetry §6.3). */
export function positional(
  channel: string | undefined,
  eventId: number | undefined,
  values: readonly Raw[],
): RawField[] {
  const names = namesByPosition(channel, eventId, values.length);
  if (names) return names.map((name, i) => [name, values[i]]);
  return values.length === 0 ? [] : [['Data', values]];
}

const UNNAMED = /^(?:param|Data)([1-9]\d?)$/;

/** `param1`, `param2` … are what shippers call unnamed Data, unless the event has fields of those names. */
export function withUnnamed(
  channel: string | undefined,
  eventId: number | undefined,
  payload: readonly RawField[],
): readonly RawField[] {
  const rest = payload.filter(([name]) => !UNNAMED.test(name));
  const items = payload.filter(([name]) => UNNAMED.test(name));
  if (items.length === 0 || channel === undefined || eventId === undefined) return payload;
  const catalog = catalogFields(channel, eventId);
  if (!catalog?.includes('Data')) return payload;
  const number = (name: string): number => Number(UNNAMED.exec(name)?.[1]);
  const ordered = [...items].sort((a, b) => number(a[0]) - number(b[0]));
  return [['Data', ordered.map(([, value]) => value)], ...rest];
}

/** Payload fields of an object; nested objects are texts. */
export function fieldsOf(value: JsonValue | undefined): RawField[] {
  return isObject(value) ? Object.entries(value).map(([name, item]): RawField => [name, rawOfJson(item)]) : [];
}

/** Adds what only the message of a Sysmon event tells: collectors drop empty values, or all of them. */
function completed(system: readonly RawField[], payload: readonly RawField[]): readonly RawField[] {
  const { channel, eventId } = headerOf(system);
  const message = stringOf(fieldOf(system, 'Message'));
  if (message === undefined || !isSysmon(channel)) return payload;
  const told = sysmonFields(eventId, message);
  if (told.length > 0 && payload.every(([name]) => name === 'Data')) return told;
  const taken = new Set(payload.map(([name]) => name.toLowerCase()));
  return [...payload, ...told.filter(([name]) => !taken.has(name.toLowerCase()))];
}

/** The record of a Windows event from its parts. */
export function windowsRecord(parts: WindowsParts, timeZone: string | undefined): ShapedRecord {
  const { payloadKind = 'EventData', own = [] } = parts;
  const system = inSystemOrder(parts.system);
  const header = headerOf(system);
  const payload = completed(system, withUnnamed(header.channel, header.eventId, parts.payload));
  const texts = [stringOf(fieldOf(system, 'TimeCreated')), parts.time];
  const times = texts.map((text) => (text === undefined ? undefined : parseTime(mendedTime(text), timeZone)));
  return {
    header,
    time: times.find((time) => time !== undefined),
    payloadKind,
    system,
    payload,
    derived: [...derivedFields(payload), ...own],
    lossy: parts.lossy ?? false,
  };
}
