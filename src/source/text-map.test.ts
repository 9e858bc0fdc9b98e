import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyEdits, chainMaps, IDENTITY_MAP, TextMapBuilder } from './index.ts';

/** `<<…>>` stands for its letters in capitals, `\x` for x. */
function decode(outer: string) {
  const builder = new TextMapBuilder(outer, (text) => text.replace(/[\\<]/g, '\\$&'));
  let at = 0;
  for (const found of outer.matchAll(/<<(\w*)>>|\\(.)/gs)) {
    builder.same(at, found.index);
    at = found.index + found[0].length;
    const span = { start: found.index, end: at };
    if (found[1] === undefined) builder.add('escape', found[2]!, span);
    else builder.add('opaque', found[1].toUpperCase(), span);
  }
  builder.same(at, outer.length);
  return builder.build(outer.length);
}

describe('text map', () => {
  const outer = 'ab\\<c<<de>>f';
  const { text, map } = decode(outer);

  test('leads from places of the inner text to those of the outer one', () => {
    expect(text).toBe('ab<cDEf');
    expect(map.outerSpan({ start: 1, end: 4 })).toEqual({ start: 1, end: 5 });
    expect(map.outerSpan({ start: 2, end: 3 })).toEqual({ start: 2, end: 4 });
    expect(map.outerSpan({ start: 5, end: 6 })).toEqual({ start: 5, end: 11 });
    expect(map.outerSpan({ start: 7, end: 7 })).toEqual({ start: 12, end: 12 });
  });

  test('writes an edit as the outer place needs it', () => {
    expect(map.outerEdit({ span: { start: 0, end: 1 }, text: '<\\' })).toEqual({
      span: { start: 0, end: 1 },
      text: '\\<\\\\',
    });
  });

  test('keeps what an opaque part is written as, and refuses to change it', () => {
    expect(map.outerEdit({ span: { start: 3, end: 7 }, text: 'f(DE)<' })).toEqual({
      span: { start: 4, end: 12 },
      text: 'f(<<de>>)\\<',
    });
    expect(map.outerEdit({ span: { start: 5, end: 7 }, text: '' })).toBeUndefined();
    expect(map.outerEdit({ span: { start: 3, end: 7 }, text: 'gone' })).toBeUndefined();
    expect(map.outerEdit({ span: { start: 4, end: 4 }, text: '!' })).toEqual({ span: { start: 5, end: 5 }, text: '!' });
  });

  test('an edit of the inner text is the same as that of the outer one, read again', () => {
    const part = fc.oneof(fc.constantFrom('\\\\', '\\<', '<<xy>>', '<<>>'), fc.stringMatching(/^[a-z]{0,4}$/));
    fc.assert(
      fc.property(fc.array(part), fc.stringMatching(/^[a-z<\\]{0,4}$/), fc.nat(), fc.nat(), (parts, added, a, b) => {
        const written = parts.join('');
        const read = decode(written);
        const [start, end] = [a % (read.text.length + 1), b % (read.text.length + 1)].sort((x, y) => x - y) as [
          number,
          number,
        ];
        const edit = read.map.outerEdit({ span: { start, end }, text: added });
        if (!edit) return;
        expect(decode(applyEdits(written, [edit])).text).toBe(
          applyEdits(read.text, [{ span: { start, end }, text: added }]),
        );
      }),
    );
  });

  test('maps in a row', () => {
    const inner = decode(text);
    const chained = chainMaps(inner.map, map);
    expect(chained.outerSpan({ start: 3, end: 4 })).toEqual({ start: 4, end: 5 });
    expect(chainMaps(IDENTITY_MAP, map)).toBe(map);
  });
});
