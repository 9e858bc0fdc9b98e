import type { Diagnostic } from '../diagnostic/index.ts';
import type { Expr } from '../ir/index.ts';
import { lowerSumo, parseSumo } from '../languages/sumo/index.ts';

const PREFIX = '* | where ';

/** A condition of the query language by itself, or why it is none. */
export type CompiledCondition =
  | { readonly condition: Expr }
  | { readonly condition: undefined; readonly diagnostics: readonly Diagnostic[] };

/** Reads a text as the condition of a `where`; spans of the findings are those of the text. */
export function compileCondition(text: string): CompiledCondition {
  const { query, diagnostics } = parseSumo(PREFIX + text);
  const lowered = lowerSumo(query);
  const problems = [...diagnostics.filter((one) => one.severity === 'fails'), ...lowered.diagnostics];
  if (problems.length === 0 && lowered.plan?.kind === 'filter' && query.stages.length === 1)
    return { condition: lowered.plan.condition };
  const inText = (offset: number): number => Math.max(0, offset - PREFIX.length);
  return {
    condition: undefined,
    diagnostics: problems.map(({ span, fixes: _, ...one }) => ({
      ...one,
      span: { start: inText(span.start), end: inText(span.end) },
    })),
  };
}
