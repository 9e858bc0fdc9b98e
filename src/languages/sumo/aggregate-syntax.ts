import { defineDiagnostic } from '../../diagnostic/index.ts';
import { type Span, spanAt } from '../../source/index.ts';
import { aggregateNamed } from './aggregates.ts';
import type { NameNode, Quantity } from './ast.ts';
import type { Cursor } from './cursor.ts';
import {
  conditionalCount,
  emptyCount,
  foreignAggregate,
  hoistExpression,
  percentileFirst,
} from './foreign/aggregates.ts';

/** One aggregate of a stage; `name` is canonical and in lower case. */
export interface AggregateItem {
  readonly name: string;
  readonly nameSpan: Span;
  /** True for `count(*)`. */
  readonly star: boolean;
  readonly fields: readonly NameNode[];
  /** Percentiles of `pct`. */
  readonly numbers: readonly Quantity[];
  readonly alias: NameNode | undefined;
  readonly span: Span;
}

/** Aggregates with the fields they are grouped by; no fields means one group of all rows. */
export interface AggregateStageArgs {
  readonly items: readonly AggregateItem[];
  readonly group: readonly NameNode[];
}

function isPlainName(cursor: Cursor): boolean {
  return cursor.isName() && /^[,)]$/.test(cursor.peekSecond().text);
}

function isPercentField(cursor: Cursor): boolean {
  return cursor.isPunct('%') || cursor.peek().kind === 'field';
}

function parseInside(cursor: Cursor, name: string): Pick<AggregateItem, 'star' | 'fields' | 'numbers'> {
  const fields: NameNode[] = [];
  const numbers: Quantity[] = [];
  let star = false;
  const open = cursor.take();
  if (cursor.isPunct(')')) emptyCount(cursor, name, open.span);
  while (!cursor.isPunct(')') && !cursor.panicking) {
    if (cursor.takePunct('*')) star = true;
    else if (cursor.peek().kind === 'number') numbers.push(cursor.quantity());
    else if (fields.length > 0 && cursor.peek().kind === 'template') numbers.push(cursor.quantity());
    else if (isPlainName(cursor) || isPercentField(cursor)) fields.push(cursor.name());
    else fields.push(hoistExpression(cursor));
    if (!cursor.takePunct(',')) break;
  }
  cursor.expectPunct(')');
  return { star, fields, numbers };
}

function parseItem(cursor: Cursor): AggregateItem | undefined {
  const conditional = conditionalCount(cursor);
  if (conditional) return conditional;
  const token = cursor.peek();
  const known = token.kind === 'word' ? aggregateNamed(token.text) : undefined;
  if (!known) return foreignAggregate(cursor);
  cursor.take();
  let inside: Pick<AggregateItem, 'star' | 'fields' | 'numbers'> = { star: false, fields: [], numbers: [] };
  if (cursor.isPunct('(')) {
    inside = parseInside(cursor, known.name);
    percentileFirst(cursor, known, inside, token.span);
  } else if (known.name === 'count_frequent') inside = { ...inside, fields: cursor.names() };
  else if (known.fields[0] > 0) cursor.unexpected(`\`(\` behind \`${token.text}\``);
  if (known.name !== 'count' && inside.fields.length === 0 && !cursor.panicking)
    cursor.unexpected('a field in the parentheses');
  const alias = cursor.alias();
  return { name: known.name, nameSpan: token.span, ...inside, alias, span: cursor.spanFrom(token.span.start) };
}

function aggregateAhead(cursor: Cursor): boolean {
  return !cursor.atStageEnd() && !cursor.isWord('by', 'group') && !cursor.panicking;
}

/** Reads `count as n, sum(f) by k`; behind `count` the word `by` may be missing (spec sumo §8.2). `commasMissing` accepts items without commas, as `stats` has them. */
export function parseAggregates(cursor: Cursor, commasMissing = false): AggregateStageArgs {
  cursor.moveTo(cursor.stageStart);
  const items: AggregateItem[] = [];
  do {
    const item = parseItem(cursor);
    if (!item) {
      cursor.unexpected('an aggregate');
      break;
    }
    items.push(item);
  } while (cursor.takePunct(',') ?? (commasMissing && aggregateAhead(cursor)));
  return { items, group: parseGroup(cursor, items.at(-1)) };
}

/** A group list behind another aggregate than `count`, without `by`. */
export const missingBy = defineDiagnostic({
  code: 'sumo/missing-by',
  severity: 'uncertain',
  title: 'Group without `by`',
  why: 'Only `count` is documented to take its group without the word `by`; with other aggregates the platform may refuse it.',
  help: 'Write `by` in front of the group.',
});

/** True if a template on a line of its own is next: it stands for more stages, not for a group. */
function isTail(cursor: Cursor): boolean {
  const { kind, span } = cursor.peek();
  return kind === 'template' && cursor.text.slice(cursor.at, span.start).includes('\n');
}

/** Reads the group list behind aggregates. */
export function parseGroup(cursor: Cursor, last: AggregateItem | undefined): NameNode[] {
  if (cursor.isWord('group') && cursor.peekSecond().text.toLowerCase() === 'by') cursor.take();
  if (cursor.takeWord('by')) return cursor.names();
  if (!last || !cursor.isName() || cursor.panicking || isTail(cursor)) return [];
  if (last.name !== 'count') {
    const at = cursor.peek().span;
    cursor.report(
      missingBy.report({
        span: at,
        message: 'the word `by` is missing before the group; only `count` is documented to do without it',
        fixes: [{ title: 'write `by`', class: 'safe', edits: [{ span: spanAt(at.start), text: 'by ' }] }],
      }),
    );
  }
  return cursor.names();
}
