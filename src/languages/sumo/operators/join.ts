import type { JoinColumn } from '../../../ir/index.ts';
import type { NameNode, Pipeline, Quantity } from '../ast.ts';
import type { Cursor } from '../cursor.ts';
import { duplicateColumn, unknownJoinTable, unsupportedConstruct } from '../lower-diagnostics.ts';
import { numberOf } from '../lower-parts.ts';
import type { Lowering } from '../lowering.ts';
import type { OperatorDefinition } from '../operator.ts';

/** One side of a join. */
export interface JoinTable {
  readonly pipeline: Pipeline;
  readonly alias: NameNode;
}

/** An equation of a join, names with their table in front. */
export interface JoinKey {
  readonly left: NameNode;
  readonly right: NameNode;
}

/** Arguments of `join`. */
export interface JoinArgs {
  readonly tables: readonly JoinTable[];
  readonly keys: readonly JoinKey[];
  /** Greatest distance in time, in milliseconds. */
  readonly timeWindow: Quantity | undefined;
}

function parseTable(cursor: Cursor): JoinTable {
  cursor.expectPunct('(');
  const pipeline = cursor.grammar.pipeline(cursor);
  cursor.expectPunct(')');
  cursor.expectWord('as');
  return { pipeline, alias: cursor.name() };
}

function parseKey(cursor: Cursor): JoinKey {
  const isWrapped = cursor.takePunct('(') !== undefined;
  const left = cursor.name();
  if (!cursor.takePunct('=', '==')) cursor.unexpected('`=`');
  const right = cursor.name();
  if (isWrapped) cursor.expectPunct(')');
  return { left, right };
}

/** The table and the column of a name such as `bad.user`. */
function columnOf(node: NameNode, { tables }: JoinArgs, { report }: Lowering): JoinColumn {
  const table = tables.find(({ alias }) => node.name.toLowerCase().startsWith(`${alias.name.toLowerCase()}.`))?.alias
    .name;
  if (table !== undefined) return { table, column: node.name.slice(table.length + 1) };
  const names = tables.map(({ alias }) => `\`${alias.name}\``).join(', ');
  const message = `\`${node.name}\` names none of the tables ${names}: write \`table.field\``;
  report(unknownJoinTable.report({ span: node.span, message, data: { name: node.name } }));
  return { table: tables[0]?.alias.name ?? '', column: node.name };
}

/** Reports names that two tables have, keys within one table, and tables that no key ties to the others. */
function reportTables({ tables, keys }: JoinArgs, { report }: Lowering): void {
  const nameOf = ({ name }: NameNode) => name.toLowerCase();
  const tableOf = (key: NameNode) => tables.find(({ alias }) => nameOf(key).startsWith(`${nameOf(alias)}.`))?.alias;
  const unsupported = (node: NameNode, message: string): void =>
    report(unsupportedConstruct.report({ span: node.span, message, data: { construct: 'join' } }));
  const [first, ...others] = tables.map(({ alias }) => alias);
  const tied = new Set(first && [nameOf(first)]);
  const pairs = keys.map(({ left, right }) => [tableOf(left), tableOf(right)] as const);
  for (const _table of tables) {
    for (const [left, right] of pairs) {
      if (!left || !right) continue;
      if (tied.has(nameOf(left)) || tied.has(nameOf(right))) tied.add(nameOf(left)).add(nameOf(right));
    }
  }
  for (const [index, [left, right]] of pairs.entries()) {
    const key = keys[index]!.right;
    if (left && left === right) unsupported(key, `\`${key.name}\` is of the same table as the other side of its key`);
  }
  const met = new Set(first && [nameOf(first)]);
  for (const alias of others) {
    const name = nameOf(alias);
    if (met.has(name)) {
      const message = `two tables of the join are named \`${alias.name}\``;
      report(duplicateColumn.report({ span: alias.span, message, data: { column: alias.name } }));
    } else if (!tied.has(name))
      unsupported(alias, `no key ties \`${alias.name}\` to the other tables, so that every row would fit every other`);
    met.add(name);
  }
}

/** `join (…) as a, (…) as b on a.k = b.k` (spec sumo §11.3). */
export const joinOperator: OperatorDefinition<JoinArgs> = {
  name: 'join',
  summary: 'Pairs the rows of two pipelines that have the same keys.',
  syntax: 'join (stages) as a, (stages) as b on a.k = b.k [and …] [timewindow 10m]',
  evidence: 'spec sumo §11.3',
  examples: [
    {
      title: 'failure and success of one user',
      query:
        '* | join (where EventID = "4625") as bad, (where EventID = "4624") as good on bad.user = good.user timewindow 15m',
    },
  ],
  parse(cursor) {
    const tables = [parseTable(cursor)];
    while (cursor.takePunct(',') && !cursor.panicking) tables.push(parseTable(cursor));
    cursor.expectWord('on');
    const keys = [parseKey(cursor)];
    while ((cursor.takeWord('and') ?? cursor.takePunct(',')) && !cursor.panicking) keys.push(parseKey(cursor));
    const timeWindow = cursor.takeWord('timewindow') ? cursor.duration() : undefined;
    return { tables, keys, timeWindow };
  },
  print(args, printer) {
    const tables = args.tables.map(
      ({ pipeline, alias }) => `(${printer.pipeline(pipeline)}) as ${printer.name(alias)}`,
    );
    const keys = args.keys.map(({ left, right }) => `${printer.name(left)} = ${printer.name(right)}`);
    const window = args.timeWindow ? ` timewindow ${args.timeWindow.raw}` : '';
    return `join ${tables.join(', ')} on ${keys.join(' and ')}${window}`;
  },
  pipelines: (args) => args.tables.map(({ pipeline }) => pipeline),
  lower(args, lowering) {
    reportTables(args, lowering);
    const tables = args.tables.map(({ pipeline, alias }) => ({ name: alias.name, plan: lowering.pipeline(pipeline) }));
    const on = args.keys.map(({ left, right }) => ({
      left: columnOf(left, args, lowering),
      right: columnOf(right, args, lowering),
    }));
    const within = args.timeWindow && numberOf(args.timeWindow, lowering);
    return { kind: 'join', origin: lowering.stage.span, input: lowering.input, tables, on, within };
  },
};
