import { and, type CompareOp, call, type Expr, field, literal, not, or } from '../../ir/index.ts';
import { parseRegex } from '../../value/index.ts';
import type { BinaryNode, BinaryOperator, CallNode, Expression, InNode, MatchesNode, RegexNode } from './ast.ts';
import { functionNamed } from './functions.ts';
import { reportTemplate } from './lower-diagnostics.ts';
import { lowerSubquery } from './lower-subquery.ts';
import { tableKeys, tableName } from './lower-table.ts';
import type { ExpressionScope } from './lowering.ts';
import { decodeRegexLiteral } from './strings.ts';

const COMPARISONS: Partial<Record<BinaryOperator, CompareOp>> = {
  '=': 'eq',
  '!=': 'ne',
  '<': 'lt',
  '<=': 'le',
  '>': 'gt',
  '>=': 'ge',
};

const ARITHMETIC: Partial<Record<BinaryOperator, string>> = {
  '+': 'number.add',
  '-': 'number.subtract',
  '*': 'number.multiply',
  '/': 'number.divide',
  '%': 'number.remainder',
};

/** `x = null` and `x != null` are meant as tests for null (spec sumo §4.5, 18.12). */
function lowerNullComparison(node: BinaryNode, scope: ExpressionScope): Expr | undefined {
  const other = node.left.kind === 'null' ? node.right : node.right.kind === 'null' ? node.left : undefined;
  if (!other || (node.operator !== '=' && node.operator !== '!=')) return undefined;
  const present: Expr = {
    kind: 'match',
    origin: node.span,
    value: lowerExpression(other, scope),
    pattern: { kind: 'present' },
  };
  return node.operator === '=' ? not(present, node.span) : present;
}

/** Text compares with letter case, a number casts the text beside it, null makes it false (spec sumo §4.4, 4.5, 5.2). */
function comparison(op: CompareOp, left: Expr, right: Expr, origin: Expr['origin'], numbers: 'either' | 'never'): Expr {
  return { kind: 'compare', origin, op, left, right, textCase: 'sensitive', numbers, nulls: 'false' };
}

function lowerBinary(node: BinaryNode, scope: ExpressionScope): Expr {
  const nullTest = lowerNullComparison(node, scope);
  if (nullTest) return nullTest;
  const left = lowerExpression(node.left, scope);
  const right = lowerExpression(node.right, scope);
  if (node.operator === 'and') return and([left, right], node.span);
  if (node.operator === 'or') return or([left, right], node.span);
  const op = COMPARISONS[node.operator];
  if (op) return comparison(op, left, right, node.span, 'either');
  return call(ARITHMETIC[node.operator]!, [left, right], node.span);
}

/** Members compare exactly; a number in the list does not cast the left side (spec sumo §4.4, 5.4). */
function lowerIn(node: InNode, scope: ExpressionScope): Expr {
  const left = lowerExpression(node.left, scope);
  const items = node.items.map((item) => comparison('eq', left, lowerExpression(item, scope), item.span, 'never'));
  const test = or(items, node.span);
  return node.negated ? not(test, node.span) : test;
}

/** A quoted pattern is a wildcard over the whole value with letter case, `?` literal; a regex is found anywhere (spec sumo §5.5). */
function lowerMatches(node: MatchesNode, scope: ExpressionScope): Expr {
  const value = lowerExpression(node.left, scope);
  const { pattern } = node;
  if (pattern.kind === 'regex') {
    const source = decodeRegexLiteral(pattern.raw);
    return { kind: 'match', origin: node.span, value, pattern: { kind: 'regex', source, dialect: 're2' } };
  }
  if (pattern.kind === 'string') {
    reportTemplate(pattern.raw, pattern.span, scope);
    const wildcard = { kind: 'wildcard', text: pattern.value, case: 'sensitive', question: false } as const;
    return { kind: 'match', origin: node.span, value, pattern: wildcard };
  }
  const text = lowerExpression(pattern, scope);
  return {
    kind: 'match',
    origin: node.span,
    value,
    pattern: { kind: 'dynamic', pattern: text, case: 'sensitive', part: 'wildcard' },
  };
}

/** In the new text of a regex `replace`, `${x}` is a group if the pattern has it, else a template (spec sumo §12.2). */
function lowerRegexReplace(
  node: CallNode,
  text: Expression,
  pattern: RegexNode,
  replacement: Expression,
  scope: ExpressionScope,
): Expr {
  const source = decodeRegexLiteral(pattern.raw);
  let added: Expr;
  if (replacement.kind === 'string') {
    const groups = new Set(parseRegex(source, { dialect: 're2' }).groups.map(({ name }) => name));
    const others = replacement.raw.replace(/\$\{(\w+)\}/g, (whole, name: string) => (groups.has(name) ? '' : whole));
    reportTemplate(others, replacement.span, scope);
    added = literal(replacement.value, replacement.span);
  } else added = lowerExpression(replacement, scope);
  return call('text.replaceRegex', [lowerExpression(text, scope), literal(source, pattern.span), added], node.span);
}

function lowerCall(node: CallNode, scope: ExpressionScope): Expr {
  const definition = functionNamed(node.name);
  if (!definition) return literal(null, node.span);
  if (definition.ir === 'logic.if') {
    const [when, value, otherwise] = node.args.map((arg) => lowerExpression(arg, scope));
    if (!when || !value || !otherwise) return literal(null, node.span);
    return { kind: 'case', origin: node.span, branches: [{ when, value }], otherwise };
  }
  const [text, pattern, replacement] = node.args;
  if (definition.ir === 'text.replace' && text && pattern?.kind === 'regex' && replacement) {
    return lowerRegexReplace(node, text, pattern, replacement, scope);
  }
  return call(
    definition.ir,
    node.args.map((arg) => lowerExpression(arg, scope)),
    node.span,
  );
}

/** The IR of an expression; what cannot be run is reported and stands as null. */
export function lowerExpression(node: Expression, scope: ExpressionScope): Expr {
  switch (node.kind) {
    case 'number':
      return literal(node.value, node.span);
    case 'string':
      reportTemplate(node.raw, node.span, scope);
      return literal(node.value, node.span);
    case 'boolean':
      return literal(node.value, node.span);
    case 'null':
      return literal(null, node.span);
    case 'field':
      return field(scope.columnOf(node.name), node.span);
    case 'regex':
      return literal(decodeRegexLiteral(node.raw), node.span);
    case 'unary':
      return node.operator === '-'
        ? call('number.negate', [lowerExpression(node.operand, scope)], node.span)
        : not(lowerExpression(node.operand, scope), node.span);
    case 'binary':
      return lowerBinary(node, scope);
    case 'ternary':
      return {
        kind: 'case',
        origin: node.span,
        branches: [{ when: lowerExpression(node.condition, scope), value: lowerExpression(node.then, scope) }],
        otherwise: lowerExpression(node.otherwise, scope),
      };
    case 'in':
      return lowerIn(node, scope);
    case 'matches':
      return lowerMatches(node, scope);
    case 'contains':
      return call('text.contains', [lowerExpression(node.left, scope), lowerExpression(node.right, scope)], node.span);
    case 'call':
      return lowerCall(node, scope);
    case 'template':
      reportTemplate(node.raw, node.span, scope);
      return literal(null, node.span);
    case 'lookupContains':
      return {
        kind: 'in-table',
        origin: node.span,
        table: tableName(node.table),
        on: tableKeys(node.keys, node.table, 'right', ({ name, span }) => field(scope.columnOf(name), span)),
        textCase: 'table',
        inner: undefined,
      };
    case 'subquery':
      return lowerSubquery(node, 'condition', scope);
  }
}
