import { expect, test } from 'vitest';
import { type Event, QUERY_FIELDS } from '../../event/index.ts';
import { memorySource } from '../memory-source.ts';
import { ndjson } from '../ndjson.ts';

/** Texts as they stand in JSON, and what they mean. */
const TEXTS: readonly (readonly [json: string, text: string])[] = [
  ['plain', 'plain'],
  ['C:\\\\a\\\\b', 'C:\\a\\b'],
  ['\\"q\\" \\/ \\b\\f\\n\\r\\t', '"q" / \b\f\n\r\t'],
  ['\\u0041\\u00e9 \\ud83d\\ude00 \\ud83d', 'Aé 😀 \ud83d'],
  ['é 😀', 'é 😀'],
  ['\\u0000', '\0'],
  ['', ''],
];

test('texts with and without escapes, in any order, as code units', async () => {
  const lines = TEXTS.map(([json]) => `{"_messageTime":1,"a":"${json}","b":"x${json}","n":1,"z":null}`);
  const [a, b, n, z, absent] = ['a', 'b', 'n', 'z', 'absent'].map((name) => QUERY_FIELDS.intern(name));
  let seen = 0;
  const look = ({ texts, origin }: Event): undefined => {
    if (!texts) return;
    seen++;
    const [, text] = TEXTS[((origin.record as number) - 1) % TEXTS.length]!;
    const runs = [b!, a!, b!].map((id) => ({ ...texts.units(id)! }));
    const read = runs.map(({ units, start, end }) => String.fromCharCode(...units.subarray(start, end)));
    expect(read).toEqual([`x${text}`, text, `x${text}`]);
    expect([texts.units(n!), texts.units(z!), texts.units(absent!)]).toEqual([undefined, null, null]);
  };
  const bytes = new TextEncoder().encode(`${[...lines, ...lines, ...lines].join('\n')}\n`);
  const sink = { event: look, damage: () => undefined };
  await ndjson.read(memorySource('texts.ndjson', bytes), sink, {});
  expect(seen).toBeGreaterThan(TEXTS.length);
});
