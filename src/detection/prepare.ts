import { type Diagnostic, defineDiagnostic } from '../diagnostic/index.ts';
import { type AssumedField, assumedFields, type Plan } from '../ir/index.ts';
import { lowerSumo, parseSumo } from '../languages/sumo/index.ts';
import type { SourceText } from '../source/index.ts';

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

/** Parses, lints, repairs and lowers a query. */
export function prepareQuery(source: SourceText, _options: PrepareOptions): ReadyQuery | RefusedQuery {
  const { query, diagnostics } = parseSumo(source.text);
  const refusals = diagnostics.filter((one) => one.severity === 'fails');
  if (refusals.length > 0) return { status: 'refused', source, findings: diagnostics, diagnostics: refusals };
  const lowered = lowerSumo(query);
  if (!lowered.plan)
    return {
      status: 'refused',
      source,
      findings: [...diagnostics, ...lowered.diagnostics],
      diagnostics: lowered.diagnostics,
    };
  return {
    status: 'ready',
    form: 'as-written',
    plan: lowered.plan,
    source,
    findings: diagnostics,
    repairs: [],
    assumed: assumedFields(lowered.plan),
  };
}
