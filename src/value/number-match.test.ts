import { describe, expect, test } from 'vitest';
import { compileNumber } from './number-match.ts';

describe('compileNumber', () => {
  test.each([
    ['4624', '4624', true],
    ['4624', '0x1210', true],
    ['4624', '4624.0', false],
    ['4624', '', false],
    ['0x3e7', '0x3E7', true],
    ['0x3e7', '999', true],
    ['0x3e7', '0x00000000000003e7', true],
    ['0x8020000000000001', '0x8020000000000001', true],
    ['0x8020000000000001', '0x8020000000000000', false],
    ['010', '010', true],
    ['010', '10', true],
    ['1.50', '1.5', true],
    ['1e3', '1000', true],
    ['-5', '-5', true],
    ['5', 'five', false],
  ])('%s is the number in %j: %s', (written, value, expected) => {
    expect(compileNumber('eq', written)(value)).toBe(expected);
  });

  test.each([
    ['ge', '10', '10', true],
    ['ge', '10', 'ten', false],
    ['gt', '255', '0x1f4', true],
    ['lt', '5', '', false],
    ['lt', '5', '-1.5', true],
    ['ne', '5', '6', true],
    ['ne', '5', 'x', false],
  ] as const)('%s %s holds for %j: %s', (op, written, value, expected) => {
    expect(compileNumber(op, written)(value)).toBe(expected);
  });
});
