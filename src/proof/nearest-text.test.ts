import { expect, test } from 'vitest';
import { longestPart } from './nearest-text.ts';

test.each([
  [' -enc ', 'powershell -e JAB', ' -e'],
  ['\\rundll32.exe', 'C:\\RUNDLL.exe', '\\rundll'],
  ['abc', 'xyz', ''],
  ['ab', 'xbx', 'b'],
  ['abcdef', 'ab', ''],
  ['abc', '', ''],
])('of %j there is in %j: %j', (needle, value, part) => {
  expect(longestPart(needle, value)).toBe(part);
});
