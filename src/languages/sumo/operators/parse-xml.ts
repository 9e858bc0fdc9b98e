import type { Fix } from '../../../diagnostic/index.ts';
import type { Span } from '../../../source/index.ts';
import { parseXmlPath } from '../../../value/index.ts';
import type { NameNode, StringNode } from '../ast.ts';
import type { Cursor } from '../cursor.ts';
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
import * as problems from '../syntax-diagnostics.ts';
import { hasTemplate } from '../template.ts';

/** Arguments of `parse xml`. */
export interface ParseXmlArgs {
  readonly field: NameNode | undefined;
  readonly paths: readonly StringNode[];
  readonly names: readonly NameNode[];
  readonly nodrop: boolean;
}

/** True for a path that can be read (spec sumo §6.7). */
function isReadable({ raw, value }: StringNode): boolean {
  return hasTemplate(raw) || parseXmlPath(value) !== undefined;
}

/** Elements of a Windows event's System part that hold text. */
const SYSTEM = /^(?:Channel|Computer|EventID|EventRecordID|Keywords|Level|Opcode|Task|Version)$/;

/** The absolute path that a relative one, or one from anywhere, means in a Windows event; undefined if it tells no name. */
function absolutePath(path: string, quote: string): string | undefined {
  const whole = path.trim().replace(/^\.?\/*/, '');
  if (/^Event\//.test(whole)) return `/${whole}`;
  if (/^(?:System|EventData|UserData)\//.test(whole)) return `/Event/${whole}`;
  const name = whole.replace(/\/text\(\)$/, '');
  if (/^Data\[[^\]]+\]$/.test(name)) return `/Event/EventData/${name}/text()`;
  if (!/^[A-Za-z_]\w*$/.test(name)) return undefined;
  return SYSTEM.test(name)
    ? `/Event/System/${name}/text()`
    : `/Event/EventData/Data[@Name=${quote}${name}${quote}]/text()`;
}

function reportPath(cursor: Cursor, span: Span, path: string): void {
  const quote = cursor.text[span.start]!;
  const absolute = absolutePath(path, quote === "'" ? '"' : "'");
  const fix: Fix | undefined =
    absolute === undefined
      ? undefined
      : {
          title: 'write the path from the root of a Windows event',
          class: 'suggested',
          edits: [{ span, text: `${quote}${absolute}${quote}` }],
        };
  const diagnostic = problems.xmlPath.report({
    span,
    message: '`parse xml` needs absolute paths, such as "/Event/System/EventID/text()"',
    data: { path },
    ...(fix && { fixes: [fix] }),
  });
  if (path === '') cursor.panic(diagnostic);
  else cursor.report(diagnostic);
}

/** `parse xml "/path/text()" as a` (spec sumo §6.7). */
export const parseXmlOperator: OperatorDefinition<ParseXmlArgs> = {
  name: 'parse xml',
  summary: 'Takes values out of XML by absolute paths.',
  syntax: 'parse xml [field=f] "/path" [, "/path"] [as a, b] [nodrop]',
  evidence: 'spec sumo §6.7',
  chosen: 'Without a match a row is dropped, or its fields are null with `nodrop`.',
  examples: [
    { title: 'a data element', query: `* | parse xml "/Event/EventData/Data[@Name='ParentImage']" as parent nodrop` },
    { title: 'an attribute', query: '* | parse xml field=body "/order/@id" as order_id' },
  ],
  parse(cursor) {
    const field = parseSource(cursor);
    const early = cursor.takeWord('nodrop') !== undefined;
    if (!cursor.isString()) reportPath(cursor, cursor.peek().span, '');
    const paths = cursor.panicking ? [] : parseStrings(cursor);
    for (const path of paths) if (!isReadable(path)) reportPath(cursor, path.span, path.raw);
    const names = parseAsNames(cursor);
    checkNameCount(cursor, names, paths.length, 'paths');
    const late = cursor.takeWord('nodrop') !== undefined;
    return { field, paths, names, nodrop: early || late };
  },
  print: (args, printer) =>
    `parse xml${printSource(args.field, printer)} ${printStrings(args.paths, printer)}${printAsNames(args.names, printer)}${args.nodrop ? ' nodrop' : ''}`,
  lower(args, lowering) {
    const paths = args.paths.map((path, index) => ({
      path: path.value,
      name: args.names[index]?.name ?? path.value,
    }));
    const from = sourceOf(args.field, lowering);
    const onMiss = args.nodrop ? 'keep' : 'drop';
    return withExtract(
      [{ origin: lowering.stage.span, from, extractor: { kind: 'xml', paths }, multi: false, onMiss }],
      lowering,
    );
  },
};
