import { type EvaluationContext, holds } from '../engines/js/evaluate.ts';
import { messageRow } from '../engines/js/row.ts';
import { type Event, foldName } from '../event/index.ts';
import { and, type Expr, literal, nodesOf, or, type Plan } from '../ir/index.ts';

const METADATA = new Set(['_sourcecategory', '_sourcehost', '_sourcename', '_source', '_collector', '_index', '_view']);

const isMetadataTest = (expr: Expr): boolean =>
  expr.kind === 'match' && expr.value.kind === 'field' && METADATA.has(foldName(expr.value.name));

const isOnlyMetadata = (expr: Expr): boolean => {
  if (expr.kind === 'and' || expr.kind === 'or') return expr.items.every(isOnlyMetadata);
  return expr.kind === 'not' ? isOnlyMetadata(expr.item) : isMetadataTest(expr);
};

/** The weakest condition on metadata alone that a scope implies. */
function metadataPart(expr: Expr): Expr {
  if (expr.kind === 'and') return and(expr.items.map(metadataPart), expr.origin);
  if (expr.kind === 'or') return or(expr.items.map(metadataPart), expr.origin);
  return isOnlyMetadata(expr) ? expr : literal(true, expr.origin);
}

/** Watches whether any event passes the metadata tests of a query's scope. */
export class ScopeCheck {
  readonly #condition: Expr | undefined;
  #passed: boolean;
  #standIn: Event | undefined;

  constructor(plan: Plan) {
    const scope = nodesOf(plan).find((node) => node.kind === 'filter' && node.role === 'scope');
    this.#condition = scope?.kind === 'filter' ? metadataPart(scope.condition) : undefined;
    this.#passed = this.#condition === undefined;
  }

  /** True once an event passed, or if there is nothing to pass. */
  get passed(): boolean {
    return this.#passed;
  }

  /** Says that an event passed elsewhere. */
  pass(): void {
    this.#passed = true;
  }

  look(event: Event, context: Omit<EvaluationContext, 'fieldsAs'>): void {
    if (!this.#passed && this.#condition)
      this.#passed = holds(this.#condition, messageRow(event, 0, 0), { ...context, fieldsAs: 'text' });
  }

  /** The same for an event that stands for many: it says the same each time, and most records of a log come so. */
  lookOnce(standIn: Event, context: Omit<EvaluationContext, 'fieldsAs'>): void {
    if (standIn === this.#standIn) return;
    this.#standIn = standIn;
    this.look(standIn, context);
  }
}
