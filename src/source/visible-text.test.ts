import { expect, test } from 'vitest';
import { visibleText } from './visible-text.ts';

test('what a terminal would obey becomes visible, line feeds stay', () => {
  expect(visibleText('a\u001b[31mb\u0007\r\n\u009b1m\u202e')).toBe('a·[31mb··\n·1m·');
});

test('letters of any script stay', () => {
  expect(visibleText('Überfluß 漢字 😀')).toBe('Überfluß 漢字 😀');
});
