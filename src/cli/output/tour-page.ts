import type { PackageTest } from '../../detection/index.ts';
import { type Diagnostic, renderTerminal } from '../../diagnostic/index.ts';
import type { Proof, ProofRow } from '../../proof/index.ts';
import { shortChannel } from '../../scan/index.ts';
import { applyEdits, type SourceText } from '../../source/index.ts';
import type { Paint } from './color.ts';
import { contradictions, verdictPaint } from './proof-table.ts';
import { renderObjects } from './rows.ts';
import { fitText, renderTable } from './table.ts';
import { textWidth } from './text-width.ts';
import { hanging, wrapText } from './wrap.ts';

/** What the pages of the tour are set with. */
export interface TourFrame {
  readonly width: number;
  readonly paint: Paint;
}

/** A heading of the tour. */
export function tourHeading(number: number, title: string, { paint }: TourFrame): string {
  return `\n${paint.accent(String(number))} ${paint.bold(title)}\n`;
}

/** A finding with its place, at most as long as it must be: no help, no list of fixes. */
export function refusalExcerpt(diagnostic: Diagnostic, source: SourceText, { width, paint }: TourFrame): string {
  const { fixes: _, ...bare } = diagnostic;
  const lines = renderTerminal(bare, source, undefined, paint, width - 2).split('\n');
  return lines.map((line) => `  ${line}\n`).join('');
}

/** A text of several lines on one, cut in its middle so that both ends show. */
function fitMiddle(text: string, width: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (textWidth(line) <= width) return line;
  const half = Math.max(4, Math.floor((width - 3) / 2));
  return `${fitText(line, half)} ${fitText(line, half, true)}`;
}

interface Repair {
  readonly title: string;
  readonly code: string;
  readonly count: number;
  readonly before: string;
  readonly after: string;
}

/** The repairs of a text, those of one kind together, each kind with its first example. */
export function repairsOf(findings: readonly Diagnostic[], source: SourceText): readonly Repair[] {
  const byCode = new Map<string, Repair>();
  for (const { code, fixes } of findings) {
    const fix = fixes?.find((one) => one.class === 'repair');
    if (!fix) continue;
    const known = byCode.get(code);
    const start = Math.min(...fix.edits.map((edit) => edit.span.start));
    const end = Math.max(...fix.edits.map((edit) => edit.span.end));
    const shift = (offset: number): number => offset - start;
    const before = source.text.slice(start, end);
    const edits = fix.edits.map(({ span, text }) => ({
      text,
      span: { start: shift(span.start), end: shift(span.end) },
    }));
    byCode.set(code, {
      title: fix.title,
      code,
      count: (known?.count ?? 0) + 1,
      before: known?.before ?? before,
      after: known?.after ?? applyEdits(before, edits),
    });
  }
  return [...byCode.values()].sort((a, b) => a.count - b.count);
}

/** The repairs, each kind with how often it is needed and one text before and after it. */
export function repairLines(repairs: readonly Repair[], { width, paint }: TourFrame): string {
  return repairs
    .map(({ title, code, count, before, after }) => {
      const room = width - 6;
      return [
        `  ${paint.bold(`${count}×`)} ${title} ${paint.dim(`[${code}]`)}\n`,
        `    ${paint.error('-')} ${fitMiddle(before, room)}\n`,
        `    ${paint.good('+')} ${fitMiddle(after, room)}\n`,
      ].join('');
    })
    .join('');
}

/** How long a column is kept whole when the terminal is narrow. */
const COLUMN_WEIGHTS: Readonly<Record<string, number>> = {
  CommandLine: 2,
  Computer: 1,
  User: 1.5,
  ParentFileName: 1.5,
};

const isText = (value: unknown): value is string => typeof value === 'string';

/** The day of all rows where they share one; then their times need not repeat it. */
export function commonDay(rows: readonly Readonly<Record<string, unknown>>[]): string | undefined {
  const days = new Set(rows.map((row) => (isText(row._messageTime) ? row._messageTime.slice(0, 10) : '')));
  const [day] = days;
  return days.size === 1 && day !== '' ? day : undefined;
}

/** Rows in the query's own columns and order; times without the day that all share. */
export function alertTable(rows: readonly Readonly<Record<string, unknown>>[], { width, paint }: TourFrame): string {
  const from = commonDay(rows) === undefined ? 0 : 11;
  const time = (value: unknown): unknown => (isText(value) ? value.slice(from, 19).replace('T', ' ') : value);
  const short = rows.map((row) => ('_messageTime' in row ? { ...row, _messageTime: time(row._messageTime) } : row));
  const table = renderObjects(short, 'table', width - 2, paint, (name) => ({
    weight: COLUMN_WEIGHTS[name] ?? 5,
    ...(name === 'AlertType' && { paint: paint.accent }),
  }));
  return table
    .trimEnd()
    .split('\n')
    .map((line) => `  ${line}\n`)
    .join('');
}

function verdictWord(row: ProofRow | undefined): string {
  if (!row) return '';
  return `${row.verdict ?? row.status}${row.outcome === 'unexpected' ? ' (unexpected)' : ''}`;
}

/** What the columns of the verdict table mean. */
export function vantageLines({ width, paint }: TourFrame): string {
  const sentence =
    'Each test plays an attack: its source is the host that connects, its target the host that is reached. ' +
    'A miss that the detection declares is as expected.';
  return wrapText(sentence, width - 2)
    .map((line) => `  ${paint.dim(line)}\n`)
    .join('');
}

/** One line a test: what the form as published gives, and the repaired one at each end of the connection. */
export function verdictTable(tests: readonly PackageTest[], rows: readonly ProofRow[], frame: TourFrame): string {
  const { width, paint } = frame;
  const columns = [
    { title: 'TEST', weight: 1 },
    { title: 'AS PUBLISHED', weight: 3, paint: verdictPaint(paint) },
    { title: 'AT SOURCE', weight: 3, paint: verdictPaint(paint) },
    { title: 'AT TARGET', weight: 3, paint: verdictPaint(paint) },
  ];
  const cells = tests.map((test, index) => {
    const own = rows.filter((row) => row.test === test.id);
    const last = own.filter((row) => row.status === 'ran').at(-1)?.form;
    const at = (vantage: ProofRow['vantage']): ProofRow | undefined =>
      own.find((row) => row.vantage === vantage && row.form === last);
    return [
      `${index + 1} ${test.name}`,
      verdictWord(own.find((row) => row.form === 'as-written' && (row.status === 'refused' || last === 'as-written'))),
      verdictWord(at('source')),
      verdictWord(at('target')),
    ];
  });
  return renderTable(columns, cells, width - 2, paint)
    .split('\n')
    .map((line) => `  ${line}\n`)
    .join('');
}

/** What the data contradict, and what they show without the query reading it. */
export function signalLines({ detection, rows }: Proof, { width, paint }: TourFrame): string {
  const numberOf = (id: string): number => detection.tests.findIndex((test) => test.id === id) + 1;
  const against = contradictions(rows).map(
    ({ test, signal }) =>
      `${hanging(`  ${numberOf(test)} contradicted: `, `${signal.text}; but ${signal.reason}.`, width, paint.warning)}\n`,
  );
  const unread = new Map<string, Set<number>>();
  for (const { signals } of rows) {
    for (const { state, queried, events } of signals) {
      const [first] = events;
      if (state !== 'seen' || queried || first?.channel === undefined || first.eventId === undefined) continue;
      const name = shortChannel(first.channel);
      unread.set(name, (unread.get(name) ?? new Set()).add(first.eventId));
    }
  }
  const names = [...unread].map(([name, ids]) => `${name} ${[...ids].sort((a, b) => a - b).join(', ')}`);
  const sentence = `Seen, but the query does not read it: ${names.join('; ')}.`;
  const seen = names.length === 0 ? [] : wrapText(sentence, width - 2).map((line) => `  ${paint.dim(line)}\n`);
  const heading = wrapText('Signals that were expected and that the telemetry contradicts, by test:', width - 2);
  const claims = against.length === 0 ? '' : heading.map((line) => `  ${paint.dim(line)}\n`).join('');
  return `${claims}${against.join('')}${seen.join('')}`;
}
