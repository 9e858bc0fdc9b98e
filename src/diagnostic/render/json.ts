import type { SourceText } from '../../source/index.ts';
import type { Diagnostic, DiagnosticDefinition } from '../diagnostic.ts';

/** The JSON form of a finding; lines and columns are 1-based, columns and edit offsets count UTF-16 units. */
export interface DiagnosticJson {
  readonly code: string;
  readonly severity: string;
  readonly message: string;
  readonly why?: string;
  readonly help?: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly labels: readonly { readonly line: number; readonly column: number; readonly message: string }[];
  readonly notes?: readonly string[];
  readonly fixes: readonly {
    readonly title: string;
    readonly class: string;
    readonly edits: readonly { readonly start: number; readonly end: number; readonly text: string }[];
  }[];
  readonly url: string;
}

/** Turns a finding into its JSON form, keys in the order of the command line's contract. */
export function renderJson(
  diagnostic: Diagnostic,
  source: SourceText,
  definition: DiagnosticDefinition | undefined,
): DiagnosticJson {
  const start = source.lines.positionOf(diagnostic.span.start);
  const end = source.lines.positionOf(diagnostic.span.end);
  return {
    code: diagnostic.code,
    severity: diagnostic.severity,
    message: diagnostic.message,
    ...(definition && { why: definition.why, help: definition.help }),
    file: source.name,
    line: start.line,
    column: start.column,
    endLine: end.line,
    endColumn: end.column,
    labels: (diagnostic.labels ?? []).map((label) => ({
      ...source.lines.positionOf(label.span.start),
      message: label.message,
    })),
    ...(diagnostic.notes?.length && { notes: diagnostic.notes }),
    fixes: (diagnostic.fixes ?? []).map((fix) => ({
      title: fix.title,
      class: fix.class,
      edits: fix.edits.map((edit) => ({ start: edit.span.start, end: edit.span.end, text: edit.text })),
    })),
    url: `docs/reference/diagnostics.md#${diagnostic.code.replace(/[^a-z0-9]+/g, '-')}`,
  };
}
