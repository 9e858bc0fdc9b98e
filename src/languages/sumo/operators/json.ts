import { parseJsonPath } from '../../../value/index.ts';
import type { NameNode, StringNode } from '../ast.ts';
import { invalidJsonPath } from '../lower-diagnostics.ts';
import { sourceOf, withExtract } from '../lower-parts.ts';
import type { OperatorDefinition } from '../operator.ts';
import {
  checkNameCount,
  parseAsNames,
  parseSource,
  parseStrings,
  printAsNames,
  printSource,
  printStrings,
} from '../stage-parts.ts';

/** Arguments of `json`; without names each field is named after its path. */
export interface JsonArgs {
  readonly field: NameNode | undefined;
  readonly paths: readonly StringNode[];
  readonly names: readonly NameNode[];
  readonly nodrop: boolean;
}

/** `json "path" as a` (spec sumo §6.3). */
export const jsonOperator: OperatorDefinition<JsonArgs> = {
  name: 'json',
  summary: 'Takes values out of JSON by their paths.',
  syntax: 'json [field=f] "path" [, "path"] [as a, b] [nodrop]',
  evidence: 'spec sumo §6.3',
  examples: [
    { title: 'two keys', query: '* | json "EventData.ServiceName", "EventData.ImagePath" as service, image nodrop' },
    { title: 'an element of a field', query: '* | json field=answers "records[0].address" as address' },
  ],
  parse(cursor) {
    let field = parseSource(cursor);
    let nodrop = cursor.takeWord('nodrop') !== undefined;
    field ??= parseSource(cursor);
    const paths = parseStrings(cursor);
    const names = parseAsNames(cursor);
    checkNameCount(cursor, names, paths.length, 'paths');
    nodrop = cursor.takeWord('nodrop') !== undefined || nodrop;
    field ??= parseSource(cursor);
    nodrop = cursor.takeWord('nodrop') !== undefined || nodrop;
    return { field, paths, names, nodrop };
  },
  print: (args, printer) =>
    `json${printSource(args.field, printer)} ${printStrings(args.paths, printer)}${printAsNames(args.names, printer)}${args.nodrop ? ' nodrop' : ''}`,
  lower(args, lowering) {
    const { stage, report } = lowering;
    for (const path of args.paths) {
      if (parseJsonPath(path.value)) continue;
      const message = `\`${path.value}\` is no JSON path`;
      report(invalidJsonPath.report({ span: path.span, message, data: { path: path.value } }));
    }
    const paths = args.paths.map((path, index) => ({ path: path.value, name: args.names[index]?.name ?? path.value }));
    const from = sourceOf(args.field, lowering);
    const onMiss = args.nodrop ? 'keep' : 'drop';
    return withExtract(
      [{ origin: stage.span, from, extractor: { kind: 'json', paths }, multi: false, onMiss }],
      lowering,
    );
  },
};
