import { type Expression, functionNamed } from '../../languages/sumo/index.ts';
import { type Columns, type ColumnType, typeOfColumn } from './columns.ts';

const LONG = new Set([
  'cast.long',
  'text.length',
  'time.now',
  'time.rangeStart',
  'time.rangeEnd',
  'time.rangeLength',
  'time.parse',
  'json.arraySize',
  'ip.toNumber',
]);
const TEXT = new Set(['cast.text', 'time.format', 'hash.hex', 'encode.base64Decode', 'encode.base64Encode']);
const BOOLEAN = /^(?:test\.|ip\.is|ip\.sameNetwork|text\.contains|json\.arrayContains)/;
const TEXT_FAMILY = /^(?:text\.|ip\.)/;

/** The type that both have, or unknown. */
function common(a: ColumnType, b: ColumnType): ColumnType {
  return a === b ? a : 'unknown';
}

function callType(name: string, args: readonly Expression[], columns: Columns): ColumnType {
  const ir = functionNamed(name)?.ir ?? '';
  if (ir === 'logic.if') return args.length === 3 ? branches(args[1]!, args[2]!, columns) : 'unknown';
  if (ir === 'cast.double') return 'double';
  if (LONG.has(ir)) return 'long';
  if (BOOLEAN.test(ir)) return 'boolean';
  return TEXT.has(ir) || TEXT_FAMILY.test(ir) ? 'text' : 'unknown';
}

function branches(then: Expression, otherwise: Expression, columns: Columns): ColumnType {
  return common(typeOfExpression(then, columns), typeOfExpression(otherwise, columns));
}

function sumType(left: ColumnType, right: ColumnType): ColumnType {
  if (left === 'double' || right === 'double') return 'double';
  return left === 'long' && right === 'long' ? 'long' : 'unknown';
}

/** The type of an expression's value, as far as it is certain (spec sumo §4.3, §8.1, §12). */
export function typeOfExpression(node: Expression, columns: Columns): ColumnType {
  switch (node.kind) {
    case 'number':
      return Number.isInteger(node.value) && !node.raw.includes('.') ? 'long' : 'double';
    case 'string':
      return 'text';
    case 'boolean':
    case 'matches':
    case 'contains':
    case 'in':
    case 'lookupContains':
      return 'boolean';
    case 'field':
      return typeOfColumn(columns, node.name) ?? 'unknown';
    case 'ternary':
      return branches(node.then, node.otherwise, columns);
    case 'call':
      return callType(node.name, node.args, columns);
    case 'unary':
      return node.operator === '-' ? typeOfExpression(node.operand, columns) : 'boolean';
    case 'binary':
      if (node.operator === '/') return 'double';
      if (!/^[-+*%]$/.test(node.operator)) return 'boolean';
      return sumType(typeOfExpression(node.left, columns), typeOfExpression(node.right, columns));
    default:
      return 'unknown';
  }
}
