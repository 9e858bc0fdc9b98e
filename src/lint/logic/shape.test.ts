import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { globOfWildcard } from './glob.ts';
import {
  areDisjoint,
  isCovered,
  type NumberRange,
  pointRange,
  rangeAbove,
  rangeBelow,
  type Shape,
  shapeImplies,
} from './shape.ts';

const text = (one: string): Shape => ({ kind: 'glob', glob: globOfWildcard(one, 'sensitive') });

describe('shapes', () => {
  it.each<[Shape, Shape, boolean]>([
    [pointRange(5), rangeAbove(5, false), true],
    [pointRange(5), rangeAbove(5, true), false],
    [text('5'), pointRange(5), true],
    [text('05'), pointRange(5), true],
    [text('5*'), pointRange(5), false],
    [pointRange(5), text('*'), true],
    [pointRange(5), text('5'), false],
    [rangeBelow(3, true), rangeBelow(3, false), true],
  ])('%j implies %j: %s', (a, b, is) => {
    expect(shapeImplies(a, b)).toBe(is);
  });

  it.each<[Shape, Shape, boolean]>([
    [text('none'), rangeAbove(0, false), true],
    [text('7'), rangeBelow(5, false), true],
    [text('7*'), rangeBelow(5, false), false],
    [rangeBelow(5, true), rangeAbove(5, false), true],
    [rangeBelow(5, false), rangeAbove(5, false), false],
    [{ kind: 'nan' }, pointRange(1), true],
    [{ kind: 'nan' }, text('NaN'), false],
  ])('%j and %j are disjoint: %s', (a, b, is) => {
    expect(areDisjoint(a, b)).toBe(is);
    expect(areDisjoint(b, a)).toBe(is);
  });

  const range = fc
    .tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6 }), fc.boolean(), fc.boolean())
    .map(([low, high, lowOpen, highOpen]): NumberRange => ({ kind: 'range', low, high, lowOpen, highOpen }));
  const isIn = (value: number, one: NumberRange): boolean =>
    (one.lowOpen ? value > one.low : value >= one.low) && (one.highOpen ? value < one.high : value <= one.high);
  const halves = Array.from({ length: 13 }, (_, i) => i / 2);

  it('ranges cover another exactly if every number of it is in one of them', () => {
    fc.assert(
      fc.property(range, fc.array(range, { maxLength: 5 }), (one, by) => {
        const is = halves.filter((value) => isIn(value, one)).every((value) => by.some((other) => isIn(value, other)));
        expect(isCovered(one, by)).toBe(is);
      }),
      { numRuns: 3000 },
    );
  });
});
