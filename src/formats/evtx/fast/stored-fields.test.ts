import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { describeShared, sharedBytes, sharedPath } from '../../../../test/formats/shared-data.ts';
import type { Event, Raw, WrittenField } from '../../../event/index.ts';
import { memorySource } from '../../memory-source.ts';
import { VECTOR } from '../testing/bases.ts';
import { type Random, randomFrom } from '../testing/mutants.ts';
import { evtxFast } from './evtx-fast.ts';

const STEP = 9;
/** Names that events have as System fields, by an alias or not at all. */
const OTHERS = [
  'EventID',
  'Channel',
  'Computer',
  'Provider_Name',
  'Level',
  'Execution_ProcessID',
  'EventCode',
  'nothing',
];

const saysNothing = (value: Raw): boolean => value === undefined || value === null || value === '' || value === '-';

/** What an object of fields is as JSON, by what `get` gives. */
function described(event: Event, fields: readonly WrittenField[]): string {
  const kept = fields.filter(({ field, ifTelling }) => !(ifTelling && saysNothing(event.get(field))));
  return `{${kept.map(({ name, field }) => `${JSON.stringify(name)}:${JSON.stringify(event.get(field))}`).join(',')}}`;
}

/** Lists of fields to ask of an event: some of its own in any order, some under other names, some that not all have. */
function listsOf(event: Event, random: Random): readonly (readonly WrittenField[])[] {
  const all = [...event.payload().map(([name]) => name), ...OTHERS];
  const there = all.filter((name) => event.texts!.places!.has(name) === true);
  const listOf = (): WrittenField[] =>
    Array.from({ length: 1 + random(8) }, (_, i) => {
      const names = there.length > 0 && random(8) > 0 ? there : all;
      const field = names[random(names.length)]!;
      return { name: random(5) === 0 ? `as "${i}" é` : field, field, ifTelling: random(2) === 0 };
    });
  return Array.from({ length: 12 }, listOf);
}

interface Tally {
  written: number;
  left: number;
}

/** Asks events for lists of their fields, several times each, since a list is learned once. */
async function compare(name: string, bytes: Uint8Array, tally: Tally, random: Random): Promise<void> {
  const known = new Map<object, readonly (readonly WrittenField[])[]>();
  await evtxFast.read(
    memorySource(name, bytes),
    {
      event(event) {
        const places = event.texts?.places;
        if (!places) return true;
        let lists = known.get(places);
        if (!lists) {
          lists = listsOf(event, random);
          known.set(places, lists);
        }
        for (const list of lists) {
          for (const { field } of list) {
            const has = places.has(field);
            const value = event.get(field);
            if (has === false && value !== undefined) expect(`${field} is ${value}`).toBe('not there');
          }
          const text = event.texts!.jsonOf!(list);
          if (text === undefined) tally.left++;
          else if (text !== described(event, list)) expect(text).toBe(described(event, list));
          else tally.written++;
          if (text !== undefined && list.some(({ field }) => places.has(field) !== true))
            expect(text).toBe('a field that is not always there is not written');
        }
        return true;
      },
      damage: () => undefined,
    },
    {},
  );
}

test('fields of the test vector are written as JSON.stringify writes what the event gives', async () => {
  const tally = { written: 0, left: 0 };
  await compare('vector', VECTOR, tally, randomFrom(7));
  expect(tally.written).toBeGreaterThan(0);
});

test('of more lists than there is room for each is written', async () => {
  let written = 0;
  await evtxFast.read(
    memorySource('vector', VECTOR),
    {
      event(event) {
        const { texts } = event;
        const name = OTHERS.find((field) => texts!.places!.has(field) === true)!;
        const lists = Array.from({ length: 6000 }, (_, i): WrittenField[] => [
          { name: `a name that takes some room ${i}`, field: name, ifTelling: false },
        ]);
        for (const list of [...lists, ...lists]) {
          const text = texts!.jsonOf!(list);
          if (text !== described(event, list)) expect(text).toBe(described(event, list));
          written++;
        }
        return true;
      },
      damage: () => undefined,
    },
    {},
  );
  expect(written).toBeGreaterThanOrEqual(12_000);
});

describeShared('evtx', () => {
  test('fields of recorded events are written as JSON.stringify writes what the event gives', async () => {
    const files = readdirSync(sharedPath('evtx'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.evtx'))
      .sort()
      .filter((_, i) => i % STEP === 0);
    const tally = { written: 0, left: 0 };
    const random = randomFrom(11);
    for (const file of files) await compare(file, sharedBytes(`evtx/${file}`), tally, random);
    console.log(`${tally.written} objects written, ${tally.left} left to the reader`);
    expect(tally.written).toBeGreaterThan(20_000);
  });
});
