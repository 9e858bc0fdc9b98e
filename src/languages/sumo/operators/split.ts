import { type ColumnsArgs, columnsExtractor, parseColumns, printColumns } from '../columns-syntax.ts';
import { withExtract } from '../lower-parts.ts';
import type { OperatorDefinition } from '../operator.ts';

/** `split field delim='x' extract …` (spec sumo §6.5). */
export const splitOperator: OperatorDefinition<ColumnsArgs> = {
  name: 'split',
  summary: 'Cuts a field into columns at a delimiter.',
  syntax: "split f delim='x' extract a, _, b",
  evidence: 'spec sumo §6.5',
  examples: [{ title: 'the drive of a path', query: "* | split Image delim=':' extract 1 as drive" }],
  parse: parseColumns,
  print: (args, printer) => printColumns('split', args, printer),
  lower(args, lowering) {
    const from = lowering.field(args.field);
    const extractor = columnsExtractor(args, lowering);
    return withExtract([{ origin: lowering.stage.span, from, extractor, multi: false, onMiss: 'keep' }], lowering);
  },
};
