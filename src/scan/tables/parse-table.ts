import type { RowTable } from '../../engines/table.ts';
import { isOpenBehind, splitRow } from '../../formats/csv-rows.ts';
import { type Json, jsonText, parseJson, type Value } from '../../value/index.ts';

/** A table, or why a text is none. */
export type ParsedTable = { readonly table: RowTable } | { readonly problem: string };

function scalar(json: Json): Value {
  switch (json.kind) {
    case 'null':
      return null;
    case 'boolean':
      return json.value;
    case 'number': {
      const number = Number(json.source);
      // A number that a double cannot hold stays as it is written.
      return String(number) === json.source ? number : json.source;
    }
    default:
      return jsonText(json);
  }
}

function parseLines(text: string, keyCase: RowTable['keyCase']): ParsedTable {
  const columns = new Map<string, number>();
  const rows: Value[][] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const json = parseJson(line);
    if (json?.kind !== 'object') return { problem: `line ${index + 1} is no JSON object` };
    const row: Value[] = [];
    for (const [name, value] of json.entries) {
      const at = columns.get(name) ?? columns.size;
      columns.set(name, at);
      row[at] = scalar(value);
    }
    rows.push(row);
  }
  const names = [...columns.keys()];
  return {
    table: {
      kind: 'rows',
      columns: names,
      rows: rows.map((row) => names.map((_name, at) => row[at] ?? null)),
      keyCase,
    },
  };
}

/** Rows of CSV text, line breaks in quotes included, with the number of their first line. */
function* csvRows(
  text: string,
): Iterable<{ readonly cells: readonly string[]; readonly line: number; readonly isOpen: boolean }> {
  const lines = text.split(/\r?\n/);
  for (let i = 0; i < lines.length; i++) {
    const line = i + 1;
    let row = lines[i]!;
    if (row === '') continue;
    for (let isOpen = isOpenBehind(row, false); isOpen && i + 1 < lines.length; ) {
      const next = lines[++i]!;
      row += `\n${next}`;
      isOpen = isOpenBehind(next, isOpen);
    }
    const { cells, isOpen } = splitRow(row);
    yield { cells, line, isOpen };
  }
}

function parseCsv(text: string, keyCase: RowTable['keyCase']): ParsedTable {
  let columns: readonly string[] | undefined;
  const rows: Value[][] = [];
  for (const { cells, line, isOpen } of csvRows(text)) {
    if (isOpen) return { problem: `the quote in line ${line} is not closed` };
    if (!columns) {
      columns = cells.map((cell) => cell.trim());
      const twice = columns.find((name, at) => columns!.indexOf(name) !== at);
      if (twice !== undefined) return { problem: `the column ${twice} stands twice in line ${line}` };
      continue;
    }
    if (cells.length > columns.length)
      return { problem: `line ${line} has ${cells.length} cells, the first line names ${columns.length} columns` };
    rows.push(columns.map((_name, at) => cells[at] ?? null));
  }
  return columns ? { table: { kind: 'rows', columns, rows, keyCase } } : { problem: 'it is empty' };
}

/** Reads a table from NDJSON, whose keys are the columns, or from CSV with a header; cells of CSV are texts. */
export function parseTable(text: string, keyCase: RowTable['keyCase']): ParsedTable {
  const plain = text.replace(/^\ufeff/, '');
  return plain.trimStart().startsWith('{') ? parseLines(plain, keyCase) : parseCsv(plain, keyCase);
}
