import type { Event, Raw } from '../event/index.ts';
import { SAYS_LITTLE, SHOWN_AS, SHOWN_FIELDS, SHOWN_OTHERS } from './shown-fields.ts';

/** A field to show, and what the log calls it. */
export interface ShownField {
  readonly name: string;
  readonly logged: string;
}

/** Fields that tell what an event is about; `isKnown` if the table says so, which gives one object for all such events. */
export interface Shown {
  readonly isKnown: boolean;
  readonly fields: readonly ShownField[];
}

const parsed = new Map<string, ReadonlyMap<number, Shown>>();

function parseShown(text: string): Map<number, Shown> {
  const byId = new Map<number, Shown>();
  for (const line of text.trim().split('\n')) {
    const [ids = '', list = ''] = line.split(': ');
    const fields = list.split(' ').map((entry): ShownField => {
      const [name = '', logged = name] = entry.replaceAll('␣', ' ').split('=');
      return { name, logged };
    });
    const shown: Shown = { isKnown: true, fields };
    for (const id of ids.split(' ')) byId.set(Number(id), shown);
  }
  return byId;
}

/** What the table says of an event, if it knows it. */
export function knownOf({ channel, eventId }: Event['header']): Shown | undefined {
  if (channel === undefined || eventId === undefined) return undefined;
  const folded = channel.toLowerCase();
  const name = SHOWN_AS[folded] ?? folded;
  let byId = parsed.get(name);
  if (!byId) {
    byId = Object.hasOwn(SHOWN_FIELDS, name) ? parseShown(SHOWN_FIELDS[name]!) : new Map();
    parsed.set(name, byId);
  }
  return byId.get(eventId);
}

/** True for a value that is as good as none. */
export function saysNothing(value: Raw): boolean {
  return value === undefined || value === null || value === '' || value === '-';
}

/** The fields of an event that the table does not know: the first of its payload that say something. */
export function shownOthers(event: Event): Shown {
  const names = event.payload().filter(([name, value]) => !SAYS_LITTLE.test(name) && !saysNothing(value));
  return { isKnown: false, fields: names.slice(0, SHOWN_OTHERS).map(([name]) => ({ name, logged: name })) };
}
