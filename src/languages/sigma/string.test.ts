import { describe, expect, test } from 'vitest';
import { parseParts } from './string.ts';

/** Pieces as text in which active wildcards stand in angle brackets. */
function shown(text: string): string {
  return parseParts(text)
    .map((part) => (part.kind === 'literal' ? part.text : part.kind === 'any' ? '<*>' : '<?>'))
    .join('');
}

describe('escapes (spec sigma §4.3)', () => {
  test.each([
    ['a\\b', 'a\\b'],
    ['a\\\\b', 'a\\b'],
    ['a\\\\\\b', 'a\\\\b'],
    ['a\\\\\\\\b', 'a\\\\b'],
    ['a\\\\\\\\\\b', 'a\\\\\\b'],
    ['a*b', 'a<*>b'],
    ['a\\*b', 'a*b'],
    ['a\\\\*b', 'a\\<*>b'],
    ['a\\\\\\*b', 'a\\*b'],
    ['a\\\\\\\\*b', 'a\\\\<*>b'],
    ['a\\\\\\\\\\*b', 'a\\\\*b'],
    ['a?b', 'a<?>b'],
    ['a\\?b', 'a?b'],
    ['a\\\\?b', 'a\\<?>b'],
    ['C:\\Temp\\', 'C:\\Temp\\'],
    ['C:\\Temp\\\\', 'C:\\Temp\\'],
    ['\\\\srv\\x', '\\srv\\x'],
    ['\\\\\\\\srv\\x', '\\\\srv\\x'],
    ['\\\\\\\\\\*\\ADMIN$', '\\\\*\\ADMIN$'],
    ['**', '<*><*>'],
  ])('%s', (text, expected) => {
    expect(shown(text)).toBe(expected);
  });
});
