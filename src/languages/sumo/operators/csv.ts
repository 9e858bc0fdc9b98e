import { type ColumnsArgs, columnsExtractor, parseColumns, printColumns } from '../columns-syntax.ts';
import { withExtract } from '../lower-parts.ts';
import type { OperatorDefinition } from '../operator.ts';

/** `csv field extract a, b` (spec sumo §6.5). */
export const csvOperator: OperatorDefinition<ColumnsArgs> = {
  name: 'csv',
  summary: 'Cuts a field into columns at commas, quotes respected.',
  syntax: "csv f [delim=';'] [, escape='\\'] [, quote='\"'] extract a, _, b",
  evidence: 'spec sumo §6.5',
  examples: [
    { title: 'by position', query: '* | csv _raw extract time, _, user' },
    { title: 'by number', query: "* | csv line delim=';', quote=''' extract 2 as host, 7 as result" },
  ],
  parse: parseColumns,
  print: (args, printer) => printColumns('csv', args, printer),
  lower(args, lowering) {
    const from = lowering.field(args.field);
    const extractor = columnsExtractor(args, lowering);
    return withExtract([{ origin: lowering.stage.span, from, extractor, multi: false, onMiss: 'keep' }], lowering);
  },
};
