import { expect, test } from 'vitest';
import { isCertain, planOf as numberOf } from '../../src/engines/js/detector/detector.ts';
import { interpreter } from '../../src/engines/js/interpret.ts';
import { memorySource, recognizeFormat } from '../../src/formats/index.ts';
import { loadSigma, parseSigma } from '../../src/languages/sigma/index.ts';
import { eventOf } from '../../src/languages/sigma/testing/run-rule.ts';
import type { RunnableDetection } from '../../src/scan/alert.ts';
import { Dispatch } from '../../src/scan/jobs/dispatch.ts';
import { SourceText } from '../../src/source/index.ts';
import { observe } from '../engines/agreement.ts';

type Detection = Readonly<Record<string, unknown>>;

function runnable(detection: Detection): RunnableDetection {
  const rule = { title: 't', logsource: { product: 'windows' }, detection };
  const { plan } = loadSigma(parseSigma(new SourceText('rule.yml', JSON.stringify(rule)))).rules[0]!;
  return { id: 't', attack: [], form: 'sigma', repairs: [], reads: [], plan } as unknown as RunnableDetection;
}

/** Rules that no event meets; so many that rules beside them are found by what events hold. */
const OTHERS = Array.from({ length: 8 }, (_, index) => runnable({ s: { None: `nothing${index}` }, condition: 's' }));

const HEADER = { Channel: 'Security', EventID: 4688, SourceName: 'Auditing', Hostname: 'host' };

/** Lines of events, each three times, since only what comes again is read where it stands. */
const logOf = (events: readonly (Detection | string)[]): string =>
  events
    .flatMap((one) => Array(3).fill(typeof one === 'string' ? one : JSON.stringify({ ...HEADER, ...one })))
    .join('\n');

/** Expects of each event that it finds the rules that match it, all of them, and for certain none that does not; returns their number. */
async function findsAll(detections: readonly Detection[], events: readonly (Detection | string)[]): Promise<number> {
  const rules = [...detections.map(runnable), ...OTHERS];
  const dispatch = new Dispatch(rules);
  let matches = 0;
  const bytes = new TextEncoder().encode(`${logOf(events)}\n`);
  const found = recognizeFormat(bytes, 'log.ndjson');
  if (!found || typeof found !== 'object') throw new Error('the log is not known');
  const damage = ({ reason }: { readonly reason: string }): never => {
    throw new Error(reason);
  };
  const event: Parameters<typeof found.format.read>[1]['event'] = (one) => {
    const passed = [...dispatch.of(one.header).of(one)];
    for (const [number, { plan }] of rules.entries()) {
      const rows = observe(interpreter, plan, [one]).rows.length;
      matches += rows;
      const asked = passed.find((other) => numberOf(other) === number);
      const what = `${JSON.stringify(detections[number])} on ${one.original()}`;
      if (rows > 0) expect(asked, what).toBeDefined();
      if (asked !== undefined && isCertain(asked)) expect(rows, what).toBe(1);
    }
    return true;
  };
  await found.format.read(memorySource('log.ndjson', bytes), { event, damage }, {});
  return matches;
}

const is = (entries: Detection | readonly string[]): Detection => ({ s: entries, condition: 's' });
const isNot = (entries: Detection): Detection => ({ s: entries, condition: 'not s' });

test('fields whose names hold blanks are told from others', async () => {
  const rules = [
    is({ 'Target Name|contains': 'x' }),
    is({ 'Target|contains': 'Name x' }),
    { a: { 'Target|contains': 'Name x' }, b: { 'Target Name|contains': 'x' }, condition: 'a or b' },
  ];
  expect(await findsAll(rules, [{ 'Target Name': 'x' }, { Target: 'a name x' }])).toBe(12);
});

test('a single sign is found by its other forms, and beside texts that are looked for in JSON', async () => {
  const signs = [is({ 'User|contains': 'k' }), isNot({ 'User|contains': 's' })];
  expect(await findsAll(signs, [{ User: '\u212a' }, { User: '\u017f' }])).toBe(6);
  expect(await findsAll([is(['mimikatz']), is(['%'])], [{ User: 'a%b' }, { User: 'mimikatz' }])).toBe(6);
});

test('a keyword is found in values that are no texts, and asked for only where letters of it may stand in such', async () => {
  const rules = ['rue', 'als', '0xFF', '10:07', 'brutel', 'ant'].map((word) => is([word]));
  const events = [{ Flag: true }, { Flag: false }, { Id: '0xff' }, { User: 'brutel' }, { User: 'elephant' }];
  expect(await findsAll(rules, events)).toBe(15);
  const asked = new Dispatch([...rules.map(runnable), ...OTHERS]).of({ channel: 'Security', eventId: 4688 });
  const passed = [...asked.of(eventOf({ ...HEADER, Flag: true, User: 'x' }))].map(numberOf);
  expect(passed).toEqual([0, 1, 2, 3]);
});

test('whole numbers are found up to the largest that a number holds', async () => {
  const numbers = [9_007_199_254_740_991, 1_700_000_000_000_000, -5, 31];
  const rules = numbers.map((Port) => is({ Port }));
  const written = ['{"Channel":"Security","EventID":1,"Port":31.0}', { Port: '0x1F' }, { Port: `-${'0'.repeat(60)}5` }];
  expect(await findsAll(rules, [...numbers.map((Port) => ({ Port })), ...written])).toBe(21);
});

test('an event id with blanks around it is no number, and a channel may be one', async () => {
  const rules = [is({ EventID: 443 }), isNot({ EventID: 443 }), is({ Channel: 443 }), isNot({ Channel: 443 })];
  const ids = ['443', ' 443', '443\t', '00443', 443].map((EventID) => ({ EventID }));
  expect(await findsAll(rules, [...ids, { Channel: '0443' }, { Channel: '443' }])).toBe(42);
});

test('a field of the payload that is named like one of the header is read in its place', async () => {
  const system = { EventID: 1, Channel: 'Security', Computer: 'host', Provider: { '#attributes': { Name: 'P' } } };
  const lines = [{ EventID: '5' }, { Channel: 'Other' }, { User: 'x' }].map((EventData) =>
    JSON.stringify({ Event: { System: system, EventData } }),
  );
  const rules = [is({ EventID: 1 }), is({ EventID: 5 }), is({ Channel: 'Security' }), is({ Channel: 'Other' })];
  // Three lines of each.
  expect(await findsAll(rules, lines)).toBe(3 * (2 + 2 + 2));
});

test('events of one channel and id share what finds their rules where no rule tells their providers apart', () => {
  const header = (provider: string) => ({ channel: 'Security', eventId: 1, provider });
  const event = eventOf({ Channel: 'Security', EventID: 1, User: 'x' });
  const shares = (detection: Detection, other: string): boolean => {
    const dispatch = new Dispatch([runnable(detection), ...OTHERS]);
    const first = dispatch.of(header('A'));
    first.of(event);
    return dispatch.of(header(other)) === first;
  };
  expect(shares(is({ User: 'x' }), 'B')).toBe(true);
  expect(shares(is({ '_event.provider': 'A', User: 'x' }), 'B')).toBe(false);
  expect(shares(is({ '_event.provider': 'A', User: 'x' }), 'a')).toBe(true);
  expect(shares(is({ '_event.provider': 'C', User: 'x' }), 'B')).toBe(true);
});

test('events of one channel and id may be of several providers', async () => {
  const rules = [is({ '_event.provider': 'B' }), isNot({ '_event.provider': 'B' })];
  const events = ['A', 'B'].map((SourceName) => ({ SourceName }));
  expect(await findsAll(rules, events)).toBe(6);
  expect(await findsAll(rules, [...events].reverse())).toBe(6);
});

test('where a pattern alone reads a field, no value is told from values of which nothing holds', async () => {
  const rule = { s: { Image: 'a' }, f: { 'CommandLine|re': '^x+y' }, condition: 's and not f' };
  const others = Array.from({ length: 8 }, () => ({ Image: 'b' }));
  const events = [{ Image: 'a' }, { Image: 'a', CommandLine: 'xxy' }, { Image: 'a', CommandLine: 'q' }];
  expect(await findsAll([rule], [...others, ...events])).toBe(6);
  expect(await findsAll([rule], [...others, ...events.toReversed()])).toBe(6);
});
