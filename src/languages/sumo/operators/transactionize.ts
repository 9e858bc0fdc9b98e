import type { NameNode } from '../ast.ts';
import { type MergeItem, parseMergeItems, printMerge } from '../merge-syntax.ts';
import type { OperatorDefinition } from '../operator.ts';
import { type OptionNode, parseOptions, printOptions } from '../options.ts';
import { printAlias } from '../stage-parts.ts';

/** Arguments of `transactionize`; `merge` is undefined without a merge clause. */
export interface TransactionizeArgs {
  readonly fields: readonly NameNode[];
  readonly alias: NameNode | undefined;
  readonly options: readonly OptionNode[];
  readonly merge: readonly MergeItem[] | undefined;
}

/** `transactionize f` (spec sumo §11.4). */
export const transactionizeOperator: OperatorDefinition<TransactionizeArgs> = {
  name: 'transactionize',
  summary: 'Groups messages that are linked by shared values.',
  syntax: 'transactionize f1[, f2] [as g] [maxspan=1h] [maxpause=5m] [maxlogs=n] [(merge …)]',
  evidence: 'spec sumo §11.4',
  examples: [
    {
      title: 'a logon session',
      query: '* | transactionize LogonId maxspan=12h, maxpause=1h (merge LogonId takeFirst, Image join with ",")',
    },
  ],
  parse(cursor) {
    const fields = cursor.names();
    const alias = cursor.alias();
    const options = parseOptions(cursor);
    let merge: readonly MergeItem[] | undefined;
    if (cursor.takePunct('(')) {
      cursor.expectWord('merge');
      merge = parseMergeItems(cursor);
      cursor.expectPunct(')');
    }
    options.push(...parseOptions(cursor));
    return { fields, alias, options, merge };
  },
  print(args, printer) {
    const merge = args.merge ? ` (${printMerge(args.merge, printer)})` : '';
    return `transactionize ${printer.names(args.fields)}${printAlias(args.alias, printer)}${printOptions(args.options, printer)}${merge}`;
  },
};
