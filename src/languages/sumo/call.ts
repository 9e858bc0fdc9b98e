import { nearestName } from '../../source/index.ts';
import { SUMO_AGGREGATES } from './aggregates.ts';
import type { CallNode, Expression, KeyPair, LookupContainsNode } from './ast.ts';
import type { Cursor } from './cursor.ts';
import { functionNamed, functionNames } from './functions.ts';
import { regexLiteral } from './regex-check.ts';
import * as problems from './syntax-diagnostics.ts';
import { parseTable } from './table.ts';

/** Reads `(a, b)` behind a function name; a regex literal may stand where an argument begins if `regex` is set. */
export function parseArguments(cursor: Cursor, regex = false): Expression[] {
  const args: Expression[] = [];
  cursor.expectPunct('(');
  if (cursor.takePunct(')')) return args;
  cursor.depth++;
  do args.push((regex ? regexLiteral(cursor) : undefined) ?? cursor.expression());
  while (cursor.takePunct(','));
  cursor.depth--;
  cursor.expectPunct(')');
  return args;
}

/** Reads `name(arguments)`; reports a name that does not exist and a wrong number of arguments (spec sumo §12). */
export function callNode(cursor: Cursor): CallNode | LookupContainsNode {
  const token = cursor.take();
  const lower = token.text.toLowerCase();
  if (lower === 'lookupcontains') return lookupContains(cursor, token.span.start);
  const known = functionNamed(token.text);
  const args = parseArguments(cursor, lower === 'replace' || !known);
  const node: CallNode = {
    kind: 'call',
    name: token.text,
    nameSpan: token.span,
    args,
    span: cursor.spanFrom(token.span.start),
  };
  if (!known) reportUnknown(cursor, node);
  else if (args.length < known.min || args.length > known.max) reportCount(cursor, node, known.syntax);
  return node;
}

function lookupContains(cursor: Cursor, start: number): LookupContainsNode {
  cursor.expectPunct('(');
  const table = parseTable(cursor);
  const keys: KeyPair[] = [];
  while (cursor.takePunct(',') ?? cursor.takeWord('and')) {
    const left = cursor.name();
    keys.push({ left, right: cursor.takePunct('=', '==') ? cursor.name() : undefined });
  }
  cursor.expectPunct(')');
  return { kind: 'lookupContains', table, keys, span: cursor.spanFrom(start) };
}

function reportUnknown(cursor: Cursor, node: CallNode): void {
  const isStage = /(?:^|\|)\s*$/.test(cursor.text.slice(0, node.span.start));
  const nearest =
    nearestName(node.name, functionNames()) ??
    (isStage
      ? nearestName(
          node.name,
          SUMO_AGGREGATES.map(({ name }) => name),
        )
      : undefined);
  cursor.report(
    problems.unknownFunction.report({
      span: node.nameSpan,
      message: `there is no function \`${node.name}\`${nearest ? `; did you mean \`${nearest}\`?` : ''}`,
      data: { name: node.name, nearest },
      ...(nearest
        ? {
            fixes: [
              { title: `use ${nearest}`, class: 'suggested' as const, edits: [{ span: node.nameSpan, text: nearest }] },
            ],
          }
        : {}),
    }),
  );
}

function reportCount(cursor: Cursor, node: CallNode, syntax: string): void {
  cursor.report(
    problems.argumentCount.report({
      span: node.span,
      message: `\`${node.name}\` does not take ${node.args.length} arguments; its form is \`${syntax}\``,
      data: { name: node.name, found: node.args.length },
    }),
  );
}
