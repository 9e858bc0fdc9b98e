import type { GroupBound, TableFunction } from '../../../ir/index.ts';
import type { NameNode } from '../ast.ts';
import { OptionReader } from '../lower-options.ts';
import { tableCall } from '../lower-table-call.ts';
import { type MergeItem, mergeColumns, parseMergeItems, printMerge } from '../merge-syntax.ts';
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
  chosen:
    'A group is cut, in the order of time, where a limit is passed; rows without any of the fields are orphans, and so are groups that lack a strict beginning or end.',
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
  lower(args, lowering) {
    const options = new OptionReader(args.options, lowering);
    const bound = (name: string): GroupBound | undefined => {
      const text = options.text(name);
      if (text === undefined) return undefined;
      const strict = /;\s*strict$/i.test(text);
      return { text: text.replace(/\s*;\s*strict$/i, '').replace(/^"(.*)"$/s, '$1'), strict };
    };
    const call: TableFunction = {
      fn: 'transactionize',
      columns: args.fields.map(({ name }) => name),
      name: args.alias?.name ?? '_group',
      maxSpan: options.span('maxspan'),
      maxPause: options.span('maxpause'),
      maxLogs: options.whole('maxlogs', 1),
      startsWith: bound('startswith'),
      endsWith: bound('endswith'),
      keepOrphans: options.choice('keeporphans', ['true', 'false']) !== 'false',
      merge: args.merge && mergeColumns(args.merge),
    };
    options.end();
    return tableCall(call, lowering);
  },
};
