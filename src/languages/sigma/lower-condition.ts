import { and, type Expr, literal, not, or } from '../../ir/index.ts';
import type { Span } from '../../source/index.ts';
import { type Condition, fitsPattern } from './condition.ts';
import type { ValueLowering } from './lower-value.ts';
import type { NamedSelection, Selection } from './rule.ts';

/** Ways to choose some selections of many that are written out. */
const MOST_CHOICES = 1000;

function lowerSelection(selection: Selection, values: ValueLowering): Expr {
  if (selection.kind === 'item') return values.item(selection);
  const items = selection.items.map((one) => lowerSelection(one, values));
  return selection.kind === 'all' ? and(items, selection.span) : or(items, selection.span);
}

/** All ways to choose `count` of the items; undefined if they are too many. */
function choices(items: readonly Expr[], count: number): Expr[][] | undefined {
  let found: Expr[][] = [[]];
  for (const [index, item] of items.entries()) {
    const left = items.length - index - 1;
    found = found.flatMap((chosen) => [
      ...(chosen.length < count ? [[...chosen, item]] : []),
      ...(chosen.length + left >= count ? [chosen] : []),
    ]);
    if (found.length > MOST_CHOICES) return undefined;
  }
  return found.filter((chosen) => chosen.length === count);
}

/** Lowers the conditions of a rule over its selections, each of which is lowered once. */
export class ConditionLowering {
  readonly #selections: ReadonlyMap<string, Selection>;
  readonly #values: ValueLowering;
  readonly #tooMany: (span: Span) => void;
  readonly #lowered = new Map<string, Expr>();

  constructor(selections: readonly NamedSelection[], values: ValueLowering, tooMany: (span: Span) => void) {
    this.#selections = new Map(selections.map(({ name, selection }) => [name, selection]));
    this.#values = values;
    this.#tooMany = tooMany;
  }

  selection(name: string): Expr {
    let expr = this.#lowered.get(name);
    if (!expr) {
      expr = lowerSelection(this.#selections.get(name)!, this.#values);
      this.#lowered.set(name, expr);
    }
    return expr;
  }

  condition(node: Condition): Expr {
    switch (node.kind) {
      case 'name':
        return this.selection(node.name);
      case 'not':
        return not(this.condition(node.item), node.span);
      case 'and':
      case 'or': {
        const items = node.items.map((item) => this.condition(item));
        return node.kind === 'and' ? and(items, node.span) : or(items, node.span);
      }
      case 'of': {
        const names = [...this.#selections.keys()].filter((name) => fitsPattern(name, node.pattern));
        const items = names.map((name) => this.selection(name));
        if (node.count === 'all') return and(items, node.span);
        if (node.count === 1) return or(items, node.span);
        const ways = choices(items, node.count);
        if (!ways) this.#tooMany(node.span);
        return ways
          ? or(
              ways.map((way) => and(way, node.span)),
              node.span,
            )
          : literal(false, node.span);
      }
    }
  }
}
