import { FAIL_CHANGE, type NearMiss, PLAIN_CHANGE } from '../../proof/index.ts';
import type { Paint } from './color.ts';
import { cellText } from './rows.ts';
import { seenText } from './seen-text.ts';
import { fitText, oneLine, renderTable } from './table.ts';

/** Values of one test that a block names; the rest is counted. */
const SHOWN_VALUES = 5;

/** Near misses in blocks: a test that failed, then what it saw, the commonest first. */
export function renderMisses(misses: readonly NearMiss[], width: number, paint: Paint): string {
  const byTest = new Map<string, NearMiss[]>();
  for (const miss of misses) {
    const key = `${miss.path}:${miss.line}:${miss.column}`;
    byTest.set(key, [...(byTest.get(key) ?? []), miss]);
  }
  const total = (group: readonly NearMiss[]): number => group.reduce((sum, miss) => sum + miss.events, 0);
  const groups = [...byTest.values()].sort((a, b) => total(b) - total(a));
  const blocks = groups.map((group) => {
    const [{ test, path, line, column, change }] = group as [NearMiss];
    const how = `${total(group)} ${change === FAIL_CHANGE ? 'kept out only by' : 'failed only at'} `;
    const place = how + fitText(`${oneLine(path)}:${line}:${column}`, width - how.length, true);
    const text = oneLine(test);
    const isWide = place.length + text.length + 2 > width;
    const head = `${paint.bold(fitText(place, width))}${isWide ? '\n  ' : '  '}${paint.accent(fitText(text, isWide ? width - 2 : width))}`;
    const rows = group
      .slice(0, SHOWN_VALUES)
      .map((miss) => [
        `${miss.events}×`,
        miss.saw
          .map(([field, value]) => `${field} = ${seenText(value, (one) => cellText(one) || 'no value')}`)
          .join(', '),
        miss.change === PLAIN_CHANGE || miss.change === FAIL_CHANGE ? '' : miss.change,
        `${miss.example.file}#${miss.example.record}`,
      ]);
    const columns = [
      { title: '', right: true },
      { title: 'it saw', weight: 2 },
      ...(rows.some((row) => row[2] !== '') ? [{ title: 'how near', weight: 1.5 }] : []),
      { title: 'for example', keepEnd: true },
    ];
    const cells = columns.length === 4 ? rows : rows.map(([count, saw, , example]) => [count!, saw!, example!]);
    const table = renderTable(columns, cells, width - 2, paint).replace(/^/gm, '  ');
    const more =
      group.length > SHOWN_VALUES ? `\n  ${paint.dim(`and ${group.length - SHOWN_VALUES} other values`)}` : '';
    return `${head}\n${table}${more}`;
  });
  return blocks.length > 0 ? `${blocks.join('\n\n')}\n` : '';
}
