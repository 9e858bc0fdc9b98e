import type { NameNode, StringNode } from '../ast.ts';
import type { Cursor } from '../cursor.ts';
import { sourceOf, withExtract } from '../lower-parts.ts';
import type { OperatorDefinition } from '../operator.ts';
import { checkNameCount, parseAsNames, parseSource, printAsNames, printSource } from '../stage-parts.ts';
import { decodeAnchor } from '../strings.ts';
import * as problems from '../syntax-diagnostics.ts';

/** An anchor pattern with the names of its stars. */
export interface Anchor {
  readonly pattern: StringNode;
  readonly names: readonly NameNode[];
}

/** Arguments of `parse` with anchors. */
export interface ParseArgs {
  readonly field: NameNode | undefined;
  readonly anchors: readonly Anchor[];
  readonly nodrop: boolean;
}

function parseAnchor(cursor: Cursor): Anchor {
  const pattern = cursor.string('an anchor pattern in double quotes');
  const pieces = decodeAnchor(pattern.raw);
  const stars = pieces.length - 1;
  const names = parseAsNames(cursor);
  if (names.length === 0) cursor.unexpected('`as` and the names of the fields');
  checkNameCount(cursor, names, stars, 'stars');
  if (stars === 0 && names.length > 0 && !cursor.panicking) reportCount(cursor, pattern);
  if (pieces.slice(1, -1).includes('') && !cursor.panicking) {
    const message = 'two stars stand side by side, so the end of the first value cannot be told';
    cursor.report(problems.adjacentStars.report({ span: pattern.span, message }));
  }
  return { pattern, names };
}

function reportCount(cursor: Cursor, pattern: StringNode): void {
  cursor.report(
    problems.nameCount.report({
      span: pattern.span,
      message: 'the pattern has no star, so there is nothing to extract',
      data: { names: 0, parts: 0 },
    }),
  );
}

/** `parse "text*text" as a` (spec sumo §6.1). */
export const parseOperator: OperatorDefinition<ParseArgs> = {
  name: 'parse',
  summary: 'Takes text between fixed pieces of text into fields; each star is one field.',
  syntax: 'parse [field=f] "text*text" as a, b [, "…" as c] [nodrop]',
  evidence: 'spec sumo §6.1',
  chosen: 'Anchors tell upper from lower case (18.16); any other stage ends a chain of `nodrop` parses (18.3).',
  examples: [
    { title: 'one value', query: '* | parse "Logon Type: *," as logon_type nodrop' },
    { title: 'two values of a field', query: '* | parse field=Hashes "SHA1=*,MD5=*" as sha1, md5' },
    { title: 'two patterns', query: '* | parse "user=* " as user, "from=* " as source' },
  ],
  parse(cursor) {
    let field = parseSource(cursor);
    const anchors = [];
    let nodrop = cursor.takeWord('nodrop') !== undefined;
    do anchors.push(parseAnchor(cursor));
    while (cursor.takePunct(','));
    for (;;) {
      if (cursor.takeWord('nodrop')) nodrop = true;
      else if (!field && cursor.isWord('field')) {
        field = parseSource(cursor);
        if (!field) break;
      } else break;
    }
    return { field, anchors, nodrop };
  },
  print(args, printer) {
    const anchors = args.anchors.map(({ pattern, names }) => printer.string(pattern) + printAsNames(names, printer));
    return `parse${printSource(args.field, printer)} ${anchors.join(', ')}${args.nodrop ? ' nodrop' : ''}`;
  },
  lower(args, lowering) {
    const from = sourceOf(args.field, lowering);
    const onMiss = args.nodrop ? 'keep' : 'drop';
    const steps = args.anchors.map(
      ({ pattern, names }) =>
        ({
          origin: pattern.span,
          from,
          extractor: {
            kind: 'anchor',
            pieces: decodeAnchor(pattern.raw),
            names: names.map(({ name }) => name),
          } as const,
          multi: false,
          onMiss,
        }) as const,
    );
    return steps.reduce((input, step) => withExtract([step], { ...lowering, input }), lowering.input);
  },
};
