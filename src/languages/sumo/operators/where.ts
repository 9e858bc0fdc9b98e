import type { Expression } from '../ast.ts';
import type { OperatorDefinition } from '../operator.ts';

/** Arguments of `where`. */
export interface WhereArgs {
  readonly condition: Expression;
}

/** `where condition` (spec sumo §7.1). */
export const whereOperator: OperatorDefinition<WhereArgs> = {
  name: 'where',
  summary: 'Keeps the rows for which the condition holds.',
  syntax: 'where condition',
  evidence: 'spec sumo §7.1',
  examples: [
    { title: 'one event id', query: '_sourceCategory=windows/security | where EventID = "4688"' },
    {
      title: 'several tests',
      query: '* | where ParentImage matches "*\\\\services.exe" and !(User in ("SYSTEM", "LOCAL SERVICE"))',
    },
  ],
  begins: (_keyword, next) => !/^(?:as|=|==|!=|<>|<|>)$/i.test(next.text),
  parse: (cursor) => ({ condition: cursor.expression() }),
  print: (args, printer) => `where ${printer.expression(args.condition)}`,
  expressions: (args) => [args.condition],
  lower: (args, { input, stage, expression }) => ({
    kind: 'filter',
    origin: stage.span,
    input,
    condition: expression(args.condition),
    role: 'where',
  }),
};
