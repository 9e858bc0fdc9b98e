import type { Diagnostic } from '../../diagnostic/index.ts';
import { foldName } from '../../event/index.ts';
import { field, type Plan, schemaOf, typeOf } from '../../ir/index.ts';
import type { Query, ScopeNode, Stage } from './ast.ts';
import { unsupportedOperator } from './lower-diagnostics.ts';
import { lowerExpression } from './lower-expression.ts';
import { lowerScope } from './lower-scope.ts';
import type { ExpressionScope } from './lowering.ts';
import { operatorNamed } from './operator-lookup.ts';
import { unsupportedStage } from './unsupported.ts';

/** A query as a plan; with a finding of severity `fails`, or one that says it cannot be run, there is none. */
export interface LoweredQuery {
  readonly plan: Plan | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Lowers the stages of one pipeline, one after the other; names that a stage gave another spelling hold for its later stages. */
export class PipelineLowering implements ExpressionScope {
  readonly #report: (diagnostic: Diagnostic) => void;
  readonly #aliases = new Map<string, string>();

  constructor(report: (diagnostic: Diagnostic) => void) {
    this.#report = report;
  }

  report(diagnostic: Diagnostic): void {
    this.#report(diagnostic);
  }

  columnOf(name: string): string {
    return this.#aliases.get(foldName(name)) ?? name;
  }

  query(query: Query): Plan {
    return lowerQuery(query, this.#report);
  }

  /** The plan of stages behind a source. */
  lower(source: Plan, scope: ScopeNode | undefined, stages: readonly Stage[]): Plan {
    let plan = scope ? this.scope(scope, source) : source;
    for (const stage of stages) {
      plan = this.stage(stage, plan) ?? plan;
      if (plan.kind === 'table-call' && plan.call.fn === 'save') break;
    }
    return plan;
  }

  /** The plan of a scope on top of its source. */
  scope(scope: ScopeNode, input: Plan): Plan {
    const condition = lowerScope(scope, this);
    return condition ? { kind: 'filter', origin: scope.span, input, condition, role: 'scope' } : input;
  }

  /** The plan of a stage on top of the plan before it; undefined, and reported, for an operator that is not run here. */
  stage(stage: Stage, input: Plan): Plan | undefined {
    const operator = operatorNamed(stage.operator);
    const unsupported = unsupportedStage(stage);
    if (unsupported) {
      this.report(unsupported);
      return undefined;
    }
    if (!operator?.lower) {
      const name = stage.operator;
      this.report(
        unsupportedOperator.report({
          span: stage.nameSpan,
          message: `the operator ${name} cannot be run here`,
          data: { operator: name },
        }),
      );
      return undefined;
    }
    const schema = schemaOf(input);
    return operator.lower(stage.args, {
      input,
      schema,
      stage,
      expression: (node) => lowerExpression(node, this),
      field: (node) => field(this.columnOf(node.name), node.span),
      typeOf: (expr) => typeOf(expr, schema),
      report: (diagnostic) => this.report(diagnostic),
      pipeline: ({ stages, span }) =>
        new PipelineLowering(this.#report).lower({ kind: 'given', origin: span, of: input }, undefined, stages),
      alias: (written, column) => {
        if (foldName(written) !== foldName(column)) this.#aliases.set(foldName(written), column);
      },
    });
  }
}

function lowerQuery(query: Query, report: (diagnostic: Diagnostic) => void): Plan {
  const scan: Plan = { kind: 'scan', origin: query.span, fieldsAs: 'text' };
  return new PipelineLowering(report).lower(scan, query.scope, query.stages);
}

/** Lowers a parsed query to the IR; the parser's own findings are not repeated. */
export function lowerSumo(query: Query): LoweredQuery {
  const diagnostics: Diagnostic[] = [];
  const plan = lowerQuery(query, (diagnostic) => diagnostics.push(diagnostic));
  return { plan: diagnostics.length === 0 ? plan : undefined, diagnostics };
}
