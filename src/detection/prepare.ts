import { type Diagnostic, defineDiagnostic } from '../diagnostic/index.ts';
import { type AssumedField, assumedFields, type Plan } from '../ir/index.ts';
import { lowerSumo, parseSumo } from '../languages/sumo/index.ts';
import { fixSumo, lintSumo } from '../lint/index.ts';
import { SourceText } from '../source/index.ts';

/** A field that the query reads and no stage makes. */
export const assumedField = defineDiagnostic<{ field: string }>({
  code: 'sumo/assumed-field',
  severity: 'uncertain',
  title: 'Field that no stage makes',
  why: 'On the platform such a field is there only if a field extraction rule or Auto Parse Mode makes it; here it is read from the event.',
  help: 'Check that the platform extracts it, or make it in the query with `json`, `parse` or `parse regex`.',
});

/** A query that can run, in the form that runs. */
export interface ReadyQuery {
  readonly status: 'ready';
  readonly form: 'as-written' | 'repaired';
  readonly plan: Plan;
  /** The text that runs; the author's own where nothing was repaired. */
  readonly source: SourceText;
  /** Findings in the text as written. */
  readonly findings: readonly Diagnostic[];
  /** Findings whose repair was applied, in the order of their places. */
  readonly repairs: readonly Diagnostic[];
  readonly assumed: readonly AssumedField[];
}

/** A query that cannot run; `source` is the text that the diagnostics point into. */
export interface RefusedQuery {
  readonly status: 'refused';
  readonly source: SourceText;
  readonly findings: readonly Diagnostic[];
  /** Why: what the platform refuses, or what it runs and we do not. */
  readonly diagnostics: readonly Diagnostic[];
}

/** How a query is made ready; `strict` applies no repairs. */
export interface PrepareOptions {
  readonly strict: boolean;
}

/** Findings that stop a query: the author's own places where a repair did not already move them. */
function refusalsIn(findings: readonly Diagnostic[]): readonly Diagnostic[] {
  return findings.filter((one) => one.severity === 'fails');
}

/**
 * Parses, lints, repairs and lowers a query. Repairs are what the platform refuses or what can never hold (design
 * architecture, Diagnostics); with `strict` what the platform refuses is refused, and what it runs is run as written.
 */
export function prepareQuery(source: SourceText, { strict }: PrepareOptions): ReadyQuery | RefusedQuery {
  const findings = lintSumo(source).diagnostics;
  const fixed = strict ? { text: source.text, applied: [], remaining: findings } : fixSumo(source, ['repair']);
  const running = fixed.applied.length > 0 ? new SourceText(source.name, fixed.text) : source;
  const refusals = refusalsIn(fixed.remaining);
  if (refusals.length > 0) {
    const own = strict
      ? []
      : findings.filter((one) => one.severity === 'fails' && !one.fixes?.some((fix) => fix.class === 'repair'));
    if (own.length > 0 || running === source)
      return { status: 'refused', source, findings, diagnostics: own.length > 0 ? own : refusals };
    return { status: 'refused', source: running, findings, diagnostics: refusals };
  }
  const lowered = lowerSumo(parseSumo(running.text).query);
  if (!lowered.plan)
    return {
      status: 'refused',
      source: running,
      findings: [...findings, ...lowered.diagnostics],
      diagnostics: lowered.diagnostics,
    };
  return {
    status: 'ready',
    form: running === source ? 'as-written' : 'repaired',
    plan: lowered.plan,
    source: running,
    findings,
    repairs: fixed.applied.map((one) => one.diagnostic),
    assumed: assumedFields(lowered.plan),
  };
}
