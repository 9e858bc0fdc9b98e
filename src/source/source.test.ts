import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyEdits, type Edit, editsOverlap, joinSpans, LineIndex, nearestName } from './index.ts';

describe('line index', () => {
  test('every kind of line end', () => {
    const index = new LineIndex('a\nbc\r\nd\re');
    expect(index.count).toBe(4);
    expect([1, 2, 3, 4].map((line) => index.lineText(line))).toEqual(['a', 'bc', 'd', 'e']);
    expect(index.positionOf(0)).toEqual({ line: 1, column: 1 });
    expect(index.positionOf(3)).toEqual({ line: 2, column: 2 });
    expect(index.positionOf(6)).toEqual({ line: 3, column: 1 });
    expect(index.positionOf(99)).toEqual({ line: 4, column: 2 });
  });

  test('offset and position are inverse', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', '\n', '\r', '\r\n', 'é', '😀')), fc.nat(), (parts, at) => {
        const text = parts.join('');
        const offset = text.length === 0 ? 0 : at % (text.length + 1);
        const index = new LineIndex(text);
        expect(index.offsetOf(index.positionOf(offset))).toBe(offset);
      }),
    );
  });
});

describe('edits', () => {
  test('inserts, deletes and replaces, in any order', () => {
    const edits: Edit[] = [
      { span: { start: 6, end: 11 }, text: 'moon' },
      { span: { start: 0, end: 0 }, text: '> ' },
      { span: { start: 5, end: 6 }, text: '' },
    ];
    expect(applyEdits('hello world', edits)).toBe('> hellomoon');
  });

  test('edits that overlap are a fault of the caller', () => {
    const [a, b] = [
      { span: { start: 0, end: 3 }, text: '' },
      { span: { start: 2, end: 4 }, text: '' },
    ];
    expect(editsOverlap(a, b)).toBe(true);
    expect(() => applyEdits('abcdef', [a, b])).toThrow(RangeError);
    expect(() => applyEdits('abc', [{ span: { start: 0, end: 9 }, text: '' }])).toThrow(RangeError);
  });

  test('no edit changes nothing; one edit changes its span only', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.nat(), fc.nat(), (text, added, a, b) => {
        const [start, end] = [a % (text.length + 1), b % (text.length + 1)].sort((x, y) => x - y) as [number, number];
        expect(applyEdits(text, [])).toBe(text);
        expect(applyEdits(text, [{ span: { start, end }, text: added }])).toBe(
          text.slice(0, start) + added + text.slice(end),
        );
      }),
    );
  });

  test('the smallest span that holds two', () => {
    expect(joinSpans({ start: 4, end: 6 }, { start: 1, end: 5 })).toEqual({ start: 1, end: 6 });
  });
});

describe('nearest name', () => {
  test.each([
    ['wher', ['where', 'fields'], 'where'],
    ['scna', ['scan', 'show'], 'scan'],
    ['TOLOWERCASE', ['toLowerCase'], 'toLowerCase'],
    ['xyz', ['where', 'fields'], undefined],
    ['a', ['b', 'where'], 'b'],
  ])('%s', (name, candidates, expected) => {
    expect(nearestName(name, candidates)).toBe(expected);
  });
});
