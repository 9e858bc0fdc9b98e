import { describe, expect, it } from 'vitest';
import { compileRegex } from '../../value/index.ts';
import { slowRegex } from './slow-regex.ts';

const patternOf = (query: string): string => /parse regex "(.*)"$/.exec(query)![1]!;

/** True if a search for the pattern is given up; the look-ahead keeps it with the matcher that backtracks. */
function isGivenUp(pattern: string, text: string): boolean {
  const { regex } = compileRegex(`(?=)${pattern}`, { dialect: 'java' });
  regex!.test(text);
  return regex!.budgetExceeded > 0;
}

const TEXTS = ['user=', 'path=', ''].map((start) => `${start}${'1'.repeat(60)} !`);

describe('patterns that backtrack', () => {
  it.each(slowRegex.bad.map(patternOf))('%s takes more steps than any search has', (pattern) => {
    expect(TEXTS.some((text) => isGivenUp(pattern, text))).toBe(true);
  });

  it.each(slowRegex.good.map(patternOf))('%s does not', (pattern) => {
    expect(TEXTS.some((text) => isGivenUp(pattern, text))).toBe(false);
  });
});
