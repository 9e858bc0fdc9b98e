import type { Plan } from '../../../ir/index.ts';
import type { NameNode, Quantity } from '../ast.ts';
import { wholeOf } from '../lower-parts.ts';
import type { Lowering } from '../lowering.ts';
import type { OperatorDefinition } from '../operator.ts';
import { countKey, parseSortKeys, printSortKeys, type SortKey, sortKeyOf } from '../sort-keys.ts';

/** Arguments of `top`. */
export interface TopArgs {
  readonly count: Quantity;
  readonly names: readonly NameNode[];
  readonly by: readonly SortKey[];
}

/** `top n f by g` (spec sumo §9.2). */
export const topOperator: OperatorDefinition<TopArgs> = {
  name: 'top',
  summary: 'Keeps the n rows that are first by some fields.',
  syntax: 'top n f[, g] [by h [asc|desc], …]',
  evidence: 'spec sumo §9.2',
  chosen: 'On messages, with another field than the count behind `by`, nothing is counted (18.14).',
  examples: [
    { title: 'of aggregates', query: '* | count as hits by Image | top 3 Image by hits' },
    { title: 'of messages', query: '* | top 5 DestinationIp' },
  ],
  begins: (_keyword, next) => next.kind === 'number' || next.kind === 'template' || next.text === '(',
  parse(cursor) {
    const isWrapped = cursor.takePunct('(') !== undefined;
    const count = cursor.quantity();
    if (isWrapped) cursor.expectPunct(')');
    const names = cursor.names();
    return { count, names, by: cursor.takeWord('by') ? parseSortKeys(cursor) : [] };
  },
  print: (args, printer) =>
    `top ${args.count.raw} ${printer.names(args.names)}${args.by.length > 0 ? ` by ${printSortKeys(args.by, printer)}` : ''}`,
  lower: (args, lowering) =>
    lowering.schema.rows === 'records' ? topOfRecords(args, lowering) : topOfMessages(args, lowering),
};

/** Sorts records by the given fields, keeps n of them, with the named columns and those sorted by. */
function topOfRecords(args: TopArgs, lowering: Lowering): Plan {
  const { stage, field } = lowering;
  const origin = stage.span;
  const keys = args.by.length > 0 ? args.by.map((key) => sortKeyOf(key, field)) : [countKey(stage.nameSpan)];
  const sorted: Plan = { kind: 'sort', origin, input: lowering.input, keys };
  const limited: Plan = { kind: 'limit', origin, input: sorted, count: wholeOf(args.count, lowering, 1) };
  const by = args.by.length > 0 ? args.by.map(({ name }) => name.name) : ['_count'];
  const names = [...new Set([...args.names.map(({ name }) => name), ...by])];
  return { kind: 'project', origin, input: limited, mode: 'keep', names };
}

/** On messages `top n f` counts by f; with another field behind `by` nothing is counted and the rows are sorted by it (spec sumo §9.2, 18.14). */
function topOfMessages(args: TopArgs, lowering: Lowering): Plan {
  const { stage, field, input, typeOf } = lowering;
  const counts = args.by.every(({ name }) => /^_?count$/i.test(name.name));
  if (!counts) return topOfRecords(args, lowering);
  const origin = stage.span;
  const keys = args.names.map((node) => ({ name: node.name, value: field(node), type: typeOf(field(node)) }));
  const count = { origin, fn: 'count', arg: undefined, name: '_count', type: 'long' } as const;
  const counted: Plan = { kind: 'aggregate', origin, input, keys, aggregates: [count], window: 'none' };
  return topOfRecords({ ...args, by: [] }, { ...lowering, input: counted });
}
