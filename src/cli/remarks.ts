import type { Truncation } from '../engines/engine.ts';
import type { EventCounts, TimeWindow } from '../scan/index.ts';
import { visibleText } from '../source/index.ts';
import { countText } from '../value/index.ts';
import type { Paint } from './output/color.ts';

const KEPT: Readonly<Record<Truncation['what'], string>> = {
  rows: 'rows were kept; the rest is left out',
  groups: 'groups were counted; rows of further groups are left out',
  keys: 'keys were told apart; rows of further keys are left out',
  values: 'values of a group were listed; the rest is left out',
  sample: 'values were kept to count or rank them; further ones are left out, so that the numbers are too small',
};

/** One line for each bound that a run reached. */
export function truncationLines(truncations: readonly Truncation[], paint: Paint): string[] {
  return truncations.map(({ what, bound }) => `${paint.warning('truncated')} only ${countText(bound)} ${KEPT[what]}`);
}

/** Categories that a hint names. */
const SHOWN = 8;

/** Why a source selection let nothing through, and what to do. */
export function outOfScopeHint(names: readonly string[], counts: EventCounts): string {
  const categories = counts.categories().map(([name]) => visibleText(name));
  const more = categories.length > SHOWN ? ` and ${categories.length - SHOWN} more` : '';
  const have =
    categories.length === 0
      ? 'the input has no source category'
      : `the input has ${categories.slice(0, SHOWN).join(', ')}${more}`;
  return `no event passes the source selection of ${names.join(', ')}: ${have}.\nSay what it is with --source-category CATEGORY, or CHANNEL-GLOB=CATEGORY.\n`;
}

/** Fields that a query reads and no event has; nothing where there are none. */
export function missingFieldsLine(names: readonly string[], window: TimeWindow, paint: Paint): string {
  if (names.length === 0) return '';
  const where = window.from === undefined && window.to === undefined ? '' : ' between --from and --to';
  const what = names.length === 1 ? 'a field' : 'fields';
  return `${paint.warning('missing')} no event${where} has ${what} ${names.map(visibleText).join(', ')}: null in every row\n`;
}

/** What a table left out for want of width, and how to see it. */
export function hiddenColumnsLine(hidden: number): string {
  if (hidden === 0) return '';
  const what = hidden === 1 ? '1 more column' : `${hidden} more columns`;
  return `${what} without room here: choose with | fields A, B, or see all with --format ndjson\n`;
}
