import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findJson, type Json, jsonText, parseJson, printJson } from './json.ts';
import { parseJsonPath, readJsonPath } from './json-path.ts';

const plain = (value: Json): unknown => JSON.parse(printJson(value));

describe('JSON', () => {
  test('agrees with JSON.parse on any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value, null, 1);
        expect(plain(parseJson(text)!)).toEqual(JSON.parse(text));
      }),
    );
  });
  test('refuses what is no JSON', () => {
    for (const text of ['', '{', '{"a"}', '[1,]', '01', '"\\x"', '{"a":1} x', 'nul', `${'['.repeat(100_000)}`]) {
      expect(parseJson(text), text.slice(0, 20)).toBeUndefined();
    }
  });
  test('numbers keep their source', () => {
    expect(printJson(parseJson('{"a":12345678901234567890,"b":1.50}')!)).toBe('{"a":12345678901234567890,"b":1.50}');
  });
  test('an object is found inside text', () => {
    expect(jsonText(findJson('at 10:00 [x] {"a": "b"} end')!)).toBe('{"a":"b"}');
    expect(findJson('{'.repeat(50_000))).toBeUndefined();
  });
});

describe('JSON paths (spec sumo §6.3)', () => {
  const root = parseJson(
    '{"a":{"b":1,"x y":2,"p-q":3},"list":[{"k":"v","n":1},{"k":"w","n":2}],"deep":{"z":{"b":9}},"e":null,"d.o.t":5}',
  )!;
  const read = (path: string): string | null | undefined => {
    const parsed = parseJsonPath(path);
    if (!parsed) throw new Error(`no path: ${path}`);
    const value = readJsonPath(parsed, root);
    return value && jsonText(value);
  };
  test.each([
    ['a.b', '1'],
    ['$.a.b', '1'],
    ['a.x y', '2'],
    ['a.p-q', '3'],
    ["['d.o.t']", '5'],
    ['list[1].k', 'w'],
    ['list[*].k', '["v","w"]'],
    ['list[0:1].n', '[1]'],
    ["list[?(@.k == 'w')].n", '[2]'],
    ['..b', '[1,9]'],
    ['e', null],
    ['a', '{"b":1,"x y":2,"p-q":3}'],
    ['A', undefined],
    ['list[7]', undefined],
  ])('%s', (path, expected) => {
    expect(read(path)).toBe(expected);
  });
});
