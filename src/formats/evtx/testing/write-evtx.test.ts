import { expect, test } from 'vitest';
import type { Event } from '../../../event/index.ts';
import { memorySource } from '../../memory-source.ts';
import { EvtxSession } from '../fast/index.ts';
import { evtxOf } from './write-evtx.ts';

test('what is written is read from its bytes, without damage', async () => {
  const data = [
    ['Text', 'Ünïcode'],
    ['Empty', ''],
    ['Number', 7],
    ['No', null],
    ['Flag', true],
    ['List', ['a', 'b']],
  ] as const;
  const event = { channel: 'Lab', provider: 'P', eventId: 9, computer: 'host', day: 150_000, data };
  const session = new EvtxSession();
  const read: Event[] = [];
  const damages: unknown[] = [];
  await session.read(memorySource('written', evtxOf([event, { ...event, eventId: 10 }])), {
    event: (one) => void read.push(one.keep()),
    damage: (damage) => void damages.push(damage),
  });
  expect(damages).toEqual([]);
  expect([session.reader.counts.fast, session.reader.counts.generic]).toEqual([2, 0]);
  expect(read.map((one) => one.header.eventId)).toEqual([9, 10]);
  expect(read[0]!.payload()).toEqual([
    ['Text', 'Ünïcode'],
    ['Empty', ''],
    ['Number', 7],
    ['No', ''],
    ['Flag', true],
    ['List', ['a', 'b']],
  ]);
  expect(read[0]!.get('Computer')).toBe('host');
});
