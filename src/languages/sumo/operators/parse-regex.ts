import { parseRegex } from '../../../value/index.ts';
import type { NameNode, StringNode } from '../ast.ts';
import type { Cursor } from '../cursor.ts';
import { groupForAlias, pythonGroups } from '../foreign/regex-names.ts';
import { sourceOf, withExtract } from '../lower-parts.ts';
import type { OperatorDefinition } from '../operator.ts';
import { checkQuotedRegex } from '../regex-check.ts';
import { parseSource, printSource, printStrings } from '../stage-parts.ts';
import { decodeRegex } from '../strings.ts';

/** Arguments of `parse regex`. */
export interface ParseRegexArgs {
  readonly field: NameNode | undefined;
  readonly patterns: readonly StringNode[];
  readonly nodrop: boolean;
  readonly multi: boolean;
}

function parsePattern(cursor: Cursor): StringNode {
  const pattern = cursor.string('a regular expression in double quotes');
  if (cursor.panicking) return pattern;
  const named = groupForAlias(cursor, pythonGroups(cursor, pattern));
  checkQuotedRegex(cursor, named);
  return named;
}

/** `parse regex "…(?<name>…)…"`, also written `extract` (spec sumo §6.2). */
export const parseRegexOperator: OperatorDefinition<ParseRegexArgs> = {
  name: 'parse regex',
  keywords: ['parse regex', 'extract'],
  summary: 'Takes the named groups of a regular expression into fields.',
  syntax: 'parse regex [field=f] "…(?<name>…)…" [nodrop] [multi]',
  evidence: 'spec sumo §6.2',
  chosen: 'An optional group that takes no part gives null (18.4).',
  examples: [
    {
      title: 'the file name of a path',
      query: '* | parse regex field=TargetFilename "(?<file_name>[^\\\\]+)$" nodrop',
    },
    { title: 'one row per match', query: '* | parse regex "guid=(?<guid>[0-9a-f-]{36})" multi' },
    { title: 'the short form', query: '* | extract field=CommandLine "(?i)-p(?:ort)? (?<port>\\d+)"' },
  ],
  begins: (keyword, next) =>
    keyword !== 'extract' || next.kind === 'string' || /^(?:field|nodrop|multi)$/i.test(next.text),
  parse(cursor) {
    let field = parseSource(cursor);
    let nodrop = false;
    let multi = false;
    const flags = (): void => {
      for (;;) {
        if (cursor.takeWord('nodrop')) nodrop = true;
        else if (cursor.takeWord('multi')) multi = true;
        else if (!field && cursor.isWord('field')) {
          field = parseSource(cursor);
          if (!field) return;
        } else return;
      }
    };
    flags();
    const patterns = [parsePattern(cursor)];
    while (cursor.takePunct(',')) {
      cursor.takeWord('regex');
      patterns.push(parsePattern(cursor));
    }
    flags();
    return { field, patterns, nodrop, multi };
  },
  print(args, printer) {
    const flags = (args.nodrop ? ' nodrop' : '') + (args.multi ? ' multi' : '');
    return `parse regex${printSource(args.field, printer)} ${printStrings(args.patterns, printer)}${flags}`;
  },
  lower(args, lowering) {
    const from = sourceOf(args.field, lowering);
    const onMiss = args.nodrop ? 'keep' : 'drop';
    const steps = args.patterns.map((pattern) => {
      const source = decodeRegex(pattern.raw).pattern;
      const { groups } = parseRegex(source, { dialect: 'java' });
      const names = groups.map(({ name }) => name).filter((name) => name !== undefined);
      const extractor = { kind: 'regex', source, dialect: 'java', names } as const;
      return { origin: pattern.span, from, extractor, multi: args.multi, onMiss } as const;
    });
    return steps.reduce((input, step) => withExtract([step], { ...lowering, input }), lowering.input);
  },
};
