import { expect, test } from 'vitest';
import type { Event } from '../../../event/index.ts';
import type { ByteSource } from '../../format.ts';
import { memorySource } from '../../memory-source.ts';
import { evtxOf, type WrittenEvent } from '../testing/write-evtx.ts';
import { EvtxLines, EvtxSession, evtxFast } from './evtx-fast.ts';

const event = (channel: string, provider: string, eventId: number, isLiteral = false): WrittenEvent => ({
  ...{ channel, provider, eventId, isLiteral, computer: 'host', day: 150_000 },
  data: [['Name', `${channel} ${eventId}`]],
});

const repeated = (one: WrittenEvent, count: number): WrittenEvent[] => Array.from({ length: count }, () => one);

function readAll(session: EvtxSession, bytes: Uint8Array, take: (event: Event) => void): Promise<unknown> {
  return session.read(memorySource('written', bytes), {
    event: (one) => void take(one),
    damage: ({ reason }) => expect(reason).toBe(undefined),
  });
}

test('names that a template holds are those of each reader, whoever reads in between', async () => {
  const own = evtxOf(repeated(event('Literal', 'Of template', 1, true), 6));
  const others = evtxOf([event('One', 'Two', 2), event('Three', 'Four', 3), event('Literal', 'Of template', 1, true)]);
  for (const inBetween of [0, 1, 3]) {
    const headers: unknown[] = [];
    let count = 0;
    await readAll(new EvtxSession(), own, (one) => {
      headers.push({ ...one.header });
      // All of it is read when this returns: the source answers at once.
      if (count++ === inBetween) readAll(new EvtxSession(), others, () => undefined);
    });
    expect(headers).toEqual(Array(6).fill({ channel: 'Literal', provider: 'Of template', eventId: 1 }));
  }
});

test('what was turned down before a read fails is told, and not told of the next file', async () => {
  const bytes = evtxOf(repeated(event('Gated', 'Provider', 1), 20));
  const failing: ByteSource = {
    name: 'failing',
    size: undefined,
    read(position, into) {
      if (position > 4096) throw new RangeError('no more');
      into.set(bytes.subarray(position, position + into.length));
      return position === 0 ? into.length : into.length;
    },
  };
  const session = new EvtxSession({ gate: () => false });
  const counts: number[] = [];
  const sink = {
    event: () => undefined,
    damage: () => undefined,
    skipped: (_: unknown, count: number) => void counts.push(count),
  };
  await expect(session.read(failing, sink)).rejects.toThrow('no more');
  expect(counts.reduce((sum, one) => sum + one, 0)).toBe(20);
  counts.length = 0;
  await session.read(memorySource('written', bytes), sink);
  expect(counts.reduce((sum, one) => sum + one, 0)).toBe(20);
});

test('lines of two files that are read at once go to their own sinks', async () => {
  const written: string[] = ['', ''];
  const read = (which: number): Promise<unknown> => {
    const bytes = evtxOf(repeated(event(`File ${which}`, 'Provider', 1), 3));
    const source: ByteSource = {
      name: 'slow',
      size: undefined,
      async read(position, into) {
        await Promise.resolve();
        const part = bytes.subarray(position, position + into.length);
        into.set(part);
        return part.length;
      },
    };
    return evtxFast.writeLines!(
      source,
      (lines) => void (written[which] += new TextDecoder().decode(lines)),
      () => undefined,
    );
  };
  await Promise.all([read(0), read(1)]);
  for (const which of [0, 1]) {
    const lines = written[which]!.trimEnd().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { Channel: string }).Channel)).toEqual(
      Array(3).fill(`File ${which}`),
    );
  }
});

test('a session is not used again with another sieve, or none', async () => {
  const bytes = evtxOf(repeated(event('Sieved', 'Provider', 1), 300));
  const gate = (): boolean => true;
  const counted = async (sieved: boolean): Promise<number> => {
    let events = 0;
    const sink = { event: () => void events++, damage: () => undefined };
    const options = { gate, sieve: { of: () => ({ kind: 'all', items: [] }) as const, often: 1 } };
    await evtxFast.read(memorySource('written', bytes), sieved ? { ...sink, sieved: () => undefined } : sink, options);
    return events;
  };
  expect(await counted(true)).toBeLessThan(300);
  expect(await counted(false)).toBe(300);
});

test('what is put together of several values is one text', async () => {
  const data = [['Both', { pieces: ['a\ud83d', '\ude00b', 7] }] as const, ['Alone', '\ud83d'] as const];
  const one = { ...event('Pieces', 'Provider', 1), data };
  let lines = '';
  const write = (bytes: Uint8Array): void => void (lines += new TextDecoder().decode(bytes));
  await evtxFast.writeLines!(memorySource('written', evtxOf([one, one])), write, () => undefined);
  expect(lines.split('\n').slice(0, 2)).toEqual(
    Array(2).fill(expect.stringContaining('"EventData":{"Both":"a\ud83d\ude00b7","Alone":"\\ud83d"}')),
  );
});

test('the kernel takes all records but the first of a template, and of one that is known that too', async () => {
  const events = [
    ...repeated(event('First channel', 'Provider', 1), 20),
    ...repeated(event('Two', 'Provider', 2, true), 20),
  ];
  const session = new EvtxSession();
  await readAll(session, evtxOf(events), () => undefined);
  expect(session.reader.counts).toMatchObject({ fast: 40, generic: 0, kernel: 38 });
  const lines = new EvtxLines(() => undefined);
  await lines.read(memorySource('written', evtxOf(events)), () => undefined);
  expect(lines.reader.counts).toMatchObject({ fast: 40, kernel: 38 });
  await readAll(session, evtxOf(events), () => undefined);
  expect(session.reader.counts.kernel).toBe(78);
});
