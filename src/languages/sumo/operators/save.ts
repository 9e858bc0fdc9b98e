import type { TableNode } from '../ast.ts';
import { tableName } from '../lower-table.ts';
import { tableCall } from '../lower-table-call.ts';
import type { OperatorDefinition } from '../operator.ts';
import { isNoExpression } from '../operator-start.ts';
import { parseTable } from '../table.ts';

/** Arguments of `save`. */
export interface SaveArgs {
  readonly append: boolean;
  readonly view: boolean;
  readonly table: TableNode;
}

/** `save append path://"…"` (spec sumo §11.2). */
export const saveOperator: OperatorDefinition<SaveArgs> = {
  name: 'save',
  summary: 'Writes the result to a lookup table or a view.',
  syntax: 'save [append] path://"…" | save view name',
  evidence: 'spec sumo §11.2',
  examples: [
    { title: 'add rows', query: '* | count by User | save append path://"/Library/Users/me@example.org/Users"' },
  ],
  begins: (_keyword, next) => next.text === '/' || isNoExpression(next),
  parse(cursor) {
    const append = cursor.takeWord('append') !== undefined;
    const view = cursor.isWord('view') && cursor.peekSecond().kind === 'word' && cursor.takeWord('view') !== undefined;
    return { append, view, table: parseTable(cursor) };
  },
  print: (args, printer) =>
    `save ${args.append ? 'append ' : ''}${args.view ? 'view ' : ''}${printer.table(args.table)}`,
  lower: (args, lowering) => tableCall({ fn: 'save', table: tableName(args.table), append: args.append }, lowering),
};
