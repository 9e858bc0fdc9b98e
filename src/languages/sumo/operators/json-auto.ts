import type { NameNode, Quantity, StringNode } from '../ast.ts';
import { numberOf, sourceOf, withExtract } from '../lower-parts.ts';
import type { OperatorDefinition } from '../operator.ts';
import { parseAsNames, parseSource, parseStrings, printAsNames, printSource, printStrings } from '../stage-parts.ts';

/** Arguments of `json auto`. */
export interface JsonAutoArgs {
  readonly field: NameNode | undefined;
  readonly maxDepth: Quantity | undefined;
  readonly keys: readonly StringNode[];
  readonly names: readonly NameNode[];
  readonly refOnly: boolean;
  readonly extractArrays: boolean;
  readonly nodrop: boolean;
}

/** `json auto` (spec sumo §6.4). */
export const jsonAutoOperator: OperatorDefinition<JsonAutoArgs> = {
  name: 'json auto',
  summary: 'Takes every value of a JSON object into a field named after its path.',
  syntax: 'json auto [field=f] [maxdepth n] [keys "a", "b" [refonly] [as x, y]] [extractarrays] [nodrop]',
  evidence: 'spec sumo §6.4',
  examples: [
    { title: 'all values', query: '* | json auto' },
    {
      title: 'some keys',
      query: '* | json auto field=detail maxdepth 3 keys "actor.name", "outcome" refonly as actor, outcome nodrop',
    },
  ],
  parse(cursor) {
    let field = parseSource(cursor);
    let maxDepth: Quantity | undefined;
    let keys: StringNode[] = [];
    let names: NameNode[] = [];
    let refOnly = false;
    let extractArrays = false;
    let nodrop = false;
    for (;;) {
      if (cursor.takeWord('maxdepth')) {
        cursor.takePunct('=');
        maxDepth = cursor.quantity();
      } else if (cursor.takeWord('keys')) keys = parseStrings(cursor);
      else if (cursor.isString() && keys.length === 0) keys = parseStrings(cursor);
      else if (cursor.takeWord('refonly')) refOnly = true;
      else if (cursor.takeWord('extractarrays')) extractArrays = true;
      else if (cursor.takeWord('nodrop')) nodrop = true;
      else if (cursor.isWord('as')) names = parseAsNames(cursor);
      else if (!field && (field = parseSource(cursor))) continue;
      else return { field, maxDepth, keys, names, refOnly, extractArrays, nodrop };
    }
  },
  print: (args, printer) =>
    [
      `json auto${printSource(args.field, printer)}`,
      args.maxDepth ? ` maxdepth ${printer.expression(args.maxDepth)}` : '',
      args.keys.length > 0 ? ` keys ${printStrings(args.keys, printer)}` : '',
      args.refOnly ? ' refonly' : '',
      printAsNames(args.names, printer),
      args.extractArrays ? ' extractarrays' : '',
      args.nodrop ? ' nodrop' : '',
    ].join(''),
  lower(args, lowering) {
    const keys = args.keys.map((key, index) => ({ key: key.value, name: args.names[index]?.name ?? key.value }));
    const extractor = {
      kind: 'json-auto',
      maxDepth: args.maxDepth && numberOf(args.maxDepth, lowering),
      keys: keys.length > 0 ? keys : undefined,
      onlyKeys: args.refOnly,
      extractArrays: args.extractArrays,
    } as const;
    const from = sourceOf(args.field, lowering);
    return withExtract([{ origin: lowering.stage.span, from, extractor, multi: false, onMiss: 'keep' }], lowering);
  },
};
