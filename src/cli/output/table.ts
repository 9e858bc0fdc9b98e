import { visibleText } from '../../source/index.ts';
import type { Paint } from './color.ts';
import { isPlain, textWidth } from './text-width.ts';

/** A column of a table; `weight` says how much of scarce width it gets (1 by default), `right` aligns numbers. */
export interface TableColumn {
  readonly title: string;
  readonly right?: boolean;
  readonly weight?: number;
  /** Cuts long cells at their start, as for paths. */
  readonly keepEnd?: boolean;
  readonly paint?: (text: string) => string;
}

const GAP = '  ';
const SMALLEST = 6;

/** Text on one line: control characters, which could move the cursor or change colors, become visible signs. */
export function oneLine(text: string): string {
  return isPlain(text) ? text : visibleText(text.replace(/\r\n|\r|\n/g, ' ⏎ ').replace(/\t/g, ' '));
}

/** What of a cell can be seen at most, so that a huge value costs no more than a wide one. */
function clip(text: string, room: number, keepEnd: boolean): string {
  const most = 8 * room + 1000;
  if (text.length <= most) return text;
  return keepEnd ? text.slice(-most) : text.slice(0, most);
}

/** The text cut to a width in columns, an ellipsis in place of what went. */
export function fitText(text: string, width: number, keepEnd = false): string {
  if (textWidth(text) <= width) return text;
  if (width <= 1) return '…';
  if (isPlain(text)) return keepEnd ? `…${text.slice(1 - width)}` : `${text.slice(0, width - 1)}…`;
  const units = [...text];
  if (keepEnd) units.reverse();
  let kept = '';
  for (const unit of units) {
    const next = keepEnd ? unit + kept : kept + unit;
    if (textWidth(next) > width - 1) break;
    kept = next;
  }
  return keepEnd ? `…${kept}` : `${kept}…`;
}

function pad(text: string, width: number, right: boolean): string {
  const blanks = ' '.repeat(Math.max(0, width - textWidth(text)));
  return right ? blanks + text : text + blanks;
}

/** Widths that fit: columns shrink from the widest, by weight, until the row fits. */
function fitWidths(natural: readonly number[], columns: readonly TableColumn[], room: number): number[] {
  const widths = [...natural];
  const smallest = natural.map((width) => Math.min(width, SMALLEST));
  for (;;) {
    const excess = widths.reduce((sum, width) => sum + width, 0) - room;
    if (excess <= 0) return widths;
    let widest = -1;
    for (const [index, width] of widths.entries()) {
      if (width <= smallest[index]!) continue;
      const share = width / (columns[index]!.weight ?? 1);
      if (widest < 0 || share > widths[widest]! / (columns[widest]!.weight ?? 1)) widest = index;
    }
    if (widest < 0) return widths;
    widths[widest]!--;
  }
}

/** A table fitted to a width in columns; no lines, titles dimmed, long cells cut. */
export function renderTable(
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
  width: number,
  paint: Paint,
): string {
  const cells = rows.map((row) =>
    columns.map(({ keepEnd }, index) => oneLine(clip(row[index] ?? '', width, keepEnd ?? false))),
  );
  const natural = columns.map((column, index) =>
    cells.reduce((most, row) => Math.max(most, textWidth(row[index]!)), textWidth(column.title)),
  );
  const widths = fitWidths(natural, columns, width - GAP.length * (columns.length - 1));
  const line = (row: readonly string[], title: boolean): string =>
    row
      .map((text, index) => {
        const column = columns[index]!;
        const shown = pad(fitText(text, widths[index]!, column.keepEnd), widths[index]!, column.right ?? false);
        return title ? paint.dim(shown) : (column.paint?.(shown) ?? shown);
      })
      .join(GAP)
      .trimEnd();
  return [
    line(
      columns.map((column) => column.title),
      true,
    ),
    ...cells.map((row) => line(row, false)),
  ].join('\n');
}
