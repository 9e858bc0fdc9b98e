import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findJson } from './json.ts';
import { keysOfPath, parseJsonPath, readJsonPath } from './json-path.ts';
import { keyTree, scanJson } from './json-scan.ts';

const PATHS = ['a', 'b.c', 'b', 'b.c.a', "['x.y']", 'c'];
const parsed = PATHS.map((path) => parseJsonPath(path)!);
const tree = keyTree(parsed.map((path) => keysOfPath(path)!));

/** What the whole tree says, where the scanner says anything. */
function agrees(text: string): boolean {
  const scanned = scanJson(text, tree, PATHS.length);
  if (!scanned) return false;
  const root = findJson(text)!;
  expect(scanned, text).toEqual(parsed.map((path) => readJsonPath(path, root)));
  return true;
}

describe('scanJson', () => {
  it.each([
    ['{"a":1.50,"b":{"c":{"a":[1,{"a":2}]}},"x.y":null}'],
    ['{ "b" : {"c": 1}, "b" : {"d": 2} , "a":"\\u0041\\n" } tail'],
    ['{"\\u0061":1,"c":"\\"}"}'],
    ['{"a":{"a":1},"b":"text \u0001 raw"}'],
    ['{}'],
  ])('reads %s', (text) => {
    expect(agrees(text)).toBe(true);
  });

  it.each([
    [' {"a":1}'],
    ['[1]'],
    ['{"a":1'],
    ['{"a":01}'],
    ['{"a" 1}'],
    ['{"a":"\\x"}'],
    ['{"a":tru}'],
    ['x {"a":1}'],
    ['{"a":1,}'],
  ])('leaves %s to others', (text) => {
    expect(scanJson(text, tree, PATHS.length)).toBeUndefined();
  });

  it('agrees with the whole tree on random objects, cut and changed', () => {
    const key = fc.constantFrom('a', 'b', 'c', 'x.y', 'a"', '\\');
    const value = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom(null, true, 1, -0.5, 1e21, '', 'a', '"', '\\', '\u0007', '{"a":1}'),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(key, tie('value'), { maxKeys: 4 }),
      ),
    })).value;
    let read = 0;
    fc.assert(
      fc.property(
        fc.dictionary(key, value),
        fc.nat(60),
        fc.constantFrom('', '"', '\\', '}', ',', '\n', '0'),
        (object, at, bit) => {
          const text = JSON.stringify(object);
          if (agrees(text)) read++;
          agrees(text.slice(0, at) + bit + text.slice(at));
          agrees(text.slice(0, at) + text.slice(at + 1));
          agrees(`${text.slice(0, -1)},"a":7}`);
        },
      ),
      { numRuns: 3000 },
    );
    expect(read).toBeGreaterThan(2900);
  });
});
