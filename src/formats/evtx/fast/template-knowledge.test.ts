import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { describeShared, sharedBytes, sharedPath } from '../../../../test/formats/shared-data.ts';
import { memorySource } from '../../memory-source.ts';
import { evtxOf, type WrittenEvent } from '../testing/write-evtx.ts';
import { EvtxLines, EvtxSession } from './evtx-fast.ts';
import { KeptKnowledge } from './kept-knowledge.ts';
import { MOST_KINDS, MOST_TEMPLATES } from './layout.ts';
import { Plan } from './plan.ts';
import { Template } from './template.ts';
import { bytesOfKnowledge, knowledgeOf, type TemplateKnowledge } from './template-knowledge.ts';

function event(channel: string, eventId: number, data: WrittenEvent['data'] = [['Image', 'a.exe']]): WrittenEvent {
  return { channel, provider: `Of ${channel}`, eventId, computer: 'host', day: 153_000, data };
}

const LOG = evtxOf([
  ...Array.from({ length: 20 }, () => event('First channel', 1)),
  ...Array.from({ length: 20 }, () => ({ ...event('Second channel', 2, [['Odd', ['a', 'b']]]), isLiteral: true })),
]);

async function linesOf(lines: EvtxLines, bytes: Uint8Array): Promise<string> {
  let text = '';
  const decoder = new TextDecoder();
  lines.writer.sink = (part) => void (text += decoder.decode(part));
  await lines.read(memorySource('written', bytes), () => undefined);
  return text;
}

/** What a reader of lines learned of a log, by way of bytes. */
async function learned(bytes: Uint8Array): Promise<TemplateKnowledge> {
  const lines = new EvtxLines(() => undefined);
  await linesOf(lines, bytes);
  return knowledgeOf(bytesOfKnowledge(lines.reader.frame.knowledge!))!;
}

describe('what was learned of templates', () => {
  test('lets the kernel take every record of them, and write it, in another reader', async () => {
    const expected = await linesOf(new EvtxLines(() => undefined), LOG);
    const lines = new EvtxLines(() => undefined, undefined, await learned(LOG));
    expect(await linesOf(lines, LOG)).toBe(expected);
    expect(lines.reader.counts).toMatchObject({ fast: 40, kernel: 40, generic: 0 });
  });

  test('lets a reader with a gate hand over from the first record on what is wanted', async () => {
    const gate = ({ eventId }: { eventId?: number | undefined }): boolean => eventId === 2;
    const session = new EvtxSession({ gate }, await learned(LOG));
    const said: string[] = [];
    let skipped = 0;
    await session.read(memorySource('written', LOG), {
      event: (one) => void said.push(`${one.header.channel} ${one.get('odd')}`),
      damage: () => undefined,
      skipped: (_, count) => void (skipped += count),
    });
    expect(said).toEqual(Array(20).fill('Second channel a,b'));
    expect([skipped, session.reader.counts.kernel]).toEqual([20, 40]);
  });

  test('grows: a reader learns what is new to it, and what it knew stays', async () => {
    const more = evtxOf([event('First channel', 1), event('Third channel', 3, [['Another', 1]])]);
    const lines = new EvtxLines(() => undefined, undefined, await learned(LOG));
    await linesOf(lines, more);
    expect(lines.reader.frame.kernel!.told).toBeGreaterThan(0);
    const both = new EvtxLines(
      () => undefined,
      undefined,
      knowledgeOf(bytesOfKnowledge(lines.reader.frame.knowledge!)),
    );
    for (const log of [LOG, more])
      expect(await linesOf(both, log)).toBe(await linesOf(new EvtxLines(() => undefined), log));
    expect(both.reader.counts).toMatchObject({ fast: 42, kernel: 42 });
    expect(both.reader.frame.kernel!.told).toBe(0);
  });

  test('without lines is enough to lay records out, and lines are learned then', async () => {
    const session = new EvtxSession();
    await session.read(memorySource('written', LOG), { event: () => true, damage: () => undefined });
    const lines = new EvtxLines(() => undefined, undefined, session.reader.frame.knowledge);
    const expected = await linesOf(new EvtxLines(() => undefined), LOG);
    expect(await linesOf(lines, LOG)).toBe(expected);
    expect(lines.reader.counts.kernel).toBe(40);
    expect(lines.reader.frame.kernel!.told).toBe(2);
  });

  test('is not taken from bytes that were cut or grew', async () => {
    const bytes = bytesOfKnowledge(await learned(LOG));
    expect(knowledgeOf(bytes)).toBeDefined();
    for (const length of [0, 19, 20, bytes.length >> 1, bytes.length - 1])
      expect(knowledgeOf(bytes.slice(0, length))).toBeUndefined();
    expect(knowledgeOf(new Uint8Array([...bytes, 0]))).toBeUndefined();
  });

  test('is not kept where it is too much, so that a later run starts anew', async () => {
    const lines = new EvtxLines(() => undefined);
    for (let from = 0; from <= MOST_TEMPLATES; from += 40) {
      const events = Array.from({ length: 40 }, (_, i) => event('Channel', 1, [[`Name${from + i}`, 'x']]));
      await linesOf(lines, evtxOf(events));
    }
    expect(lines.reader.counts.fast).toBeGreaterThan(MOST_TEMPLATES);
    expect(lines.reader.frame.knowledge).toBeUndefined();
    const kept = new KeptKnowledge();
    kept.note(lines.reader.frame);
    expect(kept.gained).toEqual(new Uint8Array());
  });
});

describeShared('evtx', () => {
  test('plans of what was kept are those that the forms of templates give', async () => {
    const session = new EvtxSession();
    const files = readdirSync(sharedPath('evtx'), { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.evtx'),
    );
    for (const [i, file] of files.sort().entries())
      if (i % 5 === 0)
        await session.read(memorySource(file, sharedBytes(`evtx/${file}`)), {
          event: (event) => void event.payload(),
          damage: () => undefined,
        });
    const { templates, tables, payloadOf } = knowledgeOf(bytesOfKnowledge(session.reader.frame.knowledge!))!;
    const fresh = templates.map(({ id, form, kept }) => {
      const template = new Template(id, form);
      template.keep(() => kept);
      template.keepPayloads((outer, inner) => payloadOf(1 + tables.pairs.indexOf(pairOf(outer, inner))));
      return template;
    });
    const pairOf = (outer: Template, inner: Template | undefined): number =>
      ((1 + fresh.indexOf(outer)) << 16) | (inner ? 1 + fresh.indexOf(inner) : 0);
    for (const [i, { slots, payloadSlot, header }] of templates.entries())
      expect([fresh[i]!.slots, fresh[i]!.payloadSlot, fresh[i]!.header]).toEqual([slots, payloadSlot, header]);
    for (const [i, pair] of tables.pairs.entries()) {
      const [outer, inner] = [(pair >>> 16) - 1, (pair & 0xffff) - 1];
      expect(payloadOf(i + 1)).not.toBe('');
      const [kept, made] = [fresh[outer]!.plan(fresh[inner]), templates[outer]!.plan(templates[inner])];
      expect(kept).toBeInstanceOf(Plan);
      const { systemPart, payload, isOrdered, hidesHeader } = kept as Plan;
      const of = made as Plan;
      expect({ ...systemPart, line: undefined }).toEqual({ ...of.systemPart, line: undefined });
      expect({ ...payload, line: undefined }).toEqual({ ...of.payload, line: undefined });
      expect([isOrdered, hidesHeader]).toEqual([of.isOrdered, of.hidesHeader]);
    }
    expect(tables.pairs.length).toBeGreaterThan(100);
    const unmet = new Template(1, new Uint16Array(3));
    for (const template of templates) expect(template.keptPayload(unmet)).toBe('');
  });
});

test('kinds of events beyond those that the kernel remembers are told apart by the reader', async () => {
  const session = new EvtxSession({ gate: ({ eventId }) => eventId! % 2 === 0 });
  const wanted: (number | undefined)[] = [];
  let skipped = 0;
  const most = MOST_KINDS + 200;
  for (let from = 0; from < most; from += 100) {
    const events = Array.from({ length: 100 }, (_, i) => event('Channel', from + i));
    await session.read(memorySource('written', evtxOf(events)), {
      event: (one) => void wanted.push(one.header.eventId),
      damage: () => undefined,
      skipped: (_, count) => void (skipped += count),
    });
  }
  expect(wanted).toEqual(Array.from({ length: most / 2 }, (_, i) => 2 * i));
  expect(skipped).toBe(most / 2);
  // The first record brings the template.
  expect(session.reader.counts).toMatchObject({ fast: most, kernel: MOST_KINDS - 1 });
});

test('a kind without names and with the id 0 is one like others', async () => {
  const session = new EvtxSession({ gate: () => true });
  const nameless = { ...event('', 0), channel: null, provider: null };
  let events = 0;
  await session.read(memorySource('written', evtxOf([nameless, nameless, nameless])), {
    event: () => void events++,
    damage: () => undefined,
  });
  expect(events).toBe(3);
});

test('what a host keeps is looked for when the first reader starts, and there is more of it when one learned something', async () => {
  const kept = new KeptKnowledge();
  expect(kept.known).toBeUndefined();
  let bytes: Uint8Array | undefined;
  let looks = 0;
  const start = async (): Promise<void> => {
    kept.from(() => {
      looks++;
      return bytes;
    });
    expect(kept.gained).toBeUndefined();
    const lines = new EvtxLines(() => undefined, undefined, kept.known);
    await linesOf(lines, LOG);
    kept.note(lines.reader.frame);
  };
  await start();
  bytes = kept.gained;
  expect(knowledgeOf(bytes!)!.templates.length).toBeGreaterThan(0);
  await start();
  expect(kept.known).toBe(kept.known);
  expect(looks).toBe(2);
  expect(kept.gained).toBeUndefined();
  bytes = new Uint8Array(3);
  await start();
  expect(kept.known).toBeUndefined();
  expect(kept.gained).toBeDefined();
});
