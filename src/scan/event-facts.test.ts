import { expect, test } from 'vitest';
import type { Provenance } from '../engines/engine.ts';
import { type Event, RecordEvent } from '../event/index.ts';
import { CurrentFacts, originOf } from './event-facts.ts';

const event = (host: string): Event =>
  new RecordEvent({
    ...{ header: {}, origin: { file: 'f', record: 7, offset: 9 }, time: { ms: 0, ticks: 0 }, shape: 'evtx' },
    ...{ payloadKind: 'EventData', system: [['Computer', host]], payload: [] },
  });

const provenance = (count: number): Provenance => ({
  ...{ count, newest: { ms: 1000, ticks: 0 }, oldest: { ms: 0, ticks: 0 } },
  events: [
    { file: 0, position: 0, origin: { file: 'f', record: 7, offset: 9, repeats: true }, channel: 'C', eventId: 1 },
  ],
});

test('an event is read once until it is forgotten or another comes', () => {
  const current = new CurrentFacts();
  const one = event('a');
  const facts = current.of(one);
  expect(current.of(one)).toBe(facts);
  expect(facts.originOf(provenance(1))).toBe(facts.originOf(provenance(1)));
  expect(current.of(event('b')).host).toBe('b');
  const again = current.of(one);
  current.forget();
  expect(current.of(one)).not.toBe(again);
});

test('a row of several events has an origin of its own', () => {
  const facts = new CurrentFacts().of(event('a'));
  const alone = facts.originOf(provenance(1));
  expect(alone).toMatchObject({ count: 1, time: '1970-01-01T00:00:01.000Z', firstTime: undefined });
  expect(alone.events).toEqual([{ file: 'f', record: 7, offset: 9, channel: 'C', eventId: 1 }]);
  expect(facts.originOf(provenance(2))).toEqual(originOf(provenance(2)));
  expect(facts.originOf(provenance(2))).toMatchObject({ count: 2, firstTime: '1970-01-01T00:00:00.000Z' });
});
