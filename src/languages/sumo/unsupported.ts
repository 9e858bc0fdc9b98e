import type { Diagnostic } from '../../diagnostic/index.ts';
import type { Query, Stage } from './ast.ts';
import { unsupportedOperator } from './lower-diagnostics.ts';
import { operatorNamed } from './operator-lookup.ts';
import { blocksOf } from './walk.ts';

/** The finding of a stage that only the platform can run, with what to use instead; undefined for any other. */
export function unsupportedStage(stage: Stage): Diagnostic | undefined {
  const operator = operatorNamed(stage.operator);
  if (!operator?.unsupported || operator.isUnsupported?.(stage.args) === false) return undefined;
  return unsupportedOperator.report({
    span: stage.nameSpan,
    message: `only the platform runs \`${stage.operator}\``,
    data: { operator: stage.operator },
    notes: [`instead: ${operator.unsupported}`],
  });
}

/** The findings of all stages of a query that only the platform can run. */
export function unsupportedStages(query: Query): readonly Diagnostic[] {
  return blocksOf(query).flatMap(({ stages }) => stages.flatMap((stage) => unsupportedStage(stage) ?? []));
}
