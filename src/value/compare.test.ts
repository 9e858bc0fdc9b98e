import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CaseRule, foldCase } from './case.ts';
import { toBoolean, toNumber, toText, toWhole } from './coerce.ts';
import { type CompareOp, compareValues } from './compare.ts';
import { isBlank, isEmpty, isNull } from './null.ts';
import { orderText, orderValues } from './order.ts';
import type { Value } from './value.ts';

const SUMO = { text: 'sensitive', numbers: 'either', nulls: 'false' } as const;
const OPS: readonly CompareOp[] = ['eq', 'ne', 'lt', 'le', 'gt', 'ge'];
const value = fc.oneof<fc.Arbitrary<Value>[]>(
  fc.constantFrom(null, undefined, true, false, '', '5', ' 5 ', 'true', 'abc', 'ABC', 'é', '😀', '\uffff', Number.NaN),
  fc.integer({ min: -20, max: 20 }),
  fc.double(),
  fc.string({ maxLength: 4 }),
);

describe('compareValues as in Sumo (spec sumo §4.4, 4.5)', () => {
  test.each<[Value, CompareOp, Value, boolean]>([
    ['4625', 'eq', 4625, true],
    ['4625', 'eq', '4625', true],
    ['10', 'lt', '9', true],
    ['10', 'lt', 9, false],
    [' 200 ', 'ge', 200, true],
    ['2e2', 'eq', 200, true],
    ['0x10', 'eq', 16, false],
    ['abc', 'ne', 200, false],
    ['abc', 'eq', 'ABC', false],
    [null, 'eq', null, false],
    [null, 'ne', 'x', false],
    [undefined, 'ne', 1, false],
    [true, 'eq', 'true', true],
    [true, 'eq', 'false', false],
    [false, 'lt', true, true],
    [Number.NaN, 'eq', Number.NaN, false],
    [Number.NaN, 'ne', 1, true],
    ['Infinity', 'eq', Number.POSITIVE_INFINITY, true],
  ])('%s %s %s is %s', (a, op, b, result) => expect(compareValues(op, a, b, SUMO)).toBe(result));

  test('`never` does not cast, as `in (1, 2)` does not', () => {
    const rule = { ...SUMO, numbers: 'never' } as const;
    expect(compareValues('eq', '1', 1, rule)).toBe(false);
    expect(compareValues('ne', '1', 1, rule)).toBe(true);
    expect(compareValues('eq', 1, 1, rule)).toBe(true);
  });

  test.each<[CaseRule, string, string, boolean]>([
    ['sensitive', 'a', 'A', false],
    ['ascii', 'aÄ', 'AÄ', true],
    ['ascii', 'ä', 'Ä', false],
    ['unicode', 'ä', 'Ä', true],
    ['unicode', '\u212a', 'k', true],
    ['unicode', 'ß', 'ẞ', true],
    ['unicode', 'ß', 'ss', false],
    ['unicode', 'ı', 'i', false],
  ])('case rule %s: %s = %s is %s', (text, a, b, result) => {
    expect(compareValues('eq', a, b, { ...SUMO, text })).toBe(result);
  });

  test('operators agree with each other', () => {
    fc.assert(
      fc.property(value, value, (a, b) => {
        const [eq, ne, lt, le, gt, ge] = OPS.map((op) => compareValues(op, a, b, SUMO));
        const applies = eq || ne;
        expect(eq && ne).toBe(false);
        if (!applies) expect([lt, le, gt, ge]).toEqual([false, false, false, false]);
        expect(le).toBe(lt || eq);
        expect(ge).toBe(gt || eq);
        expect(compareValues('gt', b, a, SUMO)).toBe(lt);
        expect(compareValues('eq', b, a, SUMO)).toBe(eq);
      }),
    );
  });

  test('null equals null only where a language says so', () => {
    const rule = { ...SUMO, nulls: 'equal' } as const;
    expect(compareValues('eq', null, undefined, rule)).toBe(true);
    expect(compareValues('ne', null, 'x', rule)).toBe(true);
    expect(compareValues('lt', null, 'x', rule)).toBe(false);
  });
});

test('folding keeps the number of code points and is stable', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.constantFrom('ascii', 'unicode'), (text, rule) => {
      const folded = foldCase(text, rule);
      expect([...folded].length).toBe([...text].length);
      expect(foldCase(folded, rule)).toBe(folded);
    }),
  );
});

describe('casts', () => {
  test.each<[Value, string | null, number | null, boolean | null]>([
    [null, null, null, null],
    [undefined, null, null, null],
    ['', '', null, null],
    [' 12 ', ' 12 ', 12, null],
    ['-1.5e3', '-1.5e3', -1500, null],
    ['.5', '.5', 0.5, null],
    ['5.', '5.', 5, null],
    ['1,000', '1,000', null, null],
    ['10d', '10d', null, null],
    ['0x1F', '0x1F', null, null],
    ['007', '007', 7, null],
    ['TRUE', 'TRUE', null, true],
    [true, 'true', null, true],
    [1200, '1200', 1200, null],
    [-0, '0', -0, null],
    [1e21, '1e+21', 1e21, null],
    [0.1, '0.1', 0.1, null],
  ])('%s', (input, text, number, boolean) => {
    expect([toText(input), toNumber(input), toBoolean(input)]).toEqual([text, number, boolean]);
  });

  test.each<[Value, number | null]>([
    ['3.9', 3],
    [-3.9, -3],
    [-0.5, 0],
    ['x', null],
    [Number.NaN, null],
    ['Infinity', null],
  ])('toWhole(%s) is %s', (input, result) => expect(toWhole(input)).toBe(result));
});

test.each<[Value, boolean, boolean, boolean]>([
  [null, true, true, true],
  [undefined, true, true, true],
  ['', false, true, true],
  [' \t\n', false, false, true],
  ['x', false, false, false],
  [0, false, false, false],
  [false, false, false, false],
])('null, empty, blank: %s', (input, a, b, c) =>
  expect([isNull(input), isEmpty(input), isBlank(input)]).toEqual([a, b, c]),
);

describe('order', () => {
  test('numbers, booleans, text by code points, nulls', () => {
    const sorted = [2, 10, Number.NaN, false, true, '10', '9', 'B', 'a', '\uffff', '😀', null];
    for (let i = 0; i < 20; i++)
      expect(fc.sample(fc.shuffledSubarray(sorted, { minLength: sorted.length }), 1)[0]!.sort(orderValues)).toEqual(
        sorted,
      );
  });

  test('it is total', () => {
    fc.assert(
      fc.property(value, value, value, (a, b, c) => {
        expect(orderValues(a, b)).toBe(-orderValues(b, a) + 0);
        if (orderValues(a, b) <= 0 && orderValues(b, c) <= 0) expect(orderValues(a, c)).toBeLessThanOrEqual(0);
      }),
    );
  });

  test('text order is that of code points', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 6 });
    fc.assert(
      fc.property(text, text, (a, b) => {
        const [x, y] = [a, b].map((one) =>
          [...one].map((char) => char.codePointAt(0)!.toString(16).padStart(6, '0')).join(''),
        );
        expect(orderText(a, b)).toBe(x! < y! ? -1 : x! > y! ? 1 : 0);
      }),
    );
  });
});
