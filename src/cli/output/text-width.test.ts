import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { visibleText } from '../../source/index.ts';
import { isPlain, textWidth } from './text-width.ts';

const characters = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code));

test('a plain character takes one column, also beside others', () => {
  const plain = characters.filter(isPlain);
  expect(plain.length).toBeGreaterThan(700);
  expect(plain.filter((one) => stringWidth(one) !== 1)).toEqual([]);
  expect(stringWidth(plain.join(''))).toBe(plain.length);
  expect(plain.filter((one) => stringWidth(`${one}${one}a`) !== 3)).toEqual([]);
  expect(visibleText(plain.join(''))).toBe(plain.join(''));
});

test('what is not plain has the width that a terminal gives it', () => {
  expect(['é', 'e\u0301', '漢', '\u00ad', '👍'].map(textWidth)).toEqual([1, 1, 2, 0, 2]);
});
