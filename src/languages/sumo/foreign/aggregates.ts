import { type Span, spanAt } from '../../../source/index.ts';
import type { AggregateItem } from '../aggregate-syntax.ts';
import type { SumoAggregate } from '../aggregates.ts';
import type { NameNode, NumberNode, Quantity } from '../ast.ts';
import type { Cursor } from '../cursor.ts';
import { numberValue } from '../number.ts';
import * as mistakes from './diagnostics.ts';

interface ForeignAggregate {
  readonly name: string;
  /** Percentile that the name stands for. */
  readonly percentile?: number;
}

function percentiles(): [string, ForeignAggregate][] {
  return [50, 75, 90, 95, 99].flatMap((percentile): [string, ForeignAggregate][] =>
    ['p', 'perc', 'percentile'].map((prefix) => [`${prefix}${percentile}`, { name: 'pct', percentile }]),
  );
}

/** Aggregates of other languages by lower-case name (M06 and kin, spec sumo §16). */
export const FOREIGN_AGGREGATES: ReadonlyMap<string, ForeignAggregate> = new Map<string, ForeignAggregate>([
  ['dcount', { name: 'count_distinct' }],
  ['dc', { name: 'count_distinct' }],
  ['distinct_count', { name: 'count_distinct' }],
  ['approx_distinct', { name: 'count_distinct' }],
  ['mean', { name: 'avg' }],
  ['average', { name: 'avg' }],
  ['stdev', { name: 'stddev' }],
  ['make_set', { name: 'values' }],
  ['makeset', { name: 'values' }],
  ['collect_set', { name: 'values' }],
  ['latest', { name: 'first' }],
  ['earliest', { name: 'last' }],
  ['median', { name: 'pct', percentile: 50 }],
  ['percentile', { name: 'pct' }],
  ['perc', { name: 'pct' }],
  ...percentiles(),
]);

/** The column that the author expects of an aggregate without a name, `_median`, if a later stage reads it. */
function usualName(cursor: Cursor, name: string): string | undefined {
  const usual = `_${name.toLowerCase()}`;
  const isRead = new RegExp(`(?<![\\w.])${usual}(?![\\w.])`, 'i').test(cursor.text.slice(cursor.at));
  return isRead ? usual : undefined;
}

/** Reads an aggregate of another language as the one that was meant. */
export function foreignAggregate(cursor: Cursor): AggregateItem | undefined {
  const token = cursor.peek();
  const meant = token.kind === 'word' ? FOREIGN_AGGREGATES.get(token.text.toLowerCase()) : undefined;
  if (!meant || cursor.peekSecond().text !== '(') return undefined;
  cursor.take();
  cursor.take();
  const before = cursor.diagnostics.length;
  const field = cursor.isName() && /^[,)]$/.test(cursor.peekSecond().text) ? cursor.name() : hoistExpression(cursor);
  const numbers: Quantity[] = [];
  while (cursor.takePunct(',')) numbers.push(cursor.quantity());
  const inserts =
    meant.percentile === undefined ? [] : [{ span: spanAt(cursor.peek().span.start), text: `, ${meant.percentile}` }];
  cursor.expectPunct(')');
  if (meant.percentile !== undefined) numbers.push(numberNode(meant.percentile, token.span));
  const behind = cursor.at;
  const alias = cursor.alias();
  const usual = usualName(cursor, token.text);
  const naming = !alias && usual !== undefined ? [{ span: spanAt(behind), text: ` as ${usual}` }] : [];
  const right = `${meant.name}(f${meant.percentile === undefined ? '' : `, ${meant.percentile}`})`;
  const diagnostic = mistakes.foreignAggregate.report({
    span: token.span,
    message: `there is no aggregate \`${token.text}\`; write \`${right}\``,
    data: { name: token.text, right },
    fixes: [
      {
        title: `write ${right}`,
        class: 'repair',
        edits: [{ span: token.span, text: meant.name }, ...inserts, ...naming],
      },
    ],
  });
  cursor.diagnostics.splice(before, 0, diagnostic);
  return {
    name: meant.name,
    nameSpan: token.span,
    star: false,
    fields: [field],
    numbers,
    alias: alias ?? (usual === undefined ? undefined : { kind: 'name', name: usual, quoted: false, span: token.span }),
    span: cursor.spanFrom(token.span.start),
  };
}

function numberNode(value: number, span: Span): NumberNode {
  return { kind: 'number', raw: String(value), value: numberValue(String(value)), span };
}

function freshName(cursor: Cursor): string {
  const taken = cursor.text.toLowerCase();
  for (let i = 1; ; i++) {
    const name = i === 1 ? 'computed' : `computed_${i}`;
    if (!taken.includes(name) && !cursor.inserted.some((stage) => aliasOf(stage.args) === name)) return name;
  }
}

function aliasOf(args: unknown): string | undefined {
  return (args as { alias?: NameNode } | undefined)?.alias?.name;
}

/** Reads an expression where an aggregate takes a field, and moves it into a stage of its own (M07). */
export function hoistExpression(cursor: Cursor): NameNode {
  const stageStart = cursor.stageStart;
  const expression = cursor.expression();
  if (expression.kind === 'field') {
    if (!cursor.isPunct(',', ')')) cursor.unexpected('`,` or `)`');
    return { kind: 'name', name: expression.name, quoted: expression.quoted, span: expression.span };
  }
  const name: NameNode = { kind: 'name', name: freshName(cursor), quoted: false, span: expression.span };
  if (cursor.panicking) return name;
  const written = cursor.text.slice(expression.span.start, expression.span.end);
  cursor.inserted.push({
    kind: 'stage',
    operator: 'expression',
    nameSpan: expression.span,
    span: expression.span,
    args: { expression, alias: name },
  });
  cursor.report(
    mistakes.aggregateExpression.report({
      span: expression.span,
      message: 'an aggregate takes a field, not an expression: compute it in a stage before',
      fixes: [
        {
          title: 'compute the expression in a stage before',
          class: 'repair',
          edits: [
            { span: spanAt(stageStart), text: `${written} as ${name.name}\n| ` },
            { span: expression.span, text: name.name },
          ],
        },
      ],
    }),
  );
  return name;
}

/** Reads `count(eval(condition))` of Splunk as the sum of a flag that a stage before makes. */
export function conditionalCount(cursor: Cursor): AggregateItem | undefined {
  const [count, open, word, inner] = cursor.peekMany(4);
  if (!count || !/^(?:count|c)$/i.test(count.text) || open?.text !== '(' || inner?.text !== '(') return undefined;
  if (word?.kind !== 'word' || word.text.toLowerCase() !== 'eval') return undefined;
  const { stageStart } = cursor;
  const before = cursor.diagnostics.length;
  cursor.moveTo(inner.span.end);
  const condition = cursor.expression();
  cursor.expectPunct(')');
  cursor.expectPunct(')');
  const span = cursor.spanFrom(count.span.start);
  const name: NameNode = { kind: 'name', name: freshName(cursor), quoted: false, span: condition.span };
  const alias = cursor.alias();
  const written = cursor.text.slice(condition.span.start, condition.span.end);
  const one = numberNode(1, condition.span);
  const none = numberNode(0, condition.span);
  cursor.inserted.push({
    kind: 'stage',
    operator: 'expression',
    nameSpan: condition.span,
    span: condition.span,
    args: {
      expression: {
        kind: 'call',
        name: 'if',
        nameSpan: condition.span,
        args: [condition, one, none],
        span: condition.span,
      },
      alias: name,
    },
  });
  const edits = [
    { span: spanAt(stageStart), text: `if(${written}, 1, 0) as ${name.name}\n| ` },
    { span, text: `sum(${name.name})` },
  ];
  const found = mistakes.aggregateExpression.report({
    span,
    message: 'an aggregate takes a field, not a condition: make a flag in a stage before, and sum it up',
    fixes: [{ title: 'sum up a flag', class: 'repair', edits }],
  });
  cursor.diagnostics.splice(before, 0, found);
  return {
    name: 'sum',
    nameSpan: count.span,
    star: false,
    fields: [name],
    numbers: [],
    alias,
    span: cursor.spanFrom(span.start),
  };
}

/** Reports `pct(50, x)` (M26); the numbers are read all the same. */
export function percentileFirst(
  cursor: Cursor,
  known: SumoAggregate,
  inside: Pick<AggregateItem, 'fields' | 'numbers'>,
  span: Span,
): void {
  const [first] = inside.numbers;
  const [field] = inside.fields;
  if (!known.numbers || !first || !field || first.span.start > field.span.start) return;
  const last = inside.numbers.at(-1)!;
  if (last.span.start > field.span.start) return;
  cursor.report(
    mistakes.percentileOrder.report({
      span,
      message: `\`${known.name}\` takes the field first and the percentiles behind it`,
      fixes: [
        {
          title: 'put the field first',
          class: 'repair',
          edits: [
            {
              span: { start: first.span.start, end: last.span.end },
              text: cursor.text.slice(field.span.start, field.span.end),
            },
            { span: field.span, text: cursor.text.slice(first.span.start, last.span.end) },
          ],
        },
      ],
    }),
  );
}

/** Reports `count()` (M28); the cursor stands before the closing parenthesis. */
export function emptyCount(cursor: Cursor, name: string, open: Span): void {
  if (name !== 'count') return;
  const close = cursor.peek().span;
  cursor.report(
    mistakes.countParentheses.report({
      span: { start: open.start, end: close.end },
      message: '`count` takes no empty parentheses',
      fixes: [
        {
          title: 'remove the parentheses',
          class: 'repair',
          edits: [{ span: { start: open.start, end: close.end }, text: '' }],
        },
      ],
    }),
  );
}
