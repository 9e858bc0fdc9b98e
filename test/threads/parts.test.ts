import { readdirSync, statSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { mutationBases } from '../../src/formats/evtx/testing/bases.ts';
import { mutantOf, randomFrom, WEIGHTS } from '../../src/formats/evtx/testing/mutants.ts';
import { type Damage, type Format, memorySource, type PartEnd, recognizeFormat } from '../../src/formats/index.ts';
import { inOrder } from '../../src/scan/read-inputs.ts';
import { PartBases, settleDamage, settleOrigin } from '../../src/scan/threads/part.ts';
import { describeShared, sharedBytes, sharedPath } from '../formats/shared-data.ts';

const SEED = Number(process.env.SPOOR_SEED ?? 20_261_126);

function formatOf(name: string, bytes: Uint8Array): Format {
  const found = recognizeFormat(bytes.subarray(0, 65_536), name);
  if (!found || typeof found === 'string') throw new Error(`${name} is of no format`);
  return found.format;
}

/** All that is said of an input: events with their places, damage, remarks. */
interface Said {
  readonly events: readonly string[];
  readonly damage: readonly string[];
  readonly notes: readonly string[];
}

/** Damage in the order of its place, as reports show it. */
const texts = (damage: readonly Damage[]): string[] =>
  inOrder(damage).map(({ file, offset, length, line, reason }) =>
    JSON.stringify({ file, offset, length, line, reason }),
  );

async function whole(format: Format, name: string, bytes: Uint8Array): Promise<Said> {
  const events: string[] = [];
  const damage: Damage[] = [];
  const { notes } = await format.read(
    memorySource(name, bytes),
    {
      event: (event) => events.push(JSON.stringify([event.origin, event.time, event.system(), event.payload()])) > 0,
      damage: (one) => void damage.push(one),
    },
    {},
  );
  return { events, damage: texts(damage), notes };
}

async function inParts(
  format: Format,
  name: string,
  bytes: Uint8Array,
  size: number,
): Promise<Said & { parts: number }> {
  const { parts } = format;
  if (!parts) throw new Error(`${format.name} is not read in parts`);
  const events: string[] = [];
  const damage: Damage[] = [];
  const ends: PartEnd[] = [];
  const bases = new PartBases();
  let count = 0;
  for await (const range of parts.cut(memorySource(name, bytes), bytes.subarray(0, 65_536), bytes.length, size)) {
    count++;
    const base = bases.begin(range.from);
    const { end } = await format.read(
      memorySource(name, bytes),
      {
        event(event) {
          const { time } = event;
          events.push(JSON.stringify([settleOrigin(event.origin, base), time, event.system(), event.payload()]));
          return true;
        },
        damage: (one) => void damage.push(settleDamage(one, base)),
      },
      { range },
    );
    if (!end && range.to !== Number.POSITIVE_INFINITY)
      throw new Error('the reader of a part leaves what later parts need');
    bases.end(end ?? {});
    ends.push(end ?? {});
  }
  const joined = parts.join(name, ends);
  for (const one of joined.damage) damage.push(one);
  return { events, damage: texts(damage), notes: joined.notes, parts: count };
}

async function expectEqual(name: string, bytes: Uint8Array, size: number): Promise<number> {
  const format = formatOf(name, bytes);
  const { parts, ...said } = await inParts(format, name, bytes, size);
  expect(said, `${name} in parts of ${size}`).toEqual(await whole(format, name, bytes));
  return parts;
}

const encoder = new TextEncoder();

describe('lines', () => {
  const line = (i: number): string => `{"n":${i},"text":"${'x'.repeat((i * 37) % 90)}"}`;
  const text = (ends: (i: number) => string): Uint8Array =>
    encoder.encode(Array.from({ length: 60 }, (_, i) => `${line(i)}${ends(i)}`).join(''));

  test.each([1, 2, 7, 64, 1000, 2999])('parts of %d bytes', async (size) => {
    expect(
      await expectEqual(
        'a.ndjson',
        text(() => '\n'),
        size,
      ),
    ).toBeGreaterThan(1);
  });

  test('line ends of two bytes, blank lines, damage, no newline at the end', async () => {
    const bytes = text((i) => (i % 3 === 0 ? '\r\n' : i % 7 === 0 ? '\n\n\n{"cut":\n' : i === 59 ? '' : '\n'));
    for (const size of [1, 3, 50, 500]) await expectEqual('b.ndjson', bytes, size);
  });

  test('a mark at the start, and one at the start of a later line, which is none', async () => {
    const bytes = encoder.encode(`\ufeff${line(1)}\n\ufeff${line(2)}\n${line(3)}\n`);
    for (const size of [1, 2, 20, 40]) await expectEqual('c.ndjson', bytes, size);
  });

  test('a line longer than a part', async () => {
    const bytes = encoder.encode(`${line(1)}\n{"long":"${'y'.repeat(300_000)}"}\n${line(2)}\n`);
    for (const size of [1000, 65_536, 150_000]) await expectEqual('d.ndjson', bytes, size);
  });

  test('UTF-16 and documents are one part', async () => {
    const utf16 = Uint8Array.from([
      0xff,
      0xfe,
      ...[...`${line(1)}\n${line(2)}\n`].flatMap((c) => [c.charCodeAt(0), 0]),
    ]);
    for (const bytes of [utf16, encoder.encode(`[${line(1)},\n${line(2)}]`)]) {
      expect(await inParts(formatOf('e.json', bytes), 'e.json', bytes, 10)).toMatchObject({ parts: 1 });
    }
  });
});

describeShared('evtx', () => {
  test('recordings in parts of one to three chunks', async () => {
    const files = readdirSync(sharedPath('evtx'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.evtx'))
      .sort()
      .filter((name) => statSync(sharedPath(`evtx/${name}`)).size > 70_000)
      .filter((_, i) => i % 5 === 3);
    let cut = 0;
    for (const [i, file] of files.entries()) {
      const bytes = sharedBytes(`evtx/${file}`);
      if ((await expectEqual(file, bytes, (1 + (i % 3)) * 65_536)) > 1) cut++;
    }
    expect(cut).toBeGreaterThan(8);
  });

  test('a chunk that is destroyed before a tail that is cut', async () => {
    const [vector] = mutationBases();
    const chunk = new Uint8Array(65_536);
    chunk.set(vector!.subarray(4096, 4096 + 65_536));
    const garbage = new Uint8Array(65_536).fill(0x41);
    const head = vector!.slice(0, 4096);
    // The header counts three chunks.
    new DataView(head.buffer).setUint16(42, 3, true);
    for (const parts of [
      [head, chunk, garbage, chunk.subarray(0, 100)],
      [head, chunk, garbage, garbage, chunk],
      [head, garbage, chunk, garbage, garbage],
    ]) {
      await expectEqual('tail.evtx', new Uint8Array(parts.flatMap((part) => [...part])), 65_536);
    }
  });

  // Some of them need a template that only an earlier part defines.
  test(`damaged logs, seed ${SEED}`, async () => {
    const random = randomFrom(SEED);
    // Several chunks each, in any order, so that ids fall back and templates are missing.
    const bases = mutationBases();
    for (let i = 0; i < 150; i++) {
      const chunks = Array.from({ length: 2 + random(4) }, () => {
        const { bytes } = mutantOf(bases[WEIGHTS[random(WEIGHTS.length)]!]!, random);
        return random(8) === 0 ? new Uint8Array(65_536).fill(random(2)) : bytes.slice(4096, 4096 + 65_536);
      });
      const length = chunks.reduce((sum, chunk) => sum + chunk.length, 4096);
      const bytes = new Uint8Array(length);
      bytes.set(bases[0]!.subarray(0, 4096));
      let at = 4096;
      for (const chunk of chunks) {
        bytes.set(chunk, at);
        at += chunk.length;
      }
      await expectEqual('mutant.evtx', bytes, 65_536 * (1 + random(2)));
    }
  });
});
