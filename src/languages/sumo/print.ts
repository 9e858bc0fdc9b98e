import { InvariantError, invariant } from '../../diagnostic/index.ts';
import type { BinaryNode, Expression, NameNode, Pipeline, Query, Stage, SubqueryNode, UnaryNode } from './ast.ts';
import { Cursor, type Grammar } from './cursor.ts';
import { argsOf, type Printer } from './operator.ts';
import { operatorAt, operatorNamed } from './operator-lookup.ts';
import { expressionOperator } from './operators/expression.ts';
import { templateOperator } from './operators/template.ts';
import { printScope } from './print-scope.ts';
import { encodeName } from './strings.ts';

const RANKS = { ternary: 0, or: 1, and: 2, comparison: 3, sum: 4, product: 5, unary: 6, primary: 7 } as const;

function rankOf(node: Expression): number {
  switch (node.kind) {
    case 'ternary':
      return RANKS.ternary;
    case 'binary':
      if (node.operator === 'or' || node.operator === 'and') return RANKS[node.operator];
      if (node.operator === '+' || node.operator === '-') return RANKS.sum;
      return ['*', '/', '%'].includes(node.operator) ? RANKS.product : RANKS.comparison;
    case 'in':
    case 'matches':
    case 'contains':
      return RANKS.comparison;
    case 'unary':
      return node.operator === 'not' ? RANKS.and : RANKS.unary;
    case 'number':
      return node.raw.startsWith('-') ? RANKS.unary : RANKS.primary;
    default:
      return RANKS.primary;
  }
}

function atLeast(node: Expression, rank: number): string {
  const text = printExpression(node);
  return rankOf(node) < rank ? `(${text})` : text;
}

/** The left side of a comparison: in front of one, `!` would be read as a negation of the whole. */
function compared(node: Expression): string {
  const text = atLeast(node, RANKS.comparison);
  return node.kind === 'unary' && node.operator === '!' ? `(${text})` : text;
}

function printUnary(node: UnaryNode): string {
  if (node.operator === 'not') return `not (${printExpression(node.operand)})`;
  const operand = atLeast(node.operand, RANKS.unary);
  return node.operator === '-' && operand.startsWith('-') ? `-(${operand})` : node.operator + operand;
}

function printSubquery({ from, to, query }: SubqueryNode): string {
  const times = (from === undefined ? '' : ` from=(${from})`) + (to === undefined ? '' : ` to=(${to})`);
  return `[subquery${times}: ${printQuery(query)}]`;
}

function printName(node: NameNode): string {
  return node.quoted ? `%"${encodeName(node.name)}"` : node.name;
}

/** Writes a chain of operators in a loop over its left sides, since chains may be thousands long. */
function printBinary(node: BinaryNode): string {
  const rest: string[] = [];
  for (;;) {
    const rank = rankOf(node);
    rest.push(`${node.spelling} ${atLeast(node.right, rank + 1)}`);
    if (node.left.kind !== 'binary' || rankOf(node.left) < rank) {
      rest.push(rank === RANKS.comparison ? compared(node.left) : atLeast(node.left, rank));
      return rest.reverse().join(' ');
    }
    node = node.left;
  }
}

/** Writes an expression with as few parentheses as it needs. */
export function printExpression(node: Expression): string {
  switch (node.kind) {
    case 'number':
    case 'template':
      return node.raw;
    case 'string':
      return `"${node.raw}"`;
    case 'boolean':
      return String(node.value);
    case 'null':
      return 'null';
    case 'field':
      return node.quoted ? `%"${encodeName(node.name)}"` : node.name;
    case 'regex':
      return `/${node.raw}/`;
    case 'unary':
      return printUnary(node);
    case 'binary':
      return printBinary(node);
    case 'ternary':
      return `${atLeast(node.condition, RANKS.or)} ? ${printExpression(node.then)} : ${printExpression(node.otherwise)}`;
    case 'in':
      return `${compared(node.left)} ${node.negated ? 'not in' : 'in'} (${node.items.map(printExpression).join(', ')})`;
    case 'matches':
      return `${compared(node.left)} matches ${atLeast(node.pattern, RANKS.sum)}`;
    case 'contains':
      return `${compared(node.left)} contains ${atLeast(node.right, RANKS.sum)}`;
    case 'call':
      return `${node.name}(${node.args.map(printExpression).join(', ')})`;
    case 'lookupContains': {
      const keys = node.keys.map((key) =>
        key.right ? `${printName(key.left)}=${printName(key.right)}` : printName(key.left),
      );
      return `lookupContains(${[node.table.text, keys.join(' and ')].filter(Boolean).join(', ')})`;
    }
    case 'subquery':
      return printSubquery(node);
  }
}

const PRINTER: Printer = {
  expression: printExpression,
  name: printName,
  names: (nodes) => nodes.map(printName).join(', '),
  string: (node) => `"${node.raw}"`,
  table: (node) => node.text,
  scope: (node) => printScope(node, printSubquery),
  pipeline: printPipeline,
};

/** Writes expressions in parentheses, so that their first word is not read as an operator. */
const WRAPPING_PRINTER: Printer = { ...PRINTER, expression: (node) => `(${printExpression(node)})` };

function noGrammar(): never {
  throw new InvariantError('the first words of a stage are read without the grammar');
}

const NO_GRAMMAR: Grammar = { expression: noGrammar, pipeline: noGrammar, query: noGrammar };

/** Writes one stage without its pipe. */
export function printStage(stage: Stage): string {
  const operator = operatorNamed(stage.operator);
  invariant(operator, `no operator is named ${stage.operator}`);
  const text = operator.print(stage.args, PRINTER);
  const needsParentheses = operator.name === expressionOperator.name && operatorAt(new Cursor(text, NO_GRAMMAR));
  return needsParentheses ? operator.print(stage.args, WRAPPING_PRINTER) : text;
}

function printPipeline(pipeline: Pipeline): string {
  return printStages(pipeline.scope ? PRINTER.scope(pipeline.scope) : '', pipeline.stages, ' ');
}

/** Joins stages with pipes; a template that brings its own pipe gets none. */
function printStages(head: string, stages: readonly Stage[], gap: string): string {
  return stages.reduce((text, stage) => {
    const isTail = argsOf(stage, templateOperator)?.piped === false;
    if (text === '') return printStage(stage);
    return `${text}${isTail ? (gap === '\n' ? '\n' : ' \n') : `${gap}| `}${printStage(stage)}`;
  }, head);
}

function queryText(query: Query, gap: string): string {
  const isTable = query.scope.kind === 'all' && query.stages[0]?.operator === 'cat';
  return printStages(isTable ? '' : printScope(query.scope, printSubquery), query.stages, gap);
}

function printQuery(query: Query): string {
  return queryText(query, ' ');
}

/** Writes a query as valid text, one stage a line; parsing it gives an equal tree but for spans. */
export function printSumo(query: Query): string {
  return queryText(query, '\n');
}
