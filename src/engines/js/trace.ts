import { type Event, foldName } from '../../event/index.ts';
import {
  type ConditionOutline,
  childrenOf,
  type Expr,
  extractedNames,
  nodesOf,
  type Plan,
  type PlanOf,
  walkExpr,
} from '../../ir/index.ts';
import type { Span } from '../../source/index.ts';
import type { Value } from '../../value/index.ts';
import { DroppedRow, type EvaluationContext, evaluate, holds, itemsOf, valueNamed } from './evaluate.ts';
import { messageRow, projectRow, type Row, withCells } from './row.ts';
import { prepareChain } from './stages/extract-stage.ts';
import { prepareLookup } from './stages/lookup-stage.ts';

/** What a test saw of a field: of one with several values those that made it hold, else all. */
export type Seen = Value | readonly Value[];

/** The values of what a test saw. */
export function valuesSeen(seen: Seen): readonly Value[] {
  return Array.isArray(seen) ? (seen as readonly Value[]) : [seen as Value];
}

/** A condition or a part of one, on one event. */
export interface ConditionTrace {
  readonly kind: 'all' | 'any' | 'not' | 'test';
  readonly origin: Span;
  readonly holds: boolean;
  readonly parts: readonly ConditionTrace[];
  /** Where the condition stands as its text has it, for languages whose expressions say it otherwise. */
  readonly outline?: ConditionOutline;
  /** Of a test: the fields that it reads, with the values it saw; null is no value. */
  readonly saw: readonly (readonly [field: string, value: Seen])[];
  /** Tests inside that hold and say more than which log it is: not negated, not of channel, event id or metadata. */
  readonly held: number;
  /** Tests that would have to come out the other way for this part to come out the other way, the fewest there are. */
  readonly flips: readonly ConditionTrace[];
}

/** A stage on one event: a filter with its condition, or what a stage made. */
export type StageTrace =
  | {
      readonly kind: 'filter';
      readonly origin: Span;
      readonly role: 'scope' | 'where';
      readonly condition: ConditionTrace;
    }
  | {
      readonly kind: 'made';
      readonly origin: Span;
      /** False if the stage dropped the row; later stages then see it as it was before. */
      readonly kept: boolean;
      readonly columns: readonly (readonly [name: string, value: Value])[];
    };

/** What a plan does with one event, stage by stage, up to the first stage that folds or orders rows. */
export interface EventTrace {
  readonly stages: readonly StageTrace[];
  readonly passes: boolean;
  /** Tests that would have to come out the other way for the event to pass; a parse that dropped it counts too. */
  readonly flips: readonly ConditionTrace[];
  readonly drops: number;
}

function fieldsSeen(expr: Expr, isHeld: boolean, row: Row, context: EvaluationContext): [string, Seen][] {
  const seen = new Map<string, [string, Seen]>();
  const operands = new Set<Expr>();
  walkExpr(expr, (one) => {
    if (one.kind === 'match') operands.add(one.value);
    else if (one.kind === 'compare') operands.add(one.left).add(one.right);
    else if (one.kind === 'quantified') operands.add(one.over);
  });
  walkExpr(expr, (one) => {
    if (one.kind !== 'field' || (seen.has(foldName(one.name)) && !operands.has(one))) return;
    // Functions are given the first value of a field alone.
    const items = operands.has(one) ? [...new Set(itemsOf(one, row, context))] : [];
    const value =
      items.length > 1 ? deciding(expr, isHeld, one.name, items, row, context) : evaluate(one, row, context);
    seen.set(foldName(one.name), [one.name, value ?? null]);
  });
  return [...seen.values()];
}

/** Of the values of a field those with which alone a test that holds does so; all where it fails, or needs several. */
function deciding(
  expr: Expr,
  isHeld: boolean,
  name: string,
  items: readonly Value[],
  row: Row,
  context: EvaluationContext,
): Seen {
  const alone = isHeld ? items.filter((value) => holdsWith(expr, withCells(row, [{ name, value }]), context)) : [];
  return alone.length === 1 ? alone[0] : alone.length > 0 ? alone : items;
}

function holdsWith(expr: Expr, row: Row, context: EvaluationContext): boolean {
  try {
    return holds(expr, row, context);
  } catch (error) {
    if (error instanceof DroppedRow) return false;
    throw error;
  }
}

/** Names whose tests say which log an event is of, not what happened. */
const HEADER = new Set(['eventid', 'eventcode', 'channel', 'provider_name']);

const isHeader = (name: string): boolean => name.startsWith('_') || HEADER.has(foldName(name));

/** Negative if `a` is nearer to coming out the other way: fewer changes, then more that holds already. */
const byNearness = (a: ConditionTrace, b: ConditionTrace): number => a.flips.length - b.flips.length || b.held - a.held;

/** The changes of the part that is nearest. */
function cheapest(parts: readonly ConditionTrace[]): readonly ConditionTrace[] {
  return [...parts].sort(byNearness)[0]?.flips ?? [];
}

type Part = Pick<ConditionTrace, 'held' | 'flips'>;

/** What would turn parts that are joined, and how many of their tests hold. */
function joinedParts(kind: 'all' | 'any', isHeld: boolean, parts: readonly ConditionTrace[]): Part {
  const needsAll = (kind === 'all') !== isHeld;
  const wrong = parts.filter((part) => part.holds === isHeld);
  const flips = needsAll ? wrong.flatMap((part) => part.flips) : cheapest(wrong);
  return { flips, held: parts.reduce((sum, part) => sum + part.held, 0) };
}

function traceCondition(expr: Expr, row: Row, context: EvaluationContext): ConditionTrace {
  if (expr.kind !== 'not' && expr.kind !== 'and' && expr.kind !== 'or') return traceTest(expr, row, context);
  const isHeld = holds(expr, row, context);
  const base = { origin: expr.origin, holds: isHeld, saw: [] } as const;
  if (expr.kind === 'not') {
    const parts = [traceCondition(expr.item, row, context)];
    return { ...base, kind: 'not', parts, held: 0, flips: parts[0]!.flips };
  }
  const kind = expr.kind === 'and' ? 'all' : 'any';
  const parts = childrenOf(expr).map((item) => traceCondition(item, row, context));
  return { ...base, kind, parts, ...joinedParts(kind, isHeld, parts) };
}

/** A condition by its outline on one row: as the text has it, not as the expressions do. */
function traceOutline(outline: ConditionOutline, row: Row, context: EvaluationContext): ConditionTrace {
  const { kind, span, expr } = outline;
  if (expr) return traceTest(expr, row, context, { origin: span, outline });
  const parts = outline.parts.map((part) => traceOutline(part, row, context));
  const base = { origin: span, outline, saw: [], parts } as const;
  if (kind === 'not') {
    const [part] = parts;
    return { ...base, kind, holds: !part!.holds, held: 0, flips: part!.flips };
  }
  const isAll = kind !== 'any';
  const isHeld = isAll ? parts.every((part) => part.holds) : parts.some((part) => part.holds);
  return { ...base, kind: isAll ? 'all' : 'any', holds: isHeld, ...joinedParts(isAll ? 'all' : 'any', isHeld, parts) };
}

/** Follows a source and a condition by their outlines; the event passes if both hold. */
export function traceOutlines(
  source: ConditionOutline,
  condition: ConditionOutline,
  event: Event,
  context: EvaluationContext,
): EventTrace {
  const row = messageRow(event, 0, 0);
  const stages = [['scope', source] as const, ['where', condition] as const].map(([role, outline]) => ({
    ...{ kind: 'filter' as const, role, origin: outline.span, condition: traceOutline(outline, row, context) },
  }));
  const flips = stages.flatMap((stage) => (stage.condition.holds ? [] : stage.condition.flips));
  return { stages, flips, drops: 0, passes: stages.every((stage) => stage.condition.holds) };
}

function traceTest(
  expr: Expr,
  row: Row,
  context: EvaluationContext,
  place: { readonly origin: Span; readonly outline?: ConditionOutline } = { origin: expr.origin },
): ConditionTrace {
  const isHeld = holds(expr, row, context);
  const base = { ...place, holds: isHeld, saw: [] } as const;
  const saw = fieldsSeen(expr, isHeld, row, context);
  const held = isHeld && saw.some(([name]) => !isHeader(name)) ? 1 : 0;
  const trace: ConditionTrace = { ...base, kind: 'test', parts: [], saw, held, flips: [] };
  return Object.assign(trace, { flips: [trace] });
}

interface Walk {
  row: Row;
  readonly stages: StageTrace[];
  readonly flips: ConditionTrace[];
  drops: number;
}

function traceMade(
  node: PlanOf<'extend'> | PlanOf<'extract'> | PlanOf<'lookup'>,
  walk: Walk,
  rows: readonly Row[],
  names: readonly string[],
  context: EvaluationContext,
): void {
  const kept = rows[0];
  if (kept) walk.row = kept;
  else walk.drops++;
  const columns = names.map((name): [string, Value] => [name, kept ? (valueNamed(name, kept, context) ?? null) : null]);
  walk.stages.push({ kind: 'made', origin: node.origin, kept: kept !== undefined, columns });
}

const namesOf = (node: PlanOf<'extract'>): string[] => node.steps.flatMap(extractedNames);

function extended(node: PlanOf<'extend'>, row: Row, context: EvaluationContext): readonly Row[] {
  try {
    return [
      node.columns.reduce(
        (one, { name, value }) => withCells(one, [{ name, value: evaluate(value, one, context) ?? null }]),
        row,
      ),
    ];
  } catch (error) {
    if (error instanceof DroppedRow) return [];
    throw error;
  }
}

/** Prepares to follow events through a plan; a filter that fails does not end the walk, so that all that failed is seen. */
export function prepareTrace(plan: Plan, context: EvaluationContext): (event: Event) => EventTrace {
  const chains = new Map(
    nodesOf(plan)
      .filter((node) => node.kind === 'extract')
      .map((node) => [node, prepareChain(node, context)] as const),
  );
  const lookups = new Map(
    nodesOf(plan)
      .filter((node) => node.kind === 'lookup')
      .map((node) => [node, prepareLookup(node, context)] as const),
  );
  return (event) => {
    const walk: Walk = { row: messageRow(event, 0, 0), stages: [], flips: [], drops: 0 };
    for (const node of nodesOf(plan)) {
      if (node.kind === 'filter') {
        const condition = traceCondition(node.condition, walk.row, context);
        walk.stages.push({ kind: 'filter', origin: node.origin, role: node.role, condition });
        if (!condition.holds) walk.flips.push(...condition.flips);
      } else if (node.kind === 'extract') traceMade(node, walk, chains.get(node)!(walk.row), namesOf(node), context);
      else if (node.kind === 'extend') {
        traceMade(
          node,
          walk,
          extended(node, walk.row, context),
          node.columns.map((column) => column.name),
          context,
        );
      } else if (node.kind === 'lookup') {
        const cells = lookups.get(node)!(walk.row)[0]!;
        const names = cells.map(({ name }) => name);
        traceMade(node, walk, [withCells(walk.row, cells)], names, context);
      } else if (node.kind === 'project') walk.row = projectRow(node, walk.row);
      else if (node.kind !== 'scan') break;
    }
    const { stages, flips, drops } = walk;
    return { stages, flips, drops, passes: flips.length === 0 && drops === 0 };
  };
}
