import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ResultRow } from '../engines/engine.ts';
import { foldName, type Raw, type RawField, RecordEvent } from '../event/index.ts';
import { EVENT_SCHEMA } from '../ir/index.ts';
import type { Value } from '../value/index.ts';
import { FieldChoice } from './alert-fields.ts';
import { CurrentFacts } from './event-facts.ts';
import { knownOf, saysNothing, shownOthers } from './shown-of.ts';

const SYSMON = 'Microsoft-Windows-Sysmon/Operational';
/** Names that the table shows of process creations and driver loads, in other spellings too, and names that it does not show. */
const NAMES = [
  'User',
  'Image',
  'image',
  'CommandLine',
  'Hashes',
  'ImageLoaded',
  'Signed',
  'Other',
  '_raw',
  '__proto__',
  '7',
];
const VALUES: readonly Raw[] = ['', '-', null, 'a', 'b', 5, true, ['a', 'b'], ['c']];

interface Case {
  readonly payload: readonly RawField[];
  readonly eventId: number;
  readonly cells: readonly (readonly [string, Value])[];
}

const named = fc.constantFrom(...NAMES);
const once = { selector: ([name]: readonly [string, unknown]) => foldName(name) };
const cases = fc.array(
  fc.record({
    payload: fc.uniqueArray(fc.tuple(named, fc.constantFrom(...VALUES)), once),
    eventId: fc.constantFrom(1, 6, 999),
    values: fc.array(fc.constantFrom<Value>(undefined, null, '', 'a', 'b', 5), { minLength: 4, maxLength: 4 }),
  }),
  { minLength: 1, maxLength: 8 },
);

const eventOf = ({ payload, eventId }: Case): RecordEvent =>
  new RecordEvent({
    ...{ header: { channel: SYSMON, eventId }, origin: { file: 'f', record: 1, offset: 0 }, time: undefined },
    ...{ shape: 'evtx', payloadKind: 'EventData', system: [], payload, raw: '' },
  });

/** The choice as its description says it, one name after the other. */
function described(one: Case, event: RecordEvent, shows: readonly string[], isTested: boolean): string {
  const cells = one.cells.filter(
    ([name, value]) => value !== undefined && (value !== null || event.get(name) !== undefined),
  );
  const cellOf = (name: string) => cells.find(([other]) => foldName(other) === foldName(name));
  const chosen: (readonly [string, unknown])[] = [];
  const add = (entry: readonly [string, unknown] | undefined): void => {
    if (entry && !chosen.some(([name]) => foldName(name) === foldName(entry[0]))) chosen.push(entry);
  };
  const { isKnown, fields } = knownOf(event.header) ?? shownOthers(event);
  const addTested = (): void => {
    if (isTested) for (const cell of cells) add(cell);
  };
  for (const name of shows) add(cellOf(name));
  if (!isKnown) addTested();
  for (const { name, logged } of fields) {
    const value = event.get(logged);
    const cell = isTested && !Array.isArray(value) ? (cellOf(name) ?? cellOf(logged)) : undefined;
    add(cell ?? (saysNothing(value) ? undefined : [name, value]));
  }
  addTested();
  if (chosen.length === 0) add(cells.find(([name]) => name === '_raw'));
  return textOf(chosen);
}

const textOf = (entries: readonly (readonly [string, unknown])[]): string =>
  JSON.stringify([...entries].sort(([a], [b]) => Number(b === '7') - Number(a === '7')));

test('fields are those that the rule wants, that tell what the event is about, that the rule tests, each once', () => {
  const columns = fc.uniqueArray(named, { selector: foldName, maxLength: 4 });
  fc.assert(
    fc.property(cases, columns, fc.array(named, { maxLength: 3 }), fc.boolean(), (list, names, shows, isTested) => {
      const choice = new FieldChoice(isTested ? { ...EVENT_SCHEMA, projected: names } : EVENT_SCHEMA, shows);
      const current = new CurrentFacts();
      for (const { payload, eventId, values } of list) {
        const one: Case = { payload, eventId, cells: names.map((name, at) => [name, values[at]] as const) };
        const event = eventOf(one);
        const row = { cells: one.cells } as unknown as ResultRow;
        const fields = choice.of(row, current.of(event));
        expect(textOf(Object.entries(fields))).toBe(described(one, event, shows, isTested));
      }
    }),
    { numRuns: 300 },
  );
});

test('equal fields of alerts in succession are one object', () => {
  const choice = new FieldChoice({ ...EVENT_SCHEMA, projected: ['Image'] }, []);
  const event = eventOf({ payload: [['Image', 'a']], eventId: 1, cells: [] });
  const facts = new CurrentFacts().of(event);
  const row = { cells: [['Image', 'a']] } as unknown as ResultRow;
  const first = choice.of(row, facts);
  expect(choice.of(row, facts)).toBe(first);
  expect(choice.of({ ...row, cells: [['Image', 'b']] }, facts)).toEqual({ Image: 'b' });
  expect(first).toEqual({ Image: 'a' });
});
