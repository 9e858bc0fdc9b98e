import type { TableNode } from '../ast.ts';
import { tableName } from '../lower-table.ts';
import type { OperatorDefinition } from '../operator.ts';
import { isNoExpression } from '../operator-start.ts';
import { parseTable } from '../table.ts';

/** Arguments of `cat`. */
export interface CatArgs {
  readonly table: TableNode;
}

/** `cat path://"…"`, the first word of a query (spec sumo §11.2). */
export const catOperator: OperatorDefinition<CatArgs> = {
  name: 'cat',
  summary: 'Shows the rows of a lookup table.',
  syntax: 'cat path://"…"',
  evidence: 'spec sumo §11.2',
  examples: [{ title: 'a table', query: 'cat path://"/Library/Users/me@example.org/Assets" | count by tier' }],
  begins: (_keyword, next) => next.text === '/' || isNoExpression(next),
  parse: (cursor) => ({ table: parseTable(cursor) }),
  print: (args, printer) => `cat ${printer.table(args.table)}`,
  lower: (args, { stage }) => ({ kind: 'table', origin: stage.span, table: tableName(args.table) }),
};
