import { tableCall } from '../lower-table-call.ts';
import { type MergeItem, mergeColumns, parseMergeItems, printMerge } from '../merge-syntax.ts';
import type { OperatorDefinition } from '../operator.ts';

/** Arguments of `merge`; no items joins the messages. */
export interface MergeArgs {
  readonly items: readonly MergeItem[];
}

/** `merge f takeFirst` (spec sumo §8.4). */
export const mergeOperator: OperatorDefinition<MergeArgs> = {
  name: 'merge',
  summary: 'Folds the rows of a group into one.',
  syntax: 'merge f [takeFirst|takeLast|takeDistinct|join with "sep"] [as g], …',
  evidence: 'spec sumo §8.4',
  chosen:
    '`takeFirst` and `takeLast` go by time, lists stand in the order of time; `takeDistinct` gives one value a line.',
  examples: [{ title: 'one row', query: '* | merge User takeLast, CommandLine join with " ; " as commands' }],
  parse: (cursor) => ({ items: parseMergeItems(cursor) }),
  print: (args, printer) => printMerge(args.items, printer),
  lower: (args, lowering) => tableCall({ fn: 'merge', columns: mergeColumns(args.items) }, lowering),
};
