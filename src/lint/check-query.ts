import type { Diagnostic, Severity } from '../diagnostic/index.ts';
import { expandMacros, type Macros, parseSumo, unsupportedStages } from '../languages/sumo/index.ts';
import { SourceText, type TextMap } from '../source/index.ts';
import { lintSumo, sortDiagnostics } from './linter.ts';
import { sumoComments, suppress } from './suppressions.ts';

/** What a project says of its findings. */
export interface CheckOptions {
  /** Severity of codes where it is not the usual one. */
  readonly severities: ReadonlyMap<string, Severity | 'off'>;
  readonly macros: Macros;
}

/** What checking a query gives. */
export interface CheckedQuery {
  /** Findings by place. */
  readonly findings: readonly Diagnostic[];
  /** Findings that comments keep back. */
  readonly suppressed: number;
}

/** The options of a project that says nothing. */
export const DEFAULT_CHECK: CheckOptions = { severities: new Map(), macros: new Map() };

/** A finding in the text that another was made of; a fix that cannot be written there is left out. */
export function moveDiagnostic(diagnostic: Diagnostic, map: TextMap): Diagnostic {
  const fixes = diagnostic.fixes?.flatMap((fix) => {
    const edits = fix.edits.map((edit) => map.outerEdit(edit));
    const whole = edits.filter((edit) => edit !== undefined);
    return whole.length === edits.length ? [{ ...fix, edits: whole }] : [];
  });
  const labels = diagnostic.labels?.map((label) => ({ ...label, span: map.outerSpan(label.span) }));
  return {
    ...diagnostic,
    span: map.outerSpan(diagnostic.span),
    ...(labels && { labels }),
    ...(fixes && { fixes }),
  };
}

/** Findings with the severities that a project wants; a refusal of the platform stays one. */
export function withSeverities(
  findings: readonly Diagnostic[],
  severities: CheckOptions['severities'],
): readonly Diagnostic[] {
  if (severities.size === 0) return findings;
  return findings.flatMap((finding) => {
    const wanted = finding.severity === 'fails' ? undefined : severities.get(finding.code);
    if (wanted === 'off') return [];
    return wanted ? [{ ...finding, severity: wanted }] : [finding];
  });
}

/** Checks the text of one query as a project wants it: macros put in, comments that suppress heeded, severities as set. */
export function checkQuery(text: string, { severities, macros }: CheckOptions): CheckedQuery {
  const expanded = expandMacros(text, macros);
  const { query, diagnostics } = lintSumo(new SourceText('query', expanded.text));
  const found = [...diagnostics, ...unsupportedStages(query)].map((one) => moveDiagnostic(one, expanded.map));
  const own = expanded.text === text ? query : parseSumo(text).query;
  const { findings, count } = suppress(text, sumoComments(text, own), [...found, ...expanded.diagnostics]);
  return { findings: sortDiagnostics(withSeverities(findings, severities)), suppressed: count };
}
