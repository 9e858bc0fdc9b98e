/** A row of CSV: its cells and whether its last quoted cell is closed. */
export interface CsvRow {
  readonly cells: readonly string[];
  /** True if the text ended inside quotes. */
  readonly isOpen: boolean;
  /** True if quotes stand where RFC 4180 has none. */
  readonly isOdd: boolean;
}

/** Whether a quoted cell is open behind a line, which then goes on in the next one; quotes open only at the start of a cell. */
export function isOpenBehind(line: string, wasOpen: boolean): boolean {
  let isOpen = wasOpen;
  for (let at = 0; at < line.length || isOpen; ) {
    if (isOpen) {
      const quote = line.indexOf('"', at);
      if (quote < 0) return true;
      isOpen = line[quote + 1] === '"';
      at = quote + (isOpen ? 2 : 1);
      if (isOpen) continue;
    } else if (line[at] === '"') {
      isOpen = true;
      at++;
      continue;
    }
    const comma = line.indexOf(',', at);
    if (comma < 0) return false;
    at = comma + 1;
  }
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
