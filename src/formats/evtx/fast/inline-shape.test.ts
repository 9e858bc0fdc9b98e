import { expect, test } from 'vitest';
import { type EventHeader, foldName } from '../../../event/index.ts';
import type { EventSink, Format } from '../../format.ts';
import { memorySource } from '../../memory-source.ts';
import { evtx } from '../evtx.ts';
import { mutantOf, type Random, randomFrom } from '../testing/mutants.ts';
import { type InlineElement, type InlinePiece, inlineEvtxOf } from '../testing/write-inline.ts';
import { EvtxSession } from './evtx-fast.ts';
import { compare } from './testing/compare.ts';

const RUNS = process.env.SPOOR_FULL ? 10_000 : 150;
const SEED = Number(process.env.SPOOR_SEED ?? 20_261_127);

const leaf = (name: string, ...pieces: readonly InlinePiece[]): InlineElement => ({ name, content: pieces });

const system = (id: string, ...more: readonly InlineElement[]): InlineElement => ({
  name: 'System',
  content: [
    { name: 'Provider', attributes: [['Name', ['Microsoft-Windows-Security-Auditing']]] },
    leaf('EventID', id),
    leaf('Level', '0'),
    { name: 'TimeCreated', attributes: [['SystemTime', ['2024-05-01T10:07:00.1234567Z']]] },
    leaf('EventRecordID', '9007199254740993'),
    { name: 'Correlation' },
    {
      name: 'Execution',
      attributes: [
        ['ProcessID', ['4']],
        ['ThreadID', ['8']],
      ],
    },
    leaf('Channel', 'Security'),
    leaf('Computer', 'host'),
    ...more,
  ],
});

const forwarded = (id: string, command: string, ...message: readonly InlinePiece[]): InlineElement => ({
  name: 'Event',
  attributes: [['xmlns', ['http://schemas.microsoft.com/win/2004/08/events/event']]],
  content: [
    system(id),
    {
      name: 'EventData',
      content: [
        { name: 'Data', attributes: [['Name', ['NewProcessName']]], content: ['C:\\Windows\\System32\\cmd.exe'] },
        { name: 'Data', attributes: [['Name', ['CommandLine']]], content: [command] },
        { name: 'Data', attributes: [['Name', ['Empty']]], content: [] },
      ],
    },
    {
      name: 'RenderingInfo',
      attributes: [['Culture', ['en-US']]],
      content: [
        leaf('Message', ...message),
        leaf('Level', 'Information'),
        leaf('Opcode'),
        { name: 'Keywords', content: [leaf('Keyword', 'Audit Success'), leaf('Keyword', 'Classic')] },
      ],
    },
  ],
});

test('forwarded events need no help of the generic walker, and are the same', async () => {
  const events = [
    forwarded('4688', 'cmd /c a', 'A new process has been created.'),
    forwarded('4689', 'a', 'a ', { entity: 'amp' }, ' b'),
    forwarded('1', ''),
  ];
  for (const repeatsNames of [false, true]) {
    const { differences, fast, generic } = await compare('forwarded', inlineEvtxOf(events, repeatsNames), 'all');
    expect(differences).toEqual([]);
    expect([fast, generic]).toEqual([3, 0]);
  }
});

test.each<[what: string, event: InlineElement]>([
  ['a text with a NUL', forwarded('1', 'a\0b')],
  [
    'text beside elements',
    { name: 'Event', content: [system('1'), leaf('EventData', 'x'), { name: 'A', content: ['x', leaf('B', 'y')] }] },
  ],
  ['an id that is no number', forwarded('one', 'a')],
  ['an id of ten digits', forwarded('4294967297', 'a')],
  ['two System elements', { name: 'Event', content: [system('1'), system('2')] }],
  ['two renderings', { name: 'Event', content: [system('1'), { name: 'RenderingInfo' }, { name: 'RenderingInfo' }] }],
])('%s is left to the generic walker', async (_, event) => {
  const { differences, fast, generic } = await compare('odd', inlineEvtxOf([event]), 'all');
  expect(differences).toEqual([]);
  expect([fast, generic]).toEqual([0, 1]);
});

const NAMES = [
  'Data',
  'Data',
  'Data',
  'EventData',
  'UserData',
  'Message',
  'Keywords',
  'Level',
  'EventID',
  'Error',
  'A',
];
const TEXTS = ['x', '', ' ', '7', 'a\u017f', 'C:\\Windows\\System32\\cmd.exe', '\ud83d\ude00', 'a\0b', '\r\n'];
const KEYS = ['Name', 'Name', 'Name', 'xmlns', 'code', 'Culture'];

const pick = <Item>(random: Random, items: readonly Item[]): Item => items[random(items.length)]!;

function pieces(random: Random): InlinePiece[] {
  return Array.from({ length: [1, 1, 1, 1, 0, 2, 3][random(7)]! }, () =>
    random(6) === 0 ? { entity: pick(random, ['amp', 'lt', 'nbsp']) } : pick(random, TEXTS),
  );
}

function attributes(random: Random): NonNullable<InlineElement['attributes']> {
  return Array.from({ length: [0, 1, 1, 2][random(4)]! }, () => [pick(random, KEYS), pieces(random)] as const);
}

function randomElement(random: Random, depth: number): InlineElement {
  const name = pick(random, NAMES);
  const own =
    random(2) === 0 ? attributes(random) : name === 'Data' ? [['Name', [pick(random, ['a', 'b', 'c'])]] as const] : [];
  if (random(8) === 0) return { name, attributes: own };
  if (depth === 0 || random(3) === 0) return { name, attributes: own, content: pieces(random) };
  const content: (InlineElement | InlinePiece)[] = Array.from({ length: random(4) }, () =>
    randomElement(random, depth - 1),
  );
  if (random(12) === 0) content.push(...pieces(random));
  return { name, attributes: own, content };
}

function randomEvent(random: Random): InlineElement {
  const content: InlineElement[] = [];
  if (random(30) > 0)
    content.push(
      system(pick(random, ['1', '4688', '04688', '', 'x']), ...(random(8) === 0 ? [randomElement(random, 0)] : [])),
    );
  const payload = pick(random, ['EventData', 'EventData', 'UserData', 'ProcessingErrorData', 'Other']);
  const inner = Array.from({ length: random(6) }, () => randomElement(random, 2));
  content.push({ name: payload, attributes: random(4) === 0 ? attributes(random) : [], content: inner });
  if (random(2) === 0)
    content.push({
      name: 'RenderingInfo',
      attributes: random(2) === 0 ? [['Culture', pieces(random)]] : [],
      content: Array.from({ length: random(5) }, () => randomElement(random, 1)),
    });
  return { name: 'Event', attributes: random(3) === 0 ? attributes(random) : [], content };
}

const gate = ({ eventId }: EventHeader, payloadHas: (folded: string) => boolean): boolean =>
  payloadHas('eventid') || (eventId ?? 0) % 2 === 1;
const gated = new EvtxSession({ gate });

/** What a reader hands over of the events that the gate wants. */
async function wanted(format: Pick<Format, 'read'>, bytes: Uint8Array): Promise<string[]> {
  const found: string[] = [];
  const sink: EventSink = {
    event: (event) => {
      const names = new Set(event.payload().map(([name]) => foldName(name)));
      if (gate(event.header, (folded) => names.has(folded)))
        found.push(JSON.stringify([event.origin, event.payload()]));
      return true;
    },
    damage: (damage) => void found.push(JSON.stringify(damage)),
  };
  await format.read(memorySource('gated', bytes), sink, {});
  return found;
}

test(`random elements without a template, whole and damaged, are the same, seed ${SEED}`, {
  timeout: 900_000,
}, async () => {
  const random = randomFrom(SEED);
  let [fast, generic] = [0, 0];
  for (let run = 0; run < RUNS; run++) {
    const events = Array.from({ length: 6 }, () => randomEvent(random));
    const whole = inlineEvtxOf([...events, ...events], random(4) === 0);
    const counts = await compare(`run ${run}`, whole, 'all');
    expect(counts.differences).toEqual([]);
    fast += counts.fast;
    generic += counts.generic;
    expect(await wanted(gated, whole)).toEqual(await wanted(evtx, whole));
    expect((await compare(`damaged ${run}`, mutantOf(whole, random).bytes, 'all')).differences).toEqual([]);
  }
  expect(fast).toBeGreaterThan(RUNS);
  expect(generic).toBeGreaterThan(RUNS);
});
