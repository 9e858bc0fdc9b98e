import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CaseRule, compileWildcard } from '../../value/index.ts';
import { areGlobsDisjoint, beforeFolding, globImplies, globOfWildcard, printGlob } from './glob.ts';

const glob = (text: string, rule: CaseRule = 'sensitive') => globOfWildcard(text, rule);

describe('globs', () => {
  it.each([
    ['*\\a\\*', '*a*', true],
    ['*a*', '*\\a\\*', false],
    ['a', 'a*', true],
    ['a*', 'a', false],
    ['ab*ba', 'a*a', true],
    ['*', 'a*', false],
    ['**', '*', true],
    ['a*b*c', 'a*c', true],
    ['a*c', 'a*b*c', false],
    ['', '*', true],
  ])('%s implies %s: %s', (one, other, is) => {
    expect(globImplies(glob(one), glob(other))).toBe(is);
  });

  it.each([
    ['a*', 'b*', true],
    ['*a', '*b', true],
    ['*a', 'b*', false],
    ['ab*', 'a*', false],
    ['ab', 'a*c', true],
    ['*a*', '*b*', false],
  ])('%s and %s have no text in common: %s', (one, other, is) => {
    expect(areGlobsDisjoint(glob(one), glob(other))).toBe(is);
    expect(areGlobsDisjoint(glob(other), glob(one))).toBe(is);
  });

  it('letter case counts unless one of them ignores it', () => {
    expect(globImplies(glob('ABC'), glob('a*', 'unicode'))).toBe(true);
    expect(globImplies(glob('abc', 'unicode'), glob('abc'))).toBe(false);
    expect(globImplies(glob('a1', 'unicode'), glob('*1'))).toBe(true);
    expect(areGlobsDisjoint(glob('A*'), glob('a*', 'unicode'))).toBe(false);
    expect(areGlobsDisjoint(glob('A*'), glob('a*'))).toBe(true);
  });

  it('a text in lower case is of no pattern with capitals', () => {
    expect(beforeFolding(glob('*Cmd'), 'lower')).toBeUndefined();
    expect(printGlob(beforeFolding(glob('*cmd'), 'lower')!)).toBe('*cmd');
    expect(beforeFolding(glob('*cmd'), 'upper')).toBeUndefined();
  });

  const pattern = fc.stringMatching(/^[abA*]{0,6}$/);
  const rule = fc.constantFrom<CaseRule>('sensitive', 'unicode');
  const texts = fc.array(fc.stringMatching(/^[abAB]{0,7}$/), { minLength: 20, maxLength: 20 });

  it('agree with the texts that they take', () => {
    fc.assert(
      fc.property(pattern, rule, pattern, rule, texts, (one, oneRule, other, otherRule, samples) => {
        const first = samples.filter(compileWildcard(one, { case: oneRule, question: false }));
        const takes = compileWildcard(other, { case: otherRule, question: false });
        const [a, b] = [glob(one, oneRule), glob(other, otherRule)];
        if (globImplies(a, b)) expect(first.filter((text) => !takes(text))).toEqual([]);
        if (areGlobsDisjoint(a, b)) expect(first.filter(takes)).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  it('decide between patterns of one letter case: what they do not imply, some text shows', () => {
    fc.assert(
      fc.property(pattern, pattern, (one, other) => {
        const text = one.replaceAll('*', 'z');
        const takes = compileWildcard(other, { case: 'sensitive', question: false });
        if (!globImplies(glob(one), glob(other))) expect(takes(text)).toBe(false);
      }),
    );
  });
});
