import { spanAt } from '../../../source/index.ts';
import type { Expression, NameNode } from '../ast.ts';
import type { Cursor } from '../cursor.ts';
import { functionNamed } from '../functions.ts';
import type { OperatorDefinition } from '../operator.ts';
import { printAlias } from '../stage-parts.ts';
import * as problems from '../syntax-diagnostics.ts';

/** Arguments of an expression stage; without alias a call overwrites the field in its first argument (spec sumo §5.9). */
export interface ExpressionArgs {
  readonly expression: Expression;
  readonly alias: NameNode | undefined;
}

/** Reads `expression as name`, or a bare call of a function that may stand alone. */
export function parseExpressionStage(cursor: Cursor): ExpressionArgs {
  const expression = cursor.expression();
  const alias = cursor.alias();
  if (!alias && !cursor.panicking && !standsAlone(expression)) reportMissing(cursor, expression);
  return { expression, alias };
}

function standsAlone(node: Expression): boolean {
  if (node.kind === 'template' || (node.kind === 'field' && node.name === '')) return true;
  if (node.kind !== 'call') return false;
  const known = functionNamed(node.name);
  return known ? known.replacesArgument && node.args[0]?.kind === 'field' : true;
}

function reportMissing(cursor: Cursor, node: Expression): void {
  if (!cursor.atStageEnd()) return;
  if (isCondition(node)) {
    const fixes = [
      { title: 'write where', class: 'suggested' as const, edits: [{ span: spanAt(node.span.start), text: 'where ' }] },
    ];
    const message = 'this condition needs `where` in front to keep the rows for which it holds, or `as name` behind it';
    cursor.report(problems.missingAlias.report({ span: node.span, message, fixes }));
    return;
  }
  const what = node.kind === 'call' ? `\`${node.name}\`` : 'this expression';
  cursor.report(
    problems.missingAlias.report({ span: node.span, message: `${what} needs a name: add \`as name\` behind it` }),
  );
}

const COMPARING = new Set(['=', '==', '!=', '<>', '<', '<=', '>', '>=', 'and', 'or', '&&', '||']);

/** True for what is more likely meant as a filter than as a value. */
function isCondition(node: Expression): boolean {
  if (node.kind === 'unary') return node.operator === '!';
  if (node.kind === 'binary') return COMPARING.has(node.operator);
  return node.kind === 'matches' || node.kind === 'in' || node.kind === 'contains';
}

/** `expression as name` (spec sumo §1, §5.9). */
export const expressionOperator: OperatorDefinition<ExpressionArgs> = {
  name: 'expression',
  keywords: [],
  summary: 'Makes or overwrites a field with the value of an expression.',
  syntax: 'expression as name',
  evidence: 'spec sumo §5',
  examples: [
    { title: 'a computed field', query: '* | (ended - started) / 1000 as seconds' },
    { title: 'a flag', query: '* | if(User matches "*$", "machine", "person") as account_kind' },
    { title: 'a call that overwrites its argument', query: '* | toLowerCase(Image)' },
  ],
  parse: parseExpressionStage,
  print: (args, printer) => printer.expression(args.expression) + printAlias(args.alias, printer),
  expressions: (args) => [args.expression],
  lower(args, { input, stage, expression, typeOf }) {
    const value = expression(args.expression);
    const name = args.alias?.name ?? replacedField(args.expression);
    if (name === undefined) return input;
    return { kind: 'extend', origin: stage.span, input, columns: [{ name, type: typeOf(value), value }] };
  },
};

/** The field that a bare call overwrites: its first argument (spec sumo §5.9). */
function replacedField(node: Expression): string | undefined {
  const first = node.kind === 'call' ? node.args[0] : undefined;
  return first?.kind === 'field' ? first.name : undefined;
}
