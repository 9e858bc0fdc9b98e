import { describe, expect, test } from 'vitest';
import { BacktrackMatcher } from './backtrack-matcher.ts';
import { compileRegex } from './compile.ts';
import { nativeLimit } from './native-limit.ts';
import { parseRegex } from './parser.ts';

const LINEAR = [
  '(a+)+$',
  '(a|aa)+$',
  '(.*)*x',
  '(x+x+)+y',
  '(a*)*b',
  '(?:a?){50}a{50}',
  '.*.*.*.*=',
  '(?<FileName>[^\\\\]+)$',
  '^(([a-z])+.)+[A-Z]([a-z])+$',
  '\\s+\\s+$',
  'a.*a.*a.*a.*b',
  '(?:a|b|ab)*c',
];
const JAVA = [
  '(?=(a+)+$)b',
  '(a+)+\\1$',
  '(?:a|aa)+(?=x)',
  '(?<!a)(.*)*x',
  '(?>(a+)+)(a+)+x',
  '(.*,)*\\1{11}P',
  'x*(?=x*y)',
];

/** Milliseconds that would be a hang; the patterns take hours in engines that try all ways. */
const HANG = 500;

/** Milliseconds of a run, the least of three where one was long: other work on the machine may hold up one, a hang all of them. */
function time(run: () => void): number {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < 3 && least >= HANG; i++) {
    const start = performance.now();
    run();
    least = Math.min(least, performance.now() - start);
  }
  return least;
}

/** In front of values, so that no obligatory literal is missing and the search really runs. */
const LITERALS = 'xyzb=cP aaa ';

const VALUES = [30, 64, 128, 511, 512, 513, 4096, 32_000].flatMap((length) =>
  ['a', 'x', 'ab', ' ', 'x,'].map((unit) => unit.repeat(length / unit.length)),
);

describe('patterns that blow up elsewhere', () => {
  test.each(LINEAR)('%s stays fast on every value', (pattern) => {
    const { regex } = compileRegex(pattern, { dialect: 're2' });
    regex?.test('warm');
    for (const value of VALUES) {
      for (const tail of [`${value}\\!`, `${LITERALS}${value}\\!`, `${LITERALS}${value}`]) {
        expect(time(() => regex?.find(tail, 3))).toBeLessThan(HANG);
        expect(time(() => regex?.find(tail))).toBeLessThan(HANG);
      }
      expect(time(() => regex?.test(value))).toBeLessThan(HANG);
    }
  });

  test.each(JAVA)('%s gives up in time and counts it', (pattern) => {
    const { regex } = compileRegex(pattern, { dialect: 'java' });
    expect(regex).toBeDefined();
    for (const value of VALUES) {
      expect(time(() => regex?.find(`${value}!`))).toBeLessThan(HANG);
      expect(time(() => regex?.find(`${LITERALS}${value}!`))).toBeLessThan(HANG);
    }
  });

  test('a spent budget is no match and is counted', () => {
    const { regex } = compileRegex('(?=(a+)+$)b|a', { dialect: 'java' });
    expect(regex?.find(`${'a'.repeat(40)}!`)).toBeUndefined();
    expect(regex?.budgetExceeded).toBe(1);
    expect(regex?.find('ca')?.start).toBe(1);
    expect(regex?.budgetExceeded).toBe(1);
  });

  test('exponential patterns never reach the engine’s own RegExp', () => {
    for (const pattern of ['(a+)+$', '(a|aa)+$', '(.*)*x', '(x+x+)+y', '.*.*.*.*.*=']) {
      expect([pattern, nativeLimit(parseRegex(pattern, { dialect: 're2' }).ast!)]).toEqual([pattern, 0]);
    }
  });

  test('harmless patterns do', () => {
    for (const pattern of [
      'abc',
      '[^\\\\]+$',
      '\\bfoo=(\\d+)',
      '(?:\\d{1,3}\\.){3}\\d{1,3}',
      'user=(.*?),',
      '(?:[^,]*,)+x',
      '^a.*b$',
      'DELETE|WRITE',
    ]) {
      expect([pattern, nativeLimit(parseRegex(pattern, { dialect: 're2' }).ast!)]).toEqual([pattern, 512]);
    }
  });
});

test('a budget of our choosing', () => {
  const matcher = new BacktrackMatcher(parseRegex('(?:a|aa)+$', { dialect: 'java' }).ast!, 100);
  expect(matcher.find(`${'a'.repeat(40)}!`, 0)).toBeUndefined();
  expect(matcher.budgetExceeded).toBe(1);
});
