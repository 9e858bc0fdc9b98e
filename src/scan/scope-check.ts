import { type EvaluationContext, holds } from '../engines/js/evaluate.ts';
import { messageRow } from '../engines/js/row.ts';
import { type Event, foldName } from '../event/index.ts';
import { and, type Expr, literal, nodesOf, or, type Plan } from '../ir/index.ts';

/** Built-in fields that a header without a channel decides, and one with a channel, and a whole event. */
const OF_ANY_HEADER = ['_sourcecategory', '_collector', '_index', '_view'];
const OF_CHANNEL = [...OF_ANY_HEADER, '_sourcename'];
const OF_EVENT = [...OF_CHANNEL, '_sourcehost', '_source'];

function isOnlyOf(names: readonly string[], expr: Expr): boolean {
  if (expr.kind === 'and' || expr.kind === 'or') return expr.items.every((item) => isOnlyOf(names, item));
  if (expr.kind === 'not') return isOnlyOf(names, expr.item);
  return expr.kind === 'match' && expr.value.kind === 'field' && names.includes(foldName(expr.value.name));
}

/** The weakest condition on built-in fields of these names alone that a scope implies. */
function partOf(names: readonly string[], expr: Expr): Expr {
  if (expr.kind === 'and')
    return and(
      expr.items.map((item) => partOf(names, item)),
      expr.origin,
    );
  if (expr.kind === 'or')
    return or(
      expr.items.map((item) => partOf(names, item)),
      expr.origin,
    );
  return isOnlyOf(names, expr) ? expr : literal(true, expr.origin);
}

/** Watches whether any event passes the metadata tests of a query's scope. */
export class ScopeCheck {
  readonly #scope: Expr | undefined;
  readonly #ofEvent: Expr | undefined;
  #passed: boolean;
  #standIn: Event | undefined;

  constructor(plan: Plan) {
    const scope = nodesOf(plan).find((node) => node.kind === 'filter' && node.role === 'scope');
    this.#scope = scope?.kind === 'filter' ? scope.condition : undefined;
    this.#ofEvent = this.#scope && partOf(OF_EVENT, this.#scope);
    this.#passed = this.#scope === undefined;
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
    if (this.#ofEvent) this.#look(this.#ofEvent, event, context);
  }

  /**
   * The same for an event that stands for many of which only the header is known: it says the same each time, and most records of
   * a log come so. What only whole events decide counts as passed.
   */
  lookOnce(standIn: Event, context: Omit<EvaluationContext, 'fieldsAs'>): void {
    if (standIn === this.#standIn || !this.#scope) return;
    this.#standIn = standIn;
    const names = standIn.header.channel === undefined ? OF_ANY_HEADER : OF_CHANNEL;
    this.#look(partOf(names, this.#scope), standIn, context);
  }

  #look(condition: Expr, event: Event, context: Omit<EvaluationContext, 'fieldsAs'>): void {
    if (!this.#passed) this.#passed = holds(condition, messageRow(event, 0, 0), { ...context, fieldsAs: 'text' });
  }
}
