import { expect, test } from 'vitest';
import { memorySource } from '../../src/formats/index.ts';
import { detect, type Input } from '../../src/scan/index.ts';
import { planOf } from './agreement.ts';

const LINES = 5;

/** How many alerts were given out before the log was read to its end, and how many by the end of the run. */
async function given(query: string): Promise<readonly [before: number, all: number]> {
  const bytes = new TextEncoder().encode(Array.from({ length: LINES }, (_, i) => `{"n":${i},"at":${-i}}\n`).join(''));
  let alerts = 0;
  let before = 0;
  const input: Input = {
    ...{ name: 'a.ndjson', size: bytes.length, found: 'named', rereadable: true },
    open: async () => ({
      ...memorySource('a.ndjson', bytes),
      close: async () => {
        before = alerts;
      },
    }),
  };
  const plan = planOf(query)!;
  const detection = { id: 'q', path: 'q', attack: [], form: 'as-written', repairs: [], plan, reads: [] } as const;
  const streamTo = (): void => {
    alerts++;
  };
  await detect([detection], [input], {
    ...{ now: 0, timeZone: 'UTC', window: { from: undefined, to: undefined }, streamTo },
  });
  return [before, alerts];
}

// A row that is kept to the end costs memory and a copy of its event.
test.each([
  ['a filter', '* | where n >= 0'],
  ['a sort at the end, since alerts have an order of their own', '* | where n >= 0 | sort by at'],
  ['a sort before chosen columns', '* | where n >= 0 | sort by at | fields n'],
])('alerts of %s are given out as they come', async (_, query) => {
  expect(await given(query)).toEqual([LINES, LINES]);
});

test('rows of which some may be left out wait for the end', async () => {
  expect(await given('* | where n >= 0 | sort by at | limit 2')).toEqual([0, 2]);
});

test('alerts of several detections over one reader are of their own events', async () => {
  const bytes = new TextEncoder().encode('{"Computer":"a","n":1}\n{"Computer":"b","n":2}\n{"Computer":"c","n":2}\n');
  const input: Input = {
    ...{ name: 'a.ndjson', size: bytes.length, found: 'named', rereadable: true },
    open: async () => ({ ...memorySource('a.ndjson', bytes), close: async () => undefined }),
  };
  const detection = (id: string, query: string) =>
    ({ id, path: id, attack: [], form: 'as-written', repairs: [], plan: planOf(query)!, reads: [] }) as const;
  const found: unknown[] = [];
  await detect(
    [detection('all', '* | where n >= 1 | fields n'), detection('two', '* | where n = 2 | fields n')],
    [input],
    {
      ...{ now: 0, timeZone: 'UTC', window: { from: undefined, to: undefined } },
      streamTo: ({ rule, host, fields, events }) => found.push([rule?.id, host, fields.n, events[0]?.record]),
    },
  );
  expect(found).toEqual([
    ['all', 'a', '1', 1],
    ['all', 'b', '2', 2],
    ['two', 'b', '2', 2],
    ['all', 'c', '2', 3],
    ['two', 'c', '2', 3],
  ]);
});
