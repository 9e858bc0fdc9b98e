import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ByteSource } from '../format.ts';
import { memorySource } from '../memory-source.ts';
import { ndjson, ndjsonByText } from '../ndjson.ts';

interface Heard {
  readonly events: unknown[];
  readonly damage: unknown[];
}

async function heard(source: ByteSource, format = ndjson): Promise<Heard> {
  const events: unknown[] = [];
  const damage: unknown[] = [];
  await format.read(
    source,
    {
      event: ({ origin, original }) => void events.push(origin, original.length),
      damage: (one) => void damage.push(one),
    },
    {},
  );
  return { events, damage };
}

async function same(bytes: Uint8Array): Promise<Heard> {
  const result = await heard(memorySource('in', bytes));
  expect(result).toEqual(await heard(memorySource('in', bytes), ndjsonByText));
  return result;
}

function utf16(text: string, littleEndian: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(2 + text.length * 2));
  view.setUint16(0, 0xfeff, littleEndian);
  for (let i = 0; i < text.length; i++) view.setUint16(2 + 2 * i, text.charCodeAt(i), littleEndian);
  return new Uint8Array(view.buffer);
}

const piece = fc.constantFrom('{"a":1}', '{"a":"ü😀"}', '{"a":', '', ' ', '\r', '[1]', '{"b":"\u00e9"}\r', '\u2003');

describe('lines are cut as the reader of texts cuts them', () => {
  test('ends of lines, marks, encodings', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 12 }), fc.boolean(), fc.nat(3), async (pieces, ends, encoding) => {
        const text = `{"a":0}\n${pieces.join('\n')}${ends ? '\n' : ''}`;
        const bytes =
          encoding < 2
            ? new TextEncoder().encode((encoding === 0 ? '' : '\ufeff') + text)
            : utf16(text, encoding === 2);
        await same(bytes);
      }),
    );
  });

  test('lines over the edges of blocks', async () => {
    for (const size of [524_287, 524_288, 524_289, 1_048_575, 1_048_576, 1_048_577, 1_048_578, 3_000_000]) {
      const long = `{"a":"${'x'.repeat(size - 9)}"}`;
      const { events } = await same(new TextEncoder().encode(`${long}\n{"a":1}\r\n${long}\r\n{"a":2}\n${long}`));
      expect(events).toHaveLength(10);
    }
  });

  test('a pipe gives its bytes with promises', async () => {
    const bytes = new TextEncoder().encode(`{"a":1}\n{"a":2}\n${'{"a":"x"}\n'.repeat(200_000)}`);
    const memory = memorySource('in', bytes);
    const pipe = { ...memory, name: 'in', read: async (at: number, into: Uint8Array) => await memory.read(at, into) };
    expect((await heard(pipe)).events).toHaveLength(400_004);
  });

  test('UTF-16 of several blocks keeps its offsets', async () => {
    const text = '{"a":"ü€😀"}\r\n{"a":\n'.repeat(60_000);
    await same(utf16(text, true));
  });
});
