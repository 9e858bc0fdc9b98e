import type { Event } from './event.ts';
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
function attributesOf(system: ReadonlyMap<string, Raw>, element: string, names: readonly string[]): unknown {
  const present = names
    .map((name) => [name, numberOrText(system.get(`${element}_${name}`))] as const)
    .filter(([, value]) => value !== undefined);
  return present.length === 0 ? '' : Object.fromEntries(present);
}

/** Time as the collector prints it, 9 fraction digits. */
function timeOf(event: Event): string | undefined {
  if (!event.time) return undefined;
  return `${new Date(event.time.ms).toISOString().slice(0, -1)}${String(event.time.ticks).padStart(4, '0')}00Z`;
}

/**
 * The compact JSON that Sumo Logic's Windows source makes of an event, without `Message`: EventID as text, Level, Opcode and
 * Keywords rendered, Data as text (spec windows-telemetry §6.4).
 */
export function rawJsonOf(event: Event): string {
  const system = new Map(event.system());
  const fields = Object.fromEntries(event.payload().map(([name, value]) => [name, printed(value)]));
  const root = system.get('UserData_Name');
  const payload = event.payloadKind === 'UserData' && typeof root === 'string' ? { [root]: fields } : fields;
  const eventId = system.get('EventID');
  return JSON.stringify({
    TimeCreated: timeOf(event),
    EventID: eventId === undefined ? undefined : String(eventId),
    Task: numberOrText(system.get('Task')),
    Correlation: attributesOf(system, 'Correlation', ['ActivityID', 'RelatedActivityID']),
    Keywords: keywordsOf(system.get('Keywords')),
    Channel: system.get('Channel'),
    Opcode: rendered(system.get('Opcode'), OPCODES),
    Security: attributesOf(system, 'Security', ['UserID']),
    Provider: attributesOf(system, 'Provider', ['Guid', 'Name', 'EventSourceName']),
    EventRecordID: numberOrText(system.get('EventRecordID')),
    Execution: attributesOf(system, 'Execution', ['ThreadID', 'ProcessID']),
    Version: numberOrText(system.get('Version')),
    Computer: system.get('Computer'),
    Level: rendered(system.get('Level'), LEVELS),
    [event.payloadKind]: Object.keys(fields).length === 0 ? '' : payload,
  });
}
