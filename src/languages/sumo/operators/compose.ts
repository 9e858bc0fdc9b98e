import type { NameNode } from '../ast.ts';
import type { OperatorDefinition } from '../operator.ts';
import { type OptionNode, parseOptions, printOptions } from '../options.ts';

/** Arguments of `compose`. */
export interface ComposeArgs {
  readonly names: readonly NameNode[];
  readonly options: readonly OptionNode[];
  /** True if only the quoted values are given out. */
  readonly keywords: boolean;
}

/** `compose f`, the end of a subquery (spec sumo §11.5). */
export const composeOperator: OperatorDefinition<ComposeArgs> = {
  name: 'compose',
  summary: 'Turns the rows of a subquery into conditions of its parent.',
  syntax: 'compose f1[, f2] [maxresults=n] [keywords]',
  evidence: 'spec sumo §11.5',
  examples: [
    {
      title: 'addresses as keywords',
      query:
        '_sourceCategory=fw/* [subquery: _sourceCategory=vpn/* | count by ip | compose ip maxresults=500 keywords]',
    },
    { title: 'in a condition', query: '* | where [subquery from=(-1d): "4625" | count by User | compose User]' },
  ],
  parse(cursor) {
    const names = cursor.names();
    const options = parseOptions(cursor);
    const keywords = cursor.takeWord('keywords') !== undefined;
    options.push(...parseOptions(cursor));
    return { names, options, keywords };
  },
  print: (args, printer) =>
    `compose ${printer.names(args.names)}${printOptions(args.options, printer)}${args.keywords ? ' keywords' : ''}`,
  lower: (_args, { input }) => input,
};
