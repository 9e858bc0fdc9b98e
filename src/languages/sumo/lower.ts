import type { Diagnostic } from '../../diagnostic/index.ts';
import { field, type Plan, schemaOf, typeOf } from '../../ir/index.ts';
import type { Query } from './ast.ts';
import { unsupportedOperator } from './lower-diagnostics.ts';
import { lowerExpression } from './lower-expression.ts';
import { lowerScope } from './lower-scope.ts';
import { operatorNamed } from './operator-lookup.ts';
import { unsupportedStage } from './unsupported.ts';

/** A query as a plan; with a finding of severity `fails`, or one that says it cannot be run, there is none. */
export interface LoweredQuery {
  readonly plan: Plan | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Lowers a parsed query to the IR; the parser's own findings are not repeated. */
export function lowerSumo(query: Query): LoweredQuery {
  const diagnostics: Diagnostic[] = [];
  const report = (diagnostic: Diagnostic): void => {
    diagnostics.push(diagnostic);
  };
  let plan: Plan = { kind: 'scan', origin: query.span, fieldsAs: 'text' };
  const scope = lowerScope(query.scope, report);
  if (scope) plan = { kind: 'filter', origin: query.scope.span, input: plan, condition: scope, role: 'scope' };
  for (const stage of query.stages) {
    const operator = operatorNamed(stage.operator);
    const unsupported = unsupportedStage(stage);
    if (unsupported) {
      report(unsupported);
      continue;
    }
    if (!operator?.lower) {
      const name = stage.operator;
      report(
        unsupportedOperator.report({
          span: stage.nameSpan,
          message: `the operator ${name} cannot be run here`,
          data: { operator: name },
        }),
      );
      continue;
    }
    const input = plan;
    const schema = schemaOf(input);
    plan = operator.lower(stage.args, {
      input,
      schema,
      stage,
      expression: (node) => lowerExpression(node, report),
      field: (node) => field(node.name, node.span),
      typeOf: (expr) => typeOf(expr, schema),
      report,
    });
  }
  return { plan: diagnostics.length === 0 ? plan : undefined, diagnostics };
}
