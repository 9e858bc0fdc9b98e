import type { NameNode } from '../ast.ts';
import { duplicateColumn } from '../lower-diagnostics.ts';
import type { OperatorDefinition } from '../operator.ts';

/** Arguments of `transpose`. */
export interface TransposeArgs {
  readonly rows: readonly NameNode[];
  readonly columns: readonly NameNode[];
  /** Columns named by `as`, in order. */
  readonly listed: readonly NameNode[];
  /** True if `as` has a star: the other columns follow. */
  readonly rest: boolean;
}

/** `transpose row r column c` (spec sumo §9.4). */
export const transposeOperator: OperatorDefinition<TransposeArgs> = {
  name: 'transpose',
  summary: 'Turns the values of a field into columns.',
  syntax: 'transpose row r1[, r2] column c1[, c2] [as x, y, *]',
  evidence: 'spec sumo §9.4',
  examples: [
    {
      title: 'one column per host',
      query: '* | timeslice 1h | count by _timeslice, Computer | transpose row _timeslice column Computer',
    },
    {
      title: 'listed columns',
      query: '* | count by Computer, status | transpose row Computer column status as %"200", denied, *',
    },
  ],
  parse(cursor) {
    cursor.expectWord('row', 'rows');
    const rows = cursor.names();
    cursor.expectWord('column', 'columns');
    const columns = cursor.names();
    const listed: NameNode[] = [];
    let rest = false;
    if (cursor.takeWord('as')) {
      do {
        if (cursor.takePunct('*')) rest = true;
        else listed.push(cursor.name());
      } while (cursor.takePunct(','));
    }
    return { rows, columns, listed, rest };
  },
  print(args, printer) {
    const listed = [...args.listed.map(printer.name), ...(args.rest ? ['*'] : [])];
    const as = listed.length > 0 ? ` as ${listed.join(', ')}` : '';
    return `transpose row ${printer.names(args.rows)} column ${printer.names(args.columns)}${as}`;
  },
  lower(args, lowering) {
    const taken = new Set(args.rows.map(({ name }) => name.toLowerCase()));
    for (const { name, span } of args.listed) {
      if (taken.has(name.toLowerCase())) {
        const message = `two columns of \`transpose\` are named \`${name}\``;
        lowering.report(duplicateColumn.report({ span, message, data: { column: name } }));
      }
      taken.add(name.toLowerCase());
    }
    const names = (nodes: readonly NameNode[]): string[] => nodes.map(({ name }) => name);
    return {
      kind: 'pivot',
      origin: lowering.stage.span,
      input: lowering.input,
      rows: names(args.rows),
      columns: names(args.columns),
      listed: names(args.listed),
      rest: args.rest || args.listed.length === 0,
    };
  },
};
