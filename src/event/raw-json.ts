import type { Event, PayloadKind } from './event.ts';
import type { EventTime } from './header.ts';
import type { Raw } from './raw.ts';

const LEVELS = ['Information', 'Critical', 'Error', 'Warning', 'Information', 'Verbose'];
const OPCODES = ['Info', 'Start', 'Stop'];
const KEYWORDS: readonly (readonly [mask: string, text: string])[] = [
  ['0x8020000000000000', 'Audit Success'],
  ['0x8010000000000000', 'Audit Failure'],
  ['0xa0000000000000', 'Audit Success'],
  ['0x90000000000000', 'Audit Failure'],
  ['0x80000000000000', 'Classic'],
];

function numberOrText(value: Raw): Raw {
  return typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
}

/** The rendered text of a code; codes without one, and texts, stay as they are (spec windows-telemetry §5.4). */
function rendered(value: Raw, texts: readonly string[]): Raw {
  const code = numberOrText(value);
  return typeof code === 'number' ? (texts[code] ?? String(code)) : value;
}

function keywordsOf(value: Raw): Raw {
  if (typeof value !== 'string') return value;
  const found = KEYWORDS.find(([mask]) => mask === value.toLowerCase());
  return found ? found[1] : value;
}

/** Values of the payload are text, as Windows prints them. */
function printed(value: Raw): unknown {
  if (Array.isArray(value)) return (value as readonly Raw[]).map(printed);
  return value === null || value === undefined ? '' : String(value);
}

/** An element that has only attributes: an object of those present, else the empty text. */
function attributesOf({ system }: RawJsonSource, element: string, names: readonly string[]): unknown {
  const present = names
    .map((name) => [name, numberOrText(system(`${element}_${name}`))] as const)
    .filter(([, value]) => value !== undefined);
  return present.length === 0 ? '' : Object.fromEntries(present);
}

/** Time as the collector prints it, 9 fraction digits. */
function timeOf(source: RawJsonSource): string | undefined {
  const time = source.timeOf();
  if (!time) return undefined;
  return `${new Date(time.ms).toISOString().slice(0, -1)}${String(time.ticks).padStart(4, '0')}00Z`;
}

/** What the JSON of an event is made of. */
export interface RawJsonSource {
  timeOf(): EventTime | undefined;
  kindOf(): PayloadKind;
  /** The value of a System field, by its canonical name. */
  system(name: string): Raw;
}

/** The same, and the value of a field of the payload by its name as logged. */
export interface RawJsonFields extends RawJsonSource {
  payload(name: string): Raw;
}

/** The members before the payload, in their order. */
const MEMBERS: readonly (readonly [key: string, value: (source: RawJsonSource) => unknown])[] = [
  ['TimeCreated', timeOf],
  [
    'EventID',
    ({ system }) => {
      const id = system('EventID');
      return id === undefined ? undefined : String(id);
    },
  ],
  ['Task', ({ system }) => numberOrText(system('Task'))],
  ['Correlation', (source) => attributesOf(source, 'Correlation', ['ActivityID', 'RelatedActivityID'])],
  ['Keywords', ({ system }) => keywordsOf(system('Keywords'))],
  ['Channel', ({ system }) => system('Channel')],
  ['Opcode', ({ system }) => rendered(system('Opcode'), OPCODES)],
  ['Security', (source) => attributesOf(source, 'Security', ['UserID'])],
  ['Provider', (source) => attributesOf(source, 'Provider', ['Guid', 'Name', 'EventSourceName'])],
  ['EventRecordID', ({ system }) => numberOrText(system('EventRecordID'))],
  ['Execution', (source) => attributesOf(source, 'Execution', ['ThreadID', 'ProcessID'])],
  ['Version', ({ system }) => numberOrText(system('Version'))],
  ['Computer', ({ system }) => system('Computer')],
  ['Level', ({ system }) => rendered(system('Level'), LEVELS)],
];

const BY_KEY = new Map(MEMBERS);

/** The key around the payload's fields that the payload's own element gives, if there is one. */
function rootOf({ system, kindOf }: RawJsonSource): string | undefined {
  const root = kindOf() === 'UserData' ? system('UserData_Name') : undefined;
  return typeof root === 'string' ? root : undefined;
}

/**
 * The compact JSON that Sumo Logic's Windows source makes of an event, without `Message`: EventID as text, Level, Opcode and
 * Keywords rendered, Data as text (spec windows-telemetry §6.4).
 */
export function rawJsonOf(event: Event): string {
  const { payloadKind } = event;
  const system = new Map(event.system());
  const source: RawJsonSource = {
    timeOf: () => event.time,
    kindOf: () => payloadKind,
    system: (name) => system.get(name),
  };
  const fields = Object.fromEntries(event.payload().map(([name, value]) => [name, printed(value)]));
  const root = rootOf(source);
  const payload = root === undefined ? fields : { [root]: fields };
  return JSON.stringify({
    ...Object.fromEntries(MEMBERS.map(([key, value]) => [key, value(source)])),
    [payloadKind]: Object.keys(fields).length === 0 ? '' : payload,
  });
}

/** In place of a value in the JSON of an event: it is an object or a list, or only the whole tells. */
export const COMPOSED = Symbol('composed');

function textOf(value: unknown): string | null | undefined | typeof COMPOSED {
  if (value === null || value === undefined || typeof value === 'string') return value;
  return typeof value === 'object' ? COMPOSED : JSON.stringify(value);
}

/** The value at a path of keys in what `rawJsonOf` makes of an event, as `Event.rawValues` gives it. */
export function rawJsonValue(
  path: readonly string[],
  source: RawJsonFields,
): string | null | undefined | typeof COMPOSED {
  const [key, ...inner] = path as readonly [string, ...string[]];
  if (key === source.kindOf()) {
    const root = rootOf(source);
    if (root !== undefined && inner[0] !== root && inner.length > 0) return undefined;
    const [name, ...more] = root === undefined ? inner : inner.slice(1);
    if (name === undefined) return COMPOSED;
    const value = source.payload(name);
    if (value === undefined) return undefined;
    return more.length > 0 ? undefined : textOf(printed(value));
  }
  const value = BY_KEY.get(key)?.(source);
  if (inner.length === 0) return textOf(value);
  const [attribute, ...more] = inner as [string, ...string[]];
  if (typeof value !== 'object' || value === null || more.length > 0 || !Object.hasOwn(value, attribute))
    return undefined;
  return textOf((value as Readonly<Record<string, unknown>>)[attribute]);
}
