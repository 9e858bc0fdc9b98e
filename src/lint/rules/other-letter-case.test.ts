import { describe, expect, it } from 'vitest';
import { SourceText } from '../../source/index.ts';
import { fixSumo } from '../fix.ts';

const repaired = (text: string): string => fixSumo(new SourceText('<test>', text), ['repair']).text;

describe('letters of the other case', () => {
  it.each([
    [
      '* | where toLowerCase(Image) matches "*\\\\PowerShell.exe"',
      '* | where toLowerCase(Image) matches "*\\\\powershell.exe"',
    ],
    ['* | where toLowerCase(p) matches "*\\Nx*"', '* | where toLowerCase(p) matches "*\\\\nx*"'],
    ['* | where toUpperCase(u) in ("ROOT", "admin")', '* | where toUpperCase(u) in ("ROOT", "ADMIN")'],
    ['* | toLowerCase(u) as v | where v != "SYSTEM"', '* | toLowerCase(u) as v | where v != "system"'],
    ['* | where toLowerCase(u) = "ÄB"', '* | where toLowerCase(u) = "äb"'],
  ])('%s becomes %s', (wrong, right) => {
    expect(repaired(wrong)).toBe(right);
  });

  it.each([
    '* | where toLowerCase(u) = "{{User}}"',
    '* | where toLowerCase(u) = toLowerCase("ADMIN")',
    '* | toLowerCase(u) as v | parse "v=*," as v | where v = "SYSTEM"',
    '* | where toLowerCase(u) matches /\\S+/',
  ])('%s stays', (text) => {
    expect(repaired(text)).toBe(text);
  });
});
