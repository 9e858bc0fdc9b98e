import type { Diagnostic } from '../../../diagnostic/index.ts';
import type { Edit, Span } from '../../../source/index.ts';
import type { CallNode, Expression, StringNode } from '../ast.ts';
import { encodePlain } from '../strings.ts';
import * as mistakes from './diagnostics.ts';
import { patternEdit, regexPattern, replaceString, stringPattern } from './patterns.ts';
import { beforeNow, javaPattern, spanArgument } from './time-calls.ts';

/** A call as read, before it is known what it means. */
export interface ForeignCall {
  readonly name: string;
  readonly nameSpan: Span;
  readonly args: readonly Expression[];
  readonly span: Span;
}

interface Rewritten {
  readonly node: Expression;
  readonly diagnostic: Diagnostic;
}

type Rewrite = (call: ForeignCall, text: string) => Rewritten | undefined;

function reportCall(
  call: ForeignCall,
  right: string,
  edits: readonly Edit[],
  fixClass: 'repair' | 'suggested' = 'repair',
): Diagnostic {
  return mistakes.foreignFunction.report({
    span: call.nameSpan,
    message: `there is no function \`${call.name}\`; write \`${right}\``,
    data: { name: call.name, right },
    fixes: [{ title: `write ${right}`, class: fixClass, edits }],
  });
}

function asCall(call: ForeignCall, name: string, args: readonly Expression[] = call.args): CallNode {
  return { kind: 'call', name, nameSpan: call.nameSpan, args, span: call.span };
}

function rename(right: string, least: number, most = least, fixClass: 'repair' | 'suggested' = 'repair'): Rewrite {
  return (call) => {
    if (call.args.length < least || call.args.length > most) return undefined;
    return {
      node: asCall(call, right),
      diagnostic: reportCall(call, `${right}(…)`, [{ span: call.nameSpan, text: right }], fixClass),
    };
  };
}

function negated(right: string): Rewrite {
  return (call) => {
    if (call.args.length !== 1) return undefined;
    return {
      node: { kind: 'unary', operator: '!', operand: asCall(call, right), span: call.span },
      diagnostic: reportCall(call, `!${right}(…)`, [{ span: call.nameSpan, text: `!${right}` }]),
    };
  };
}

function isBound(call: ForeignCall, text: string): boolean {
  return /!\s*$/.test(text.slice(0, call.span.start));
}

function needsParentheses(node: Expression, text: string): boolean {
  return ['binary', 'ternary', 'in', 'matches', 'contains'].includes(node.kind) && text[node.span.start] !== '(';
}

/** Edits that turn `name(left, right)` into `left word right`, in parentheses where `!` stands before it. */
function infixEdits(call: ForeignCall, left: Expression, right: Expression, word: string, text: string): Edit[] {
  const wrap = isBound(call, text);
  const inner = needsParentheses(left, text);
  return [
    { span: { start: call.span.start, end: left.span.start }, text: (wrap ? '(' : '') + (inner ? '(' : '') },
    { span: { start: left.span.end, end: right.span.start }, text: `${inner ? ')' : ''} ${word} ` },
    { span: { start: right.span.end, end: call.span.end }, text: wrap ? ')' : '' },
  ];
}

const matchesCall: Rewrite = (call, text) => {
  const [left, pattern] = call.args;
  if (!left || !pattern || call.args.length !== 2) return undefined;
  return {
    node: { kind: 'matches', left, pattern, span: call.span },
    diagnostic: mistakes.matchesCall.report({
      span: call.nameSpan,
      message: '`matches` stands between the value and the pattern; it is no function',
      fixes: [
        {
          title: 'write `value matches pattern`',
          class: 'repair',
          edits: infixEdits(call, left, pattern, 'matches', text),
        },
      ],
    }),
  };
};

/** Rewrites `name(x, "text")` as `x matches pattern`, the pattern made from the text. */
function toMatches(makePattern: (node: StringNode) => Expression): Rewrite {
  return (call, text) => {
    const [left, given] = call.args;
    if (!left || given?.kind !== 'string' || call.args.length !== 2) return undefined;
    const pattern = makePattern(given);
    const edits = [...infixEdits(call, left, given, 'matches', text), patternEdit(given, pattern)];
    return {
      node: { kind: 'matches', left, pattern, span: call.span },
      diagnostic: reportCall(call, `value matches ${pattern.kind === 'regex' ? '/regex/' : '"*pattern*"'}`, edits),
    };
  };
}

function sourceOf(node: Expression, text: string): string {
  return text.slice(node.span.start, node.span.end);
}

function nestIf(
  call: ForeignCall,
  pairs: readonly (readonly [Expression, Expression])[],
  last: Expression,
): Expression {
  return pairs.reduceRight<Expression>(
    (otherwise, [condition, then]) => asCall(call, 'if', [condition, then, otherwise]),
    last,
  );
}

const coalesce: Rewrite = (call, text) => {
  const last = call.args.at(-1);
  if (!last || call.args.length < 2) return undefined;
  const tested = call.args.slice(0, -1);
  const written = tested.reduceRight(
    (rest, arg) => {
      const source = sourceOf(arg, text);
      return `if(!isEmpty(${source}), ${source}, ${rest})`;
    },
    sourceOf(last, text),
  );
  const pairs = tested.map((arg): [Expression, Expression] => [
    { kind: 'unary', operator: '!', operand: asCall(call, 'isEmpty', [arg]), span: arg.span },
    arg,
  ]);
  return {
    node: nestIf(call, pairs, last),
    diagnostic: reportCall(call, 'if(!isEmpty(a), a, b)', [{ span: call.span, text: written }]),
  };
};

function isAlways(node: Expression): boolean {
  return (
    (node.kind === 'boolean' && node.value) ||
    (node.kind === 'binary' &&
      node.operator === '=' &&
      node.left.kind === 'number' &&
      node.right.kind === 'number' &&
      node.left.value === node.right.value)
  );
}

/** `true()` of Splunk. */
function booleanCall(value: boolean): Rewrite {
  return (call) => {
    if (call.args.length > 0) return undefined;
    const word = String(value);
    return {
      node: { kind: 'boolean', value, span: call.span },
      diagnostic: reportCall(call, word, [{ span: call.span, text: word }]),
    };
  };
}

const caseCall: Rewrite = (call, text) => {
  const { args } = call;
  if (args.length < 2) return undefined;
  const odd = args.length % 2 === 1;
  const always = !odd && isAlways(args.at(-2)!);
  const last: Expression = odd || always ? args.at(-1)! : { kind: 'string', raw: '', value: '', span: call.span };
  const count = Math.floor((args.length - (always ? 2 : 0)) / 2);
  if (count === 0) return undefined;
  const pairs = Array.from({ length: count }, (_, i): [Expression, Expression] => [args[2 * i]!, args[2 * i + 1]!]);
  const written = pairs.reduceRight(
    (rest, [condition, then]) => `if(${sourceOf(condition, text)}, ${sourceOf(then, text)}, ${rest})`,
    odd || always ? sourceOf(last, text) : '""',
  );
  const certain = odd || always ? 'repair' : 'suggested';
  return {
    node: nestIf(call, pairs, last),
    diagnostic: reportCall(call, 'if(a, x, if(b, y, z))', [{ span: call.span, text: written }], certain),
  };
};

const cidrMatch: Rewrite = (call, text) => {
  const [network, address] = call.args;
  if (network?.kind !== 'string' || !address || call.args.length !== 2) return undefined;
  const [prefix, bits] = network.value.split('/');
  if (!prefix || !bits || !/^[\d.]+$/.test(prefix) || !/^\d+$/.test(bits)) return undefined;
  const quoted = (value: string): StringNode => ({
    kind: 'string',
    raw: encodePlain(value),
    value,
    span: network.span,
  });
  return {
    node: asCall(call, 'compareCIDRPrefix', [quoted(prefix), address, quoted(bits)]),
    diagnostic: reportCall(call, 'compareCIDRPrefix(network, ip, bits)', [
      { span: call.span, text: `compareCIDRPrefix("${prefix}", ${sourceOf(address, text)}, "${bits}")` },
    ]),
  };
};

const inCall: Rewrite = (call, text) => {
  const [left, first] = call.args;
  if (!left || !first) return undefined;
  const wrap = isBound(call, text);
  const edits = [
    { span: { start: call.span.start, end: left.span.start }, text: wrap ? '(' : '' },
    { span: { start: left.span.end, end: first.span.start }, text: ' in (' },
    ...(wrap ? [{ span: { start: call.span.end, end: call.span.end }, text: ')' }] : []),
  ];
  return {
    node: { kind: 'in', left, negated: false, items: call.args.slice(1), span: call.span },
    diagnostic: reportCall(call, 'value in (…)', edits),
  };
};

/** `substr(x, 1, 3)`: positions count from 1 and the third argument is a length. */
const substr: Rewrite = (call, text) => {
  const [value, start, length] = call.args;
  if (!value || start?.kind !== 'number' || start.value < 1 || (length && length.kind !== 'number')) return undefined;
  const from = start.value - 1;
  const numbers = length?.kind === 'number' ? [from, from + length.value] : [from];
  const args = numbers.map(
    (number): Expression => ({ kind: 'number', raw: String(number), value: number, span: start.span }),
  );
  return {
    node: asCall(call, 'substring', [value, ...args]),
    diagnostic: reportCall(call, 'substring(x, start, end), which counts from 0', [
      { span: call.span, text: `substring(${[sourceOf(value, text), ...numbers].join(', ')})` },
    ]),
  };
};

const substrByGuess = rename('substring', 2, 3, 'suggested');

/** `strftime(t, "%Y-%m-%d")`: the same function with a pattern of Java. */
function withJavaPattern(right: string): Rewrite {
  return (call) => {
    const [value, given] = call.args;
    const raw = given?.kind === 'string' ? javaPattern(given.raw) : undefined;
    if (!value || given?.kind !== 'string' || raw === undefined || call.args.length !== 2) return undefined;
    const pattern: StringNode = { ...given, raw, value: raw };
    return {
      node: asCall(call, right, [value, pattern]),
      diagnostic: reportCall(call, `${right}(x, "yyyy-MM-dd")`, [
        { span: call.nameSpan, text: right },
        { span: given.span, text: `"${raw}"` },
      ]),
    };
  };
}

/** `eval(x)` inside an aggregate of Splunk: just the expression. */
const evalCall: Rewrite = (call) => {
  const [inner] = call.args;
  if (!inner || call.args.length !== 1) return undefined;
  return {
    node: inner,
    diagnostic: reportCall(call, 'the expression alone', [
      { span: { start: call.span.start, end: inner.span.start }, text: '' },
      { span: { start: inner.span.end, end: call.span.end }, text: '' },
    ]),
  };
};

/** `ago(1h)`. */
const ago: Rewrite = (call) => {
  const written = spanArgument(call.args);
  if (written === undefined) return undefined;
  return {
    node: beforeNow(call, call.args[0]!),
    diagnostic: reportCall(call, `(now() - ${written}), or the time range of the search`, [
      { span: call.span, text: `(now() - ${written})` },
    ]),
  };
};

/** `datetime(2024-05-01)`. */
const datetime: Rewrite = (call, text) => {
  const inside = call.args.length === 1 ? sourceOf(call.args[0]!, text).replace(/^"|"$/g, '') : '';
  if (!/^\d{4}-\d{2}-\d{2}$/.test(inside)) return undefined;
  const quoted = (value: string): StringNode => ({ kind: 'string', raw: value, value, span: call.span });
  return {
    node: asCall(call, 'parseDate', [quoted(inside), quoted('yyyy-MM-dd')]),
    diagnostic: reportCall(call, 'parseDate("2024-05-01", "yyyy-MM-dd")', [
      { span: call.span, text: `parseDate("${inside}", "yyyy-MM-dd")` },
    ]),
  };
};

/** Calls of other languages by lower-case name; a rewrite gives nothing when the right form is not certain. */
export const FOREIGN_CALLS: ReadonlyMap<string, Rewrite> = new Map(
  Object.entries<Rewrite>({
    matches: matchesCall,
    match: toMatches((node) => regexPattern(node)),
    regex_match: toMatches((node) => regexPattern(node)),
    like: toMatches((node) => replaceString(node, stringPattern(node.raw))),
    startswith: toMatches((node) => replaceString(node, `${node.raw}*`)),
    starts_with: toMatches((node) => replaceString(node, `${node.raw}*`)),
    endswith: toMatches((node) => replaceString(node, `*${node.raw}`)),
    ends_with: toMatches((node) => replaceString(node, `*${node.raw}`)),
    tolower: rename('toLowerCase', 1),
    lower: rename('toLowerCase', 1),
    lcase: rename('toLowerCase', 1),
    lowercase: rename('toLowerCase', 1),
    toupper: rename('toUpperCase', 1),
    upper: rename('toUpperCase', 1),
    ucase: rename('toUpperCase', 1),
    uppercase: rename('toUpperCase', 1),
    len: rename('length', 1),
    strlen: rename('length', 1),
    string_size: rename('length', 1),
    iff: rename('if', 3),
    iif: rename('if', 3),
    strcat: rename('concat', 1, 16),
    tonumber: rename('num', 1),
    ceiling: rename('ceil', 1),
    substr: (call, text) => substr(call, text) ?? substrByGuess(call, text),
    mvcount: rename('jsonArraySize', 1, 1, 'suggested'),
    array_contains: rename('jsonArrayContains', 2, 2, 'suggested'),
    ltrim: rename('trim', 1, 1, 'suggested'),
    rtrim: rename('trim', 1, 1, 'suggested'),
    isnotnull: negated('isNull'),
    isnotempty: negated('isEmpty'),
    isnotblank: negated('isBlank'),
    coalesce,
    nvl: coalesce,
    ifnull: coalesce,
    strftime: withJavaPattern('formatDate'),
    strptime: withJavaPattern('parseDate'),
    ago,
    eval: evalCall,
    datetime,
    array_length: rename('jsonArraySize', 1, 1, 'suggested'),
    case: caseCall,
    true: booleanCall(true),
    false: booleanCall(false),
    cidrmatch: cidrMatch,
    in: inCall,
  }),
);
