import { describe, expect, test } from 'vitest';
import { type Event, FieldTable } from '../../../event/index.ts';
import { memorySource } from '../../memory-source.ts';
import { VECTOR } from '../testing/bases.ts';
import { EvtxCursor } from './cursor.ts';
import { EvtxLines, EvtxSession, type FastOptions } from './evtx-fast.ts';
import { textOfUnits } from './value-texts.ts';

async function read(options: FastOptions, take: (event: Event) => void): Promise<EvtxSession> {
  const session = new EvtxSession(options);
  await session.read(memorySource('vector', VECTOR), { event: (event) => void take(event), damage: () => undefined });
  return session;
}

describe('cursor', () => {
  test('fields by name, by id and as units', async () => {
    const fields = new FieldTable();
    const [command, pid, channel, missing] = ['cmd', 'Pid', 'LogName', 'Image'].map((name) => fields.intern(name));
    let seen = 0;
    await read({ fields }, (event) => {
      seen++;
      if (!(event instanceof EvtxCursor)) throw new TypeError('no cursor');
      expect(event.get('CMD')).toBe('a<b');
      expect(event.field(command!)).toBe('a<b');
      const run = event.units(command!)!;
      expect(textOfUnits(run.units, run.start, run.end)).toBe('a<b');
      expect(event.field(pid!)).toBe(1234);
      expect(event.units(pid!)).toBeUndefined();
      const literal = event.units(channel!)!;
      expect(textOfUnits(literal.units, literal.start, literal.end)).toBe('Lab');
      expect([event.field(missing!), event.units(missing!)]).toEqual([undefined, null]);
      expect(event.get('Data[1]')).toBe('two');
    });
    expect(seen).toBe(1);
  });

  test('what is kept outlives the window', async () => {
    const kept: Event[] = [];
    const session = await read({}, (event) => void kept.push(event.keep()));
    await session.read(memorySource('zeros', new Uint8Array(VECTOR.length)), {
      event: () => undefined,
      damage: () => undefined,
    });
    expect(kept[0]!.payload()).toEqual([
      ['Pid', 1234],
      ['Cmd', 'a<b'],
      ['Data', ['one', 'two']],
    ]);
    expect(kept[0]!.original()).toContain("<Data Name='Cmd'>a&lt;b</Data>");
  });
});

describe('gate', () => {
  test('is asked once per header, and turns events away', async () => {
    const bytes = new Uint8Array(VECTOR.length + 65_536);
    bytes.set(VECTOR);
    bytes.set(VECTOR.subarray(4096), VECTOR.length);
    const asked: unknown[] = [];
    const session = new EvtxSession({
      gate(header) {
        asked.push(header);
        return header.eventId !== 4242;
      },
    });
    const skipped: unknown[] = [];
    let handed = 0;
    const { events } = await session.read(memorySource('two', bytes), {
      event: () => void handed++,
      skipped: (header) => void skipped.push(header),
      damage: () => undefined,
    });
    expect(asked).toEqual([{ channel: 'Lab', provider: undefined, eventId: 4242 }]);
    expect([events, handed, session.reader.counts.fast]).toEqual([2, 0, 2]);
    expect(skipped).toEqual([asked[0], asked[0]]);
  });

  test('lines pass it too', async () => {
    const written: string[] = [];
    const lines = new EvtxLines(
      (bytes) => void written.push(new TextDecoder().decode(bytes)),
      () => false,
    );
    await lines.read(memorySource('vector', VECTOR), () => undefined);
    expect(written).toEqual([]);
  });
});
