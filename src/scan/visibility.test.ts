import { expect, test } from 'vitest';
import { EventCounts } from './event-counts.ts';
import { visibilityOf, visibilityOfAll } from './visibility.ts';

const SYSMON = { channel: 'Microsoft-Windows-Sysmon/Operational', provider: 'Microsoft-Windows-Sysmon', eventIds: [1] };

/** Counts of one event with a header. */
function countsOf(header: Parameters<EventCounts['addHeaders']>[0]): EventCounts {
  const counts = new EventCounts();
  counts.addHeaders(header, 1, undefined);
  return counts;
}

test('the provider stands for a channel that events do not carry', () => {
  const ofProvider = countsOf({ provider: 'microsoft-windows-SYSMON', eventId: 1 });
  expect(visibilityOf('rule', [SYSMON], ofProvider, { kind: 'channels' })).toEqual({
    ...{ detection: 'rule', sees: true, reason: 'it reads Sysmon 1 (1 event)' },
  });
  const merged = new EventCounts();
  merged.merge(ofProvider.save());
  expect(visibilityOf('rule', [SYSMON], merged, { kind: 'channels' }).sees).toBe(true);
});

test('a provider beside another channel, another id or another provider is not seen', () => {
  for (const header of [
    { channel: 'ForwardedEvents', provider: 'Microsoft-Windows-Sysmon', eventId: 1 },
    { provider: 'Microsoft-Windows-Sysmon', eventId: 2 },
    { provider: 'Other', eventId: 1 },
    { eventId: 1 },
  ])
    expect(visibilityOf('rule', [SYSMON], countsOf(header), { kind: 'channels' }).sees).toBe(false);
  const needs = [{ channel: SYSMON.channel, eventIds: [1] }];
  expect(visibilityOf('rule', needs, countsOf({ provider: 'Microsoft-Windows-Sysmon', eventId: 1 })).sees).toBe(false);
});

test('many are held against the logs as one by one, whether they share their needs or not', () => {
  const counts = countsOf({ channel: 'Security', eventId: 4688 });
  const reads = [SYSMON];
  const reach = { kind: 'channels' } as const;
  const all = [
    { id: 'a', reads, reach },
    { id: 'b', reads },
    { id: 'c', reads, reach: { kind: 'windows' } },
    { id: 'd', reads: [{ channel: 'security', eventIds: [] }], reach: { kind: 'channels' } },
    { id: 'e', reads, reach },
  ] as const;
  const one = visibilityOfAll(all, counts);
  expect(one).toEqual(
    all.map((each) => visibilityOf(each.id, each.reads, counts, 'reach' in each ? each.reach : undefined)),
  );
  expect(one.map(({ sees }) => sees)).toEqual([false, false, true, true, false]);
});
