import { expect, test } from 'vitest';
import { compiledEngine } from '../../src/engines/js/compile/compile.ts';
import { interpreter } from '../../src/engines/js/interpret.ts';
import { evtxOf } from '../../src/formats/evtx/testing/write-evtx.ts';
import { memorySource } from '../../src/formats/index.ts';
import { detect, type Input } from '../../src/scan/index.ts';
import { planOf } from './agreement.ts';

const SYSMON = { Channel: 'Microsoft-Windows-Sysmon/Operational', EventID: 1, Computer: 'host' };

/** The same event several times: the second line of a kind teaches the reader, later ones are read from bytes. */
function lines(event: object): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(event)}\n`.repeat(4));
}

function evtx(...data: [string, string][]): Uint8Array {
  const channel = SYSMON.Channel;
  const record = { channel, provider: 'Microsoft-Windows-Sysmon', eventId: 1, computer: 'host', day: 154_000, data };
  return evtxOf([record, record]);
}

/** What detecting with a query says of a log on an engine. */
async function said(engine: typeof interpreter, query: string, name: string, bytes: Uint8Array) {
  const plan = planOf(query);
  if (!plan) throw new Error(`refused: ${query}`);
  const input: Input = {
    ...{ name, size: bytes.length, found: 'named', rereadable: true },
    open: async () => ({ ...memorySource(name, bytes), close: async () => undefined }),
  };
  const detection = { id: 'q', path: 'q', attack: [], form: 'as-written', repairs: [], plan, reads: [] } as const;
  const result = await detect([detection], [input], {
    ...{ engine, now: 0, timeZone: 'UTC', window: { from: undefined, to: undefined } },
  });
  const alerts: string[] = [];
  for await (const { fields } of result.alerts) alerts.push(JSON.stringify(fields));
  return { alerts, warnings: result.warnings.map((one) => one.code), outOfScope: result.outOfScope };
}

// Conditions that must not be decided by a header or by code units alone, each with how many of the events match.
test.each([
  ['a class of two letters', '* | where toLowerCase(Image) matches /[ab]c/', lines({ ...SYSMON, Image: 'bc' }), 4],
  ['such a class, EVTX', '* | where toLowerCase(Image) matches /[ab]c/', evtx(['Image', 'bc']), 2],
  ['a class with a sign', '* | where toLowerCase(Image) matches /[a{]c/', lines({ ...SYSMON, Image: '{c' }), 4],
  ['a letter in both cases', '* | where toLowerCase(Image) matches /[Kk]c/', lines({ ...SYSMON, Image: 'KC' }), 4],
  ['metadata of its own', '_sourceCategory=prod/win', lines({ ...SYSMON, _sourceCategory: 'prod/win' }), 4],
  ['a name of a file without channel', '_sourceName=a.ndjson', lines({ a: 1 }), 4],
  ['a host that only events tell', '_sourceHost=host EventID=2', lines(SYSMON), 0],
  ['an id with a zero before it', '* | where EventID = "01"', lines({ ...SYSMON, EventID: '01' }), 4],
  ['such an id, not', '* | where !(EventID = "1")', lines({ ...SYSMON, EventID: '01' }), 4],
  ['a further name of a payload field', '* | where EventCode = "7"', evtx(['Event Code', '7']), 2],
  ['an id in the payload', '* | where EventID = 7', evtx(['EventID', '7']), 2],
  ['a warning before', '* | where substring(Image, 2, 1) = "x" and EventID = 5', evtx(['Image', 'cmd']), 0],
  [
    'a warning in a filter before',
    '* | where substring(Image, 2, 1) = "x" | where EventID = 5',
    evtx(['Image', 'cmd']),
    0,
  ],
  ['a warning of a pattern', '* | where List matches substring(Computer, 2, 1)', lines({ ...SYSMON, List: [] }), 0],
  ['columns of one parse', '* | json field=J "a", "b" nodrop', lines({ ...SYSMON, J: '{"b":1}' }), 4],
  [
    'a column made again',
    '* | parse "zzz*" as Image nodrop | 1 as b | 2 as image',
    lines({ ...SYSMON, Image: 'x' }),
    4,
  ],
])('%s', async (_, query, bytes, matches) => {
  const name = bytes[0] === 0x45 ? 'a.evtx' : 'a.ndjson';
  const expected = await said(interpreter, query, name, bytes);
  expect(expected.alerts.length).toBe(matches);
  expect(expected.outOfScope).toEqual([]);
  expect(await said(compiledEngine, query, name, bytes)).toEqual(expected);
});
