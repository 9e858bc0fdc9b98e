import { describe, expect, it } from 'vitest';
import { escapeSlashes, quotedPattern, regexFromQuoted } from './regex-text.ts';

describe('quotedPattern', () => {
  it.each([
    ['(?i)wmic', 'regex'],
    ['.*whoami.*', 'regex'],
    ['powershell.*-enc', 'regex'],
    ['\\\\.exe$', 'regex'],
    ['id=\\d+', 'regex'],
    ['[^a]x', 'regex'],
    ['a{2,3}', 'regex'],
    ['(a|b)', 'regex'],
    ['*(a|b)*', 'alternatives'],
    ['*\\\\\\\\Temp\\\\\\\\*', 'doubled'],
    ['*\\\\Temp\\\\*', 'wildcard'],
    ['\\\\\\\\server\\\\*', 'wildcard'],
    ['10.*.*.*', 'wildcard'],
    ['*search.*', 'wildcard'],
    ['192.168.*', 'wildcard'],
    ['ADMIN$', 'wildcard'],
    ['C$*', 'wildcard'],
    ['*[]*', 'wildcard'],
    ['*(x86)*', 'wildcard'],
    ['a+b', 'wildcard'],
    ['{{x.*}}', 'wildcard'],
    ['*\\\\system32\\\\*', 'wildcard'],
  ])('reads %s as %s', (raw, kind) => {
    expect(quotedPattern(raw)).toBe(kind);
  });
});

describe('regexFromQuoted', () => {
  it.each([
    ['(?i).*(whoami|hostname).*', '(?i)(whoami|hostname)'],
    ['.*\\\\\\\\Temp\\\\\\\\.*', '\\\\Temp\\\\'],
    ['(?i)cmd\\\\.exe', '(?i)cmd\\.exe'],
    ['a/b', 'a\\/b'],
    ['\\d{3}', '\\d{3}'],
    ['say \\"hi\\"', 'say "hi"'],
    ['C:\\\\Users', 'C:\\\\Users'],
    ['(?P<x>a)', '(?<x>a)'],
    ['.*', '.*'],
    ['end\\\\', 'end\\\\'],
    ['ab\\\\.*', 'ab\\.*'],
  ])('makes %s to %s', (raw, pattern) => {
    expect(regexFromQuoted(raw)).toBe(pattern);
  });
});

describe('escapeSlashes', () => {
  it('leaves escaped slashes alone', () => {
    expect(escapeSlashes('a/b\\/c\\\\/d')).toBe('a\\/b\\/c\\\\\\/d');
  });
});
