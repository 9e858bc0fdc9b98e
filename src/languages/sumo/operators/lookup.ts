import type { KeyPair, NameNode, TableNode } from '../ast.ts';
import type { Cursor } from '../cursor.ts';
import { tableKeys, tableName } from '../lower-table.ts';
import type { OperatorDefinition, Printer } from '../operator.ts';
import { isNoExpression } from '../operator-start.ts';
import { printAlias } from '../stage-parts.ts';
import { parseTable } from '../table.ts';

/** A column taken from the table. */
export interface LookupColumn {
  readonly name: NameNode;
  readonly alias: NameNode | undefined;
}

/** Arguments of `lookup`; no columns means all (`*`). Which side of a key is the table's is decided by its columns. */
export interface LookupArgs {
  readonly columns: readonly LookupColumn[];
  readonly table: TableNode;
  readonly keys: readonly KeyPair[];
}

function parseColumn(cursor: Cursor): LookupColumn {
  const name = cursor.name();
  return { name, alias: cursor.alias() };
}

function parseColumns(cursor: Cursor): LookupColumn[] {
  if (cursor.takePunct('*')) return [];
  const columns = [parseColumn(cursor)];
  while (cursor.takePunct(',')) columns.push(parseColumn(cursor));
  return columns;
}

function parseKeys(cursor: Cursor): KeyPair[] {
  const isWrapped = cursor.takePunct('(') !== undefined;
  const keys: KeyPair[] = [];
  do {
    const left = cursor.name();
    keys.push({ left, right: cursor.takePunct('=', '==') ? cursor.name() : undefined });
  } while ((cursor.takePunct(',') ?? cursor.takeWord('and')) && !cursor.panicking);
  if (isWrapped) cursor.expectPunct(')');
  return keys;
}

function printKey({ left, right }: KeyPair, printer: Printer): string {
  return printer.name(left) + (right ? `=${printer.name(right)}` : '');
}

/** `lookup c from table on f=c` (spec sumo §11.1). */
export const lookupOperator: OperatorDefinition<LookupArgs> = {
  name: 'lookup',
  summary: 'Adds columns of a table to rows with the same key.',
  syntax: 'lookup c1 [as x], c2 | * from path://"…" on f=c[, g=d]',
  evidence: 'spec sumo §11.1',
  chosen:
    'Of several entries with one key the last counts; which side of `on` is the table’s its columns decide (18.15).',
  examples: [
    {
      title: 'an asset table',
      query:
        '* | lookup owner, tier as asset_tier from path://"/Library/Users/me@example.org/Assets" on Computer=hostname',
    },
    { title: 'a place', query: '* | lookup * from geo://location on ip=DestinationIp' },
  ],
  begins: (_keyword, next) => next.text === '*' || isNoExpression(next),
  parse(cursor) {
    const columns = parseColumns(cursor);
    cursor.expectWord('from');
    const table = parseTable(cursor);
    const keys = cursor.expectWord('on') ? parseKeys(cursor) : [];
    return { columns, table, keys };
  },
  print(args, printer) {
    const columns = args.columns.map(({ name, alias }) => printer.name(name) + printAlias(alias, printer));
    const keys = args.keys.map((key) => printKey(key, printer));
    return `lookup ${columns.length > 0 ? columns.join(', ') : '*'} from ${printer.table(args.table)} on ${keys.join(', ')}`;
  },
  lower(args, lowering) {
    const columns = args.columns.map(({ name, alias }) => ({ column: name.name, name: alias?.name ?? name.name }));
    return {
      kind: 'lookup',
      origin: lowering.stage.span,
      input: lowering.input,
      table: tableName(args.table),
      on: tableKeys(args.keys, args.table, 'left', lowering.field),
      columns: columns.length > 0 ? columns : undefined,
      every: false,
    };
  },
};
