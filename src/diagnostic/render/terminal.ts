import { type SourceText, visibleText } from '../../source/index.ts';
import type { Diagnostic, DiagnosticDefinition } from '../diagnostic.ts';

/** Paints parts of a message; the plain painter returns its text unchanged. */
export interface Painter {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly error: (text: string) => string;
  readonly warning: (text: string) => string;
  readonly good: (text: string) => string;
}

const same = (text: string): string => text;

/** A painter that adds no colour. */
export const PLAIN_PAINTER: Painter = { bold: same, dim: same, error: same, warning: same, good: same };

const isError = (diagnostic: Diagnostic): boolean => diagnostic.severity === 'fails' || diagnostic.severity === 'never';

/** Breaks a text at blanks into lines of at most a width; a longer word keeps its line to itself. */
function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

/**
 * The terminal form of a finding, its sentences broken at a width: code, message, file:line:column, the line, an underline, help and fixes.
 * Tabs in the line are shown as one blank so that the underline stays below its text; a long line is cut around the place.
 */
export function renderTerminal(
  diagnostic: Diagnostic,
  source: SourceText,
  definition: DiagnosticDefinition | undefined,
  paint: Painter = PLAIN_PAINTER,
  width = 120,
): string {
  const { line, column } = source.lines.positionOf(diagnostic.span.start);
  const last = source.lines.positionOf(diagnostic.span.end);
  const full = visibleText(source.lines.lineText(line).replace(/\t/g, ' '));
  const gutter = String(line);
  const room = Math.max(20, width - gutter.length - 4);
  const from = full.length > room ? Math.max(0, Math.min(column - 1 - Math.floor(room / 3), full.length - room)) : 0;
  const shown = full.slice(from, from + room);
  const endColumn = last.line === line ? last.column : full.length + 1;
  const length = Math.max(1, Math.min(endColumn, from + room + 1) - column);
  const color = isError(diagnostic) ? paint.error : paint.warning;
  const pad = ' '.repeat(gutter.length);
  const head = `${diagnostic.severity}[${diagnostic.code}]`;
  const [title = '', ...more] = wrapped(`${head}: ${visibleText(diagnostic.message)}`, Math.max(40, width - 2));
  const lines = [
    `${color(head)}${paint.bold(title.slice(head.length))}`,
    ...more.map((one) => `  ${paint.bold(one)}`),
    `${pad} ${paint.dim('┌')} ${visibleText(source.name)}:${line}:${column}`,
    `${paint.dim(`${gutter} │`)} ${shown}`,
    `${pad} ${paint.dim('│')} ${' '.repeat(column - 1 - from)}${color('^'.repeat(length))}`,
  ];
  for (const label of diagnostic.labels ?? []) {
    const at = source.lines.positionOf(label.span.start);
    lines.push(`${pad} ${paint.dim('·')} ${at.line}:${at.column} ${visibleText(label.message)}`);
  }
  const remark = (text: string, lead = '', color = same): void => {
    const [first = '', ...rest] = wrapped(`${lead}${visibleText(text)}`, Math.max(40, width - gutter.length - 3));
    lines.push(`${pad} ${paint.dim('=')} ${color(lead)}${first.slice(lead.length)}`);
    for (const one of rest) lines.push(`${pad}   ${one}`);
  };
  for (const note of diagnostic.notes ?? []) remark(note);
  if (definition) remark(definition.help, 'help: ');
  for (const fix of diagnostic.fixes ?? []) remark(`: ${fix.title}`, `${fix.class} fix`, paint.good);
  return lines.join('\n');
}
