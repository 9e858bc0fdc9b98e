import type { Extractor } from '../../../ir/index.ts';
import type { Extraction } from '../extract.ts';

type Columns = Extract<Extractor, { kind: 'columns' }>;

/** Cuts a text at a delimiter; a quoted piece may hold it, and a character behind the escape stands for itself (spec sumo §6.5). */
export function splitColumns(
  text: string,
  { delimiter, escape: escapeWith, quote }: Omit<Columns, 'kind' | 'columns'>,
): string[] {
  const cells: string[] = [];
  let cell = '';
  let isQuoted = false;
  for (let at = 0; at < text.length; at++) {
    const letter = text[at]!;
    const next = text[at + 1];
    if (letter === escapeWith && next !== undefined && [delimiter, escapeWith, quote].includes(next)) {
      cell += next;
      at++;
    } else if (letter === quote && isQuoted && next === quote) {
      cell += quote;
      at++;
    } else if (letter === quote && (isQuoted || cell.trim() === '')) {
      if (!isQuoted) cell = '';
      isQuoted = !isQuoted;
    } else if (!isQuoted && text.startsWith(delimiter, at)) {
      cells.push(cell);
      cell = '';
      at += delimiter.length - 1;
    } else cell += letter;
  }
  return [...cells, cell];
}

/** Columns of `csv` and `split`; one that is missing is null, and every text matches. */
export function columnsExtraction(extractor: Columns): Extraction {
  return {
    names: extractor.columns.map(({ name }) => name),
    matches(text) {
      const cells = splitColumns(text, extractor);
      return [extractor.columns.map(({ at, name }) => ({ name, value: cells[at] ?? null }))];
    },
  };
}
