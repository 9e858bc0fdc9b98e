/** A row of CSV: its cells and whether its last quoted cell is closed. */
export interface CsvRow {
  readonly cells: readonly string[];
  /** True if the text ended inside quotes. */
  readonly isOpen: boolean;
  /** True if quotes stand where RFC 4180 has none. */
  readonly isOdd: boolean;
}

/** Whether quotes are open behind a line, which then goes on in the next one. */
export function isOpenBehind(line: string, wasOpen: boolean): boolean {
  let isOpen = wasOpen;
  for (let at = line.indexOf('"'); at >= 0; at = line.indexOf('"', at + 1)) isOpen = !isOpen;
  return isOpen;
}

/** Splits a row, which may hold line breaks in quoted cells, at its commas (RFC 4180). */
export function splitRow(text: string): CsvRow {
  const cells: string[] = [];
  let isOdd = false;
  for (let at = 0; ; ) {
    if (text[at] === '"') {
      let cell = '';
      for (let from = at + 1; ; ) {
        const quote = text.indexOf('"', from);
        if (quote < 0) return { cells: [...cells, cell + text.slice(from)], isOpen: true, isOdd };
        cell += text.slice(from, quote);
        at = quote + 1;
        if (text[at] !== '"') break;
        cell += '"';
        from = at + 1;
      }
      cells.push(cell);
      if (at < text.length && text[at] !== ',') {
        isOdd = true;
        const next = text.indexOf(',', at);
        at = next < 0 ? text.length : next;
      }
    } else {
      const comma = text.indexOf(',', at);
      const cell = text.slice(at, comma < 0 ? text.length : comma);
      if (cell.includes('"')) isOdd = true;
      cells.push(cell);
      at += cell.length;
    }
    if (at >= text.length) return { cells, isOpen: false, isOdd };
    at++;
  }
}
