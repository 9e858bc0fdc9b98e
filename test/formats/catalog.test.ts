import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { catalogFields, foldName } from '../../src/event/index.ts';
import { evtx } from '../../src/formats/evtx/evtx.ts';
import { memorySource } from '../../src/formats/memory-source.ts';
import { describeShared, sharedBytes, sharedPath } from './shared-data.ts';

describeShared('evtx', () => {
  test('no event has a field that its catalog entry lacks', async () => {
    const files = readdirSync(sharedPath('evtx'), { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.evtx'),
    );
    const lacking = new Set<string>();
    let known = 0;
    for (const file of files) {
      await evtx.read(
        memorySource(file, sharedBytes(`evtx/${file}`)),
        {
          event(event) {
            const { channel, eventId } = event.header;
            if (channel === undefined || eventId === undefined || event.lossy) return undefined;
            const fields = catalogFields(channel, eventId);
            if (!fields || event.payloadKind === 'ProcessingErrorData') return undefined;
            known++;
            const folded = new Set(fields.map(foldName));
            for (const [name] of event.payload()) {
              if (!folded.has(foldName(name))) lacking.add(`${channel} ${eventId}: ${name}`);
            }
            return undefined;
          },
          damage: () => undefined,
        },
        {},
      );
    }
    expect([...lacking].sort()).toEqual([]);
    expect(known).toBeGreaterThan(40_000);
  });
});
