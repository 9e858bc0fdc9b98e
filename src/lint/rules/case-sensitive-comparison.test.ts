import { expect, it } from 'vitest';
import { SourceText } from '../../source/index.ts';
import { fixSumo } from '../fix.ts';
import { lintSumo } from '../linter.ts';

const QUERY =
  '* | where Image matches "*\\\\Cmd.exe" or Image = "x.exe" or User = "Root" | where Image = "y.exe" and 1 = 1';

it('says once of each field and stage that it is compared case-sensitively, and mends all of it', () => {
  const found = lintSumo(new SourceText('q', QUERY)).diagnostics.filter(
    ({ code }) => code === 'lint/case-sensitive-comparison',
  );
  expect(found.map(({ span, message }) => [QUERY.slice(span.start, span.end), message.split(';')[0]])).toEqual([
    ['Image matches "*\\\\Cmd.exe"', 'these 2 comparisons of one field are case-sensitive'],
    ['User = "Root"', 'this comparison is case-sensitive'],
    ['Image = "y.exe"', 'this comparison is case-sensitive'],
  ]);
  expect(fixSumo(new SourceText('q', QUERY), ['suggested']).text).toBe(
    '* | where toLowerCase(Image) matches "*\\\\cmd.exe" or toLowerCase(Image) = "x.exe" or toLowerCase(User) = "root" | where toLowerCase(Image) = "y.exe" and 1 = 1',
  );
});
