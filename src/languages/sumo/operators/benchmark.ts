import type { OperatorDefinition } from '../operator.ts';
import { takeRest } from '../options.ts';

/** Arguments of `benchmark`: the rest of the stage as text, since its numbers exist on the platform only. */
export interface BenchmarkArgs {
  readonly text: string;
}

/** `benchmark f as g from baseline on k=k`: seen in official dashboards, not in the specification. */
export const benchmarkOperator: OperatorDefinition<BenchmarkArgs> = {
  name: 'benchmark',
  summary: 'Adds what other customers of the platform see for the same key.',
  syntax: 'benchmark f as g from baseline on k=k',
  evidence: 'two queries of official dashboards; no section of the specification',
  examples: [
    {
      title: 'share elsewhere',
      query: '* | count as n by kind | benchmark share as usual_share from guardduty on kind=kind',
    },
  ],
  unsupported:
    'Compare with a number of your own, as with `| where n > 20`; what other customers see is known to the platform only.',
  parse: (cursor) => ({ text: takeRest(cursor) }),
  print: (args) => (args.text === '' ? 'benchmark' : `benchmark ${args.text}`),
};
