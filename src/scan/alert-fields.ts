import type { ResultRow } from '../engines/engine.ts';
import { type Event, foldName, type Raw } from '../event/index.ts';
import type { RowSchema } from '../ir/index.ts';
import { rowEntries, setOwn } from './cells.ts';
import { SAYS_LITTLE, SHOWN_AS, SHOWN_FIELDS, SHOWN_OTHERS } from './shown-fields.ts';

/** A field to show, and what the log calls it. */
interface Shown {
  readonly name: string;
  readonly logged: string;
}

const parsed = new Map<string, ReadonlyMap<number, readonly Shown[]>>();

function parseShown(text: string): Map<number, readonly Shown[]> {
  const byId = new Map<number, readonly Shown[]>();
  for (const line of text.trim().split('\n')) {
    const [ids = '', list = ''] = line.split(': ');
    const shown = list.split(' ').map((entry): Shown => {
      const [name = '', logged = name] = entry.replaceAll('␣', ' ').split('=');
      return { name, logged };
    });
    for (const id of ids.split(' ')) byId.set(Number(id), shown);
  }
  return byId;
}

/** Fields to show of an event, undefined if the table does not know it. */
function knownFields({ channel, eventId }: Event['header']): readonly Shown[] | undefined {
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

const saysNothing = (value: Raw): boolean => value === undefined || value === null || value === '' || value === '-';

/** The first fields of an event's payload that say something. */
function firstFields(event: Event): Shown[] {
  const names = event.payload().filter(([name, value]) => !SAYS_LITTLE.test(name) && !saysNothing(value));
  return names.slice(0, SHOWN_OTHERS).map(([name]) => ({ name, logged: name }));
}

/**
 * Fields of a rule's alert: those that the rule wants shown, then those that tell what such an event is about, then what else the rule
 * tests; of an event that the table does not know, what the rule tests comes first. A rule of keywords names no field, so that its row is
 * the whole event: of that, only the telling ones.
 */
export function alertFields(
  row: ResultRow,
  event: Event,
  schema: RowSchema,
  shows: readonly string[],
): Record<string, unknown> {
  // A column that is made of another field is null where the event has neither.
  const isThere = ([name, value]: readonly [string, unknown]): boolean =>
    value !== null || event.get(name) !== undefined;
  const cells = new Map(
    rowEntries(row, schema)
      .filter(isThere)
      .map((entry) => [foldName(entry[0]), entry]),
  );
  const fields: Record<string, unknown> = {};
  const given = new Set<string>();
  const add = (name: string, value: unknown): void => {
    const folded = foldName(name);
    if (given.has(folded)) return;
    given.add(folded);
    setOwn(fields, name, value);
  };
  for (const name of shows) {
    const cell = cells.get(foldName(name));
    if (cell) add(...cell);
  }
  const known = knownFields(event.header);
  const addTested = (): void => {
    if (schema.projected) for (const cell of cells.values()) add(...cell);
  };
  if (!known) addTested();
  for (const { name, logged } of known ?? firstFields(event)) {
    const cell = schema.projected && (cells.get(foldName(name)) ?? cells.get(foldName(logged)));
    const value = event.get(logged);
    // A field that occurs several times is one value to a condition, but all of it tells.
    if (cell && !Array.isArray(value)) add(...cell);
    else if (!saysNothing(value)) add(name, value);
  }
  addTested();
  if (given.size === 0) for (const cell of cells.values()) if (cell[0] === '_raw') add(...cell);
  return fields;
}
