import { InvariantError } from '../../../diagnostic/index.ts';
import { spanAt } from '../../../source/index.ts';
import type {
  BinaryOperator,
  Expression,
  FieldNode,
  NameNode,
  NumberNode,
  RegexNode,
  Stage,
  StringNode,
} from '../ast.ts';
import type { OperatorDefinition } from '../operator.ts';
import { escapeSlashes } from '../regex-text.ts';
import { encodePlain } from '../strings.ts';

/** Written trees stand in no text. */
export const NOWHERE = spanAt(0);

const PLAIN_NAME = /^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*$/;

/** Words that an expression reads as something else than a field. */
const WORDS = new Set(['and', 'or', 'not', 'in', 'matches', 'contains', 'true', 'false', 'null', 'as', 'by', 'nodrop']);

const needsQuotes = (name: string): boolean => !PLAIN_NAME.test(name) || WORDS.has(name.toLowerCase());

/** A field name where one is made or listed. */
export function nameNode(name: string): NameNode {
  return { kind: 'name', name, quoted: needsQuotes(name), span: NOWHERE };
}

/** A field that is read. */
export function fieldNode(name: string): FieldNode {
  return { kind: 'field', name, quoted: needsQuotes(name), span: NOWHERE };
}

/** A quoted text in plain mode. */
export function stringNode(value: string): StringNode {
  return { kind: 'string', raw: encodePlain(value), value, span: NOWHERE };
}

/** A quoted regular expression: everything but quotes stays as it is (spec sumo §2). */
export function patternNode(source: string): StringNode {
  return { kind: 'string', raw: source.replace(/"/g, '\\x22'), value: source, span: NOWHERE };
}

/** A number in digits. */
export function numberNode(value: number, raw = String(value)): NumberNode {
  return { kind: 'number', raw, value, span: NOWHERE };
}

/** A regex literal; line ends and the like are written as escapes. */
export function regexNode(source: string): RegexNode {
  const visible = source.replace(/[\n\r\t]/g, (char) => (char === '\n' ? '\\n' : char === '\r' ? '\\r' : '\\t'));
  return { kind: 'regex', raw: escapeSlashes(visible), span: NOWHERE };
}

/** A call by the name that the language has for the function. */
export function callNode(name: string, ...args: readonly Expression[]): Expression {
  return { kind: 'call', name, nameSpan: NOWHERE, args, span: NOWHERE };
}

/** An infix operator. */
export function binaryNode(operator: BinaryOperator, left: Expression, right: Expression): Expression {
  return { kind: 'binary', operator, spelling: operator, left, right, span: NOWHERE };
}

/** A negation; `!` binds to the next word, so the printer puts conditions in parentheses. */
export function negated(operand: Expression): Expression {
  if (operand.kind === 'boolean') return { ...operand, value: !operand.value };
  if (operand.kind === 'unary' && operand.operator === '!') return operand.operand;
  return { kind: 'unary', operator: '!', operand, span: NOWHERE };
}

const isConstant = (node: Expression, value: boolean): boolean => node.kind === 'boolean' && node.value === value;

function operandsOf(node: Expression, operator: 'and' | 'or'): Expression[] {
  return node.kind === 'binary' && node.operator === operator
    ? [...operandsOf(node.left, operator), ...operandsOf(node.right, operator)]
    : [node];
}

/** Conditions joined by one operator; constants that decide nothing are left out. */
export function joined(operator: 'and' | 'or', items: readonly Expression[]): Expression {
  const absorbing = operator === 'or';
  if (items.some((one) => isConstant(one, absorbing))) return { kind: 'boolean', value: absorbing, span: NOWHERE };
  const rest = items.flatMap((one) => operandsOf(one, operator)).filter((one) => !isConstant(one, !absorbing));
  if (rest.length === 0) return { kind: 'boolean', value: !absorbing, span: NOWHERE };
  return rest.reduce((left, right) => binaryNode(operator, left, right));
}

/** A stage of an operator. */
export function stageOf<Args>({ name }: OperatorDefinition<Args>, args: Args): Stage {
  if (name === '') throw new InvariantError('an operator has a name');
  return { kind: 'stage', operator: name, span: NOWHERE, nameSpan: NOWHERE, args };
}
