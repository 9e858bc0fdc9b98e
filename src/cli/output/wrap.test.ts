import { expect, test } from 'vitest';
import { hanging, wrapText } from './wrap.ts';

test('a text is broken at blanks, a long word stands alone', () => {
  expect(wrapText('one two three', 7)).toEqual(['one two', 'three']);
  expect(wrapText('a incomprehensibility b', 5)).toEqual(['a', 'incomprehensibility', 'b']);
  expect(wrapText('  ', 5)).toEqual([]);
});

test('further lines stand below the first word', () => {
  expect(hanging('- ', 'one two three four five six', 22)).toBe('- one two three four\n  five six');
  expect(hanging('Tuning: ', '', 22)).toBe('Tuning:');
});
