import { visibleText } from '../../source/index.ts';
import { countText } from '../../value/index.ts';
import type { ChangedRow, FixEffect, FormResult } from '../fix-effects.ts';
import type { Paint } from './color.ts';
import { cellText } from './rows.ts';
import { fitText, oneLine } from './table.ts';

/** Columns for the path of a row, whose end tells the most. */
const MOST_PATH = 40;

function countOf({ status, count, unit, reason, isTruncated }: FormResult): string {
  if (status === 'refused') return `refused (${reason})`;
  const word = count === 1 ? unit.slice(0, -1) : unit;
  return `${countText(count)}${isTruncated ? ' or more' : ''} ${word}`;
}

/** What a fix does to the result, in a few words. */
function outcome({ before, after, added, removed, changed }: FixEffect): string {
  const steps = `${before.status === 'refused' ? `0, ${countOf(before)}` : countOf(before)} → ${countOf(after)}`;
  if (after.status === 'refused') return before.status === 'refused' ? `${steps}: nothing runs yet` : steps;
  if (before.status === 'ran' && before.unit !== after.unit) return steps;
  const parts = [
    added > 0 ? `${countText(added)} more` : '',
    removed > 0 ? `${countText(removed)} fewer` : '',
    changed > 0 ? `${countText(changed)} with other values` : '',
  ].filter((part) => part !== '');
  return `${steps}: ${parts.length > 0 ? parts.join(', ') : 'the same'}`;
}

function rowText({ file, record, row }: ChangedRow): string {
  const path = file === undefined ? '' : fitText(file, MOST_PATH, true);
  const place = file === undefined ? '' : `${path}${record === undefined ? '' : `#${record}`}  `;
  const cells = Object.entries(row).map(([name, value]) => `${name}=${cellText(value)}`);
  return oneLine(`${place}${cells.join('  ')}`);
}

function rowLines(
  sign: string,
  rows: readonly ChangedRow[],
  count: number,
  width: number,
  color: (text: string) => string,
): string[] {
  const lines = rows.map((row) => `    ${color(sign)} ${fitText(rowText(row), width - 6)}`);
  return count > rows.length ? [...lines, `    ${color(sign)} and ${countText(count - rows.length)} more`] : lines;
}

/** The effects of fixes as people read them; each query has a title line where it begins. */
export function renderFixEffect(effect: FixEffect, before: FixEffect | undefined, width: number, paint: Paint): string {
  const isNew = before?.file !== effect.file || before?.query !== effect.query;
  const name = effect.query === undefined ? effect.file : `${effect.file}: ${effect.query}`;
  const { fix } = effect;
  const head = fix ? `${fix.at.line}:${fix.at.column} ${fix.class} fix of ${fix.code}: ${fix.title}` : 'all together';
  return [
    ...(isNew ? [...(before ? [''] : []), paint.bold(fitText(oneLine(visibleText(name)), width))] : []),
    `  ${paint.accent(fitText(oneLine(head), width - 2))}`,
    `    ${outcome(effect)}${effect.isMended ? ', with what is refused mended' : ''}`,
    ...rowLines('+', effect.firstAdded, effect.added, width, paint.good),
    ...rowLines('-', effect.firstRemoved, effect.removed, width, paint.error),
    '',
  ].join('\n');
}

function formJson({ status, reason, count, unit, isTruncated }: FormResult): Record<string, unknown> {
  return { status, ...(reason !== undefined && { reason }), count, unit, ...(isTruncated && { truncated: true }) };
}

/** An effect for scripts; `fix` is absent for all fixes together. */
export function fixEffectJson(effect: FixEffect): Record<string, unknown> {
  const { file, query, fix, before, after, added, removed, changed, firstAdded, firstRemoved } = effect;
  return {
    file,
    ...(query !== undefined && { query }),
    ...(fix && {
      fix: { code: fix.code, title: fix.title, class: fix.class, line: fix.at.line, column: fix.at.column },
    }),
    ...(effect.isMended && { mended: true }),
    before: formJson(before),
    after: formJson(after),
    ...{ added, removed, changed, firstAdded, firstRemoved },
  };
}
