import { type CsvRow, isOpenBehind, splitRow } from './csv-rows.ts';
import type { ByteSource, EventSink, Format, ReadOptions, ReadSummary } from './format.ts';
import { headText } from './head-text.ts';
import { eventOfJson } from './json-event.ts';
import { eachLine, type Line, MAX_LINE } from './lines.ts';
import { shapedOf } from './shaped.ts';

/** Longest row in characters, so that a quote that nothing closes does not take the rest of the file. */
const MAX_ROW = 4_194_304;
/** Rows that recognition looks at. */
const LOOKED_AT = 20;
const PLAIN_NAME = /^[A-Za-z_@][\w.@:-]*$/;
const QUOTED_NAME = /^[A-Za-z_@][\w.@:/()#%& -]{0,63}$/;

/** Takes whole rows with the place of their first line; returning false stops. */
interface RowSink {
  row(text: string, first: Line): boolean;
  damage(first: Line, length: number, reason: string): void;
}

/** Puts lines together to rows. */
class Rows {
  readonly #sink: RowSink;
  #first: Line | undefined;
  #lines: string[] = [];
  #length = 0;
  #isOpen = false;

  constructor(sink: RowSink) {
    this.#sink = sink;
  }

  line(line: Line): boolean {
    const { text, hasReturn } = line;
    if (!this.#first && text.trim() === '') return true;
    this.#first ??= line;
    this.#lines.push(text);
    this.#length += text.length;
    this.#isOpen = isOpenBehind(text, this.#isOpen);
    if (!this.#isOpen) return this.#take();
    this.#lines.push(hasReturn ? '\r\n' : '\n');
    if (this.#length > MAX_ROW) this.end(`a row of more than ${MAX_ROW} characters`);
    return true;
  }

  #take(): boolean {
    const [text, first] = [this.#lines.join(''), this.#first!];
    this.#clear();
    return this.#sink.row(text, first);
  }

  #clear(): void {
    this.#first = undefined;
    this.#lines = [];
    this.#length = 0;
    this.#isOpen = false;
  }

  /** Gives up a row that was begun. */
  end(reason: string): void {
    if (this.#first) this.#sink.damage(this.#first, this.#length, reason);
    this.#clear();
  }
}

function isHeader(cells: readonly string[], name: RegExp): boolean {
  return cells.length >= 2 && cells.every((cell) => name.test(cell)) && new Set(cells).size === cells.length;
}

/**
 * The header of a text that is CSV: at least two plain names, as many cells in each of the rows that follow, and no name again in
 * its own column, as the words of a log without header would be.
 */
function headerIn(text: string, isNamedCsv: boolean): readonly string[] | undefined {
  const isCut = text.length >= 16_384 && !text.endsWith('\n');
  const lines = text.split(/\r?\n/);
  const whole = isCut ? lines.slice(0, -1) : lines;
  let header: readonly string[] | undefined;
  let rows = 0;
  for (let i = 0; i < whole.length && rows <= LOOKED_AT; i++) {
    let row = whole[i]!;
    if (row.trim() === '') continue;
    let isOpen = isOpenBehind(row, false);
    while (isOpen && i + 1 < whole.length) {
      const line = whole[++i]!;
      row += `\n${line}`;
      isOpen = isOpenBehind(line, isOpen);
    }
    if (isOpen) break;
    const { cells, isOdd } = splitRow(row);
    if (!header) {
      const isQuoted = row.startsWith('"');
      if (!isHeader(cells, isQuoted || isNamedCsv ? QUOTED_NAME : PLAIN_NAME)) return undefined;
      header = cells;
    } else if (isOdd || cells.length !== header.length) return undefined;
    else if (!isNamedCsv && cells.some((cell, at) => cell === header![at])) return undefined;
    else rows++;
  }
  return header && (rows > 0 || isNamedCsv) ? header : undefined;
}

async function read(source: ByteSource, sink: EventSink, options: ReadOptions): Promise<ReadSummary> {
  const shapes = new Map<string, number>();
  let events = 0;
  let header: readonly string[] | undefined;
  const damage = ({ number, offset }: Line, length: number, reason: string): void =>
    sink.damage({ file: source.name, line: number, offset, length, reason });
  const emit = ({ cells, isOdd }: CsvRow, text: string, first: Line): boolean => {
    if (isOdd || cells.length !== header!.length) {
      const reason = isOdd ? 'a quote inside a cell' : `${cells.length} cells where the header has ${header!.length}`;
      damage(first, text.length, reason);
      return true;
    }
    const row = Object.fromEntries(header!.map((name, i) => [name, cells[i]!]));
    const shaped = shapedOf(row);
    const shape = shaped.shape === 'json' ? 'csv' : shaped.shape;
    const place = { file: source.name, line: first.number, offset: first.offset, text };
    events++;
    shapes.set(shape, (shapes.get(shape) ?? 0) + 1);
    return sink.event(eventOfJson(row, { ...shaped, shape }, place, options.timeZone)) !== false;
  };
  let goesOn = true;
  const rows = new Rows({
    damage,
    row(text, first) {
      const row = splitRow(text);
      if (header) return emit(row, text, first);
      header = row.cells;
      return true;
    },
  });
  await eachLine(source, {
    line(line) {
      goesOn = rows.line(line);
      return goesOn;
    },
    tooLong: (line) => damage(line, MAX_LINE, `line is longer than ${MAX_LINE} bytes`),
  });
  if (goesOn) rows.end('the row has no end');
  return { events, notes: [], shapes };
}

/** Comma-separated values with a header: EvtxECmd's, and any other, whose columns are the fields (RFC 4180). */
export const csv: Format = {
  name: 'csv',
  summary:
    'Comma-separated values with a header row: the columns are the fields, and rows of EvtxECmd, or of any shape of JSON, are ' +
    'Windows events.',
  recognizedBy:
    'a first row of at least two different plain names (with blanks only if quoted or the file is named `.csv`), as many cells in each of the next rows, and no name again in its column',
  examples: [
    {
      title: 'a row of EvtxECmd, in part',
      text: 'EventId,Channel,Computer,MapDescription,Payload\n1,Microsoft-Windows-Sysmon/Operational,WS1,Process creation,"{""EventData"":{""Data"":[{""@Name"":""Image"",""#text"":""C:\\\\Windows\\\\System32\\\\cmd.exe""}]}}"',
    },
    { title: 'any other', text: 'timestamp,user,action\n2024-01-01T00:01:00Z,alice,logon' },
  ],
  recognize(head, fileName) {
    const text = headText(head);
    const header = text === undefined ? undefined : headerIn(text, /\.csv$/i.test(fileName));
    if (!header) return undefined;
    const isEvtxEcmd = header.includes('Payload') && header.includes('MapDescription');
    return {
      shape: isEvtxEcmd ? 'evtxecmd' : 'csv',
      reason: isEvtxEcmd ? "the header row of EvtxECmd's CSV" : `a header row of ${header.length} names`,
    };
  },
  read,
};
