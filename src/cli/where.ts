import type { Expr } from '../ir/index.ts';
import { lowerSumo, parseSumo } from '../languages/sumo/index.ts';
import { SourceText } from '../source/index.ts';
import { PLAIN_PAINT } from './output/color.ts';
import { renderFindings } from './query-text.ts';
import { UsageError } from './usage-error.ts';

const PREFIX = '* | where ';

/** A condition of the query language, on the fields of events as text. Throws a UsageError with the place if it is none. */
export function parseWhere(text: string, label: string): Expr {
  const { query, diagnostics } = parseSumo(PREFIX + text);
  const lowered = lowerSumo(query);
  const problems = [...diagnostics.filter((one) => one.severity === 'fails'), ...lowered.diagnostics];
  const plan = lowered.plan;
  if (problems.length > 0 || plan?.kind !== 'filter' || query.stages.length !== 1) {
    const shifted = problems.map((one) => ({
      ...one,
      fixes: [],
      span: { start: Math.max(0, one.span.start - PREFIX.length), end: Math.max(1, one.span.end - PREFIX.length) },
    }));
    const shown = renderFindings(shifted.slice(0, 1), new SourceText('expression', text), PLAIN_PAINT, 100).trimEnd();
    throw new UsageError(
      `${label} is no condition${shown ? `:\n${shown}` : ': one condition without a pipe is expected'}`,
    );
  }
  return plan.condition;
}
