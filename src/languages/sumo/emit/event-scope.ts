import { foldName } from '../../../event/index.ts';
import { type Expr, expressionsOf, nodesOf, type Plan, walkExpr } from '../../../ir/index.ts';
import type { EventScope } from './source-format.ts';

const isChannel = (name: string): boolean => /^(?:_event\.)?channel$/i.test(name);
const isEventId = (name: string): boolean => /^(?:_event\.id|EventID|EventCode)$/i.test(name);

/** Channels and event ids that a plan compares with, wherever it does. */
export function eventScopeOf(plan: Plan): EventScope {
  const channels = new Set<string>();
  const eventIds = new Set<number>();
  const note = (expr: Expr): void => {
    if (expr.kind !== 'match' || expr.value.kind !== 'field') return;
    const { pattern } = expr;
    const text = pattern.kind === 'literal' || pattern.kind === 'number' ? pattern.text : undefined;
    if (text === undefined) return;
    if (isChannel(expr.value.name)) channels.add(text);
    else if (isEventId(expr.value.name) && /^\d+$/.test(text)) eventIds.add(Number(text));
  };
  for (const node of nodesOf(plan)) for (const expr of expressionsOf(node)) walkExpr(expr, note);
  const made = nodesOf(plan).flatMap((node) => (node.kind === 'extend' ? node.columns.map(({ name }) => name) : []));
  return { channels: [...channels], eventIds: [...eventIds], made: new Set(made.map(foldName)) };
}

/** Channels of which an event must be one for the condition to hold; undefined if it may be any other, too. */
export function channelsRequired(expr: Expr): readonly string[] | undefined {
  switch (expr.kind) {
    case 'match':
      return expr.value.kind === 'field' &&
        isChannel(expr.value.name) &&
        expr.pattern.kind === 'literal' &&
        expr.pattern.part === 'whole'
        ? [expr.pattern.text]
        : undefined;
    case 'and':
      return expr.items.map(channelsRequired).find((one) => one !== undefined);
    case 'or': {
      const lists = expr.items.map(channelsRequired);
      return lists.some((one) => one === undefined) ? undefined : [...new Set(lists.flatMap((one) => one!))];
    }
    default:
      return undefined;
  }
}
