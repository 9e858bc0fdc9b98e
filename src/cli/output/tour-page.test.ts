import { expect, test } from 'vitest';
import { lintSumo } from '../../lint/index.ts';
import { SourceText } from '../../source/index.ts';
import { PLAIN_PAINT } from './color.ts';
import { alertTable, commonDay, repairLines, repairsOf } from './tour-page.ts';

test('repairs of one kind stand together, each with an example before and after', () => {
  const source = new SourceText('q', '* | where a matches "(?i)x" or a matches "(?i)y" | eval b = "c"');
  const repairs = repairsOf(lintSumo(source).diagnostics, source);
  expect(repairs.map(({ code, count, before, after }) => [code, count, before, after])).toEqual([
    ['sumo/eval-operator', 1, 'eval b = "c"', '"c" as b'],
    ['lint/regex-in-wildcard', 2, '"(?i)x"', '/(?i)x/'],
  ]);
  expect(repairLines(repairs, { width: 80, paint: PLAIN_PAINT })).toContain('    - "(?i)x"\n    + /(?i)x/\n');
});

test('times leave out the day that all rows share', () => {
  const rows = [{ _messageTime: '2026-03-03T10:00:00.000Z' }, { _messageTime: '2026-03-03T09:00:00.000Z' }];
  const frame = { width: 80, paint: PLAIN_PAINT };
  expect(commonDay(rows)).toBe('2026-03-03');
  expect(alertTable(rows, frame)).toBe('  _messageTime\n  10:00:00\n  09:00:00\n');
  const later = [...rows, { _messageTime: '2026-03-04T09:00:00.000Z' }];
  expect(commonDay(later)).toBeUndefined();
  expect(alertTable(later, frame)).toContain('2026-03-03 10:00:00');
});
