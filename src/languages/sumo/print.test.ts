import { describe, expect, it } from 'vitest';
import { SUMO_OPERATORS } from './operators/index.ts';
import { parseSumo } from './parser.ts';
import { printSumo } from './print.ts';
import { RANDOM_STAGES } from './testing/random-stage.ts';
import { roundTripFaults } from './testing/round-trip.ts';

describe('printSumo', () => {
  it('keeps meaning with as few parentheses as needed', () => {
    const text = '* | where ((a + (b * c)) = (d - (e - f))) and (!(x matches "y") or (g in (1)))';
    expect(printSumo(parseSumo(text).query)).toBe(
      '*\n| where a + b * c = d - (e - f) and (!(x matches "y") or g in (1))',
    );
  });

  it('keeps a negation in parentheses where it is compared', () => {
    const text = '* | where (!a) > b and (!a) in (1) and (!a) contains "x" and (!a) matches "y" and !a + 1 > 2';
    expect(printSumo(parseSumo(text).query)).toBe(`*\n| ${text.slice(4)}`);
  });

  it('keeps the spelling of operators', () => {
    const text = '* | where a == 1 && b <> 2 OR c != 3';
    expect(printSumo(parseSumo(text).query)).toBe('*\n| where a == 1 && b <> 2 OR c != 3');
  });

  it('writes the scope with AND', () => {
    expect(printSumo(parseSumo('a b or !(c d) | count').query)).toBe('a AND b OR NOT (c AND d)\n| count');
  });

  it('is tested with every operator', () => {
    const made = new Set(Object.keys(RANDOM_STAGES));
    expect(SUMO_OPERATORS.map(({ name }) => name).filter((name) => name !== 'unknown' && !made.has(name))).toEqual([]);
  });

  it('gives text that parses to the same tree, for 2,000 random queries', () => {
    expect(roundTripFaults(1, 2000)).toEqual([]);
  });
});
