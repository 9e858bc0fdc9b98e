import { describe, expect, it } from 'vitest';
import type { Expression } from './ast.ts';
import { argsOf } from './operator.ts';
import { aggregateOperator } from './operators/aggregate.ts';
import { expressionOperator } from './operators/expression.ts';
import { parseRegexOperator } from './operators/parse-regex.ts';
import { whereOperator } from './operators/where.ts';
import { parseSumo } from './parser.ts';

const codes = (text: string): readonly string[] => parseSumo(text).diagnostics.map(({ code }) => code);
const operators = (text: string): readonly string[] => parseSumo(text).query.stages.map((stage) => stage.operator);

function condition(text: string): Expression {
  const { query, diagnostics } = parseSumo(`* | where ${text}`);
  expect(diagnostics).toEqual([]);
  return argsOf(query.stages[0]!, whereOperator)!.condition;
}

/** An expression with every operator in parentheses. */
function full(node: Expression): string {
  switch (node.kind) {
    case 'binary':
      return `(${full(node.left)} ${node.operator} ${full(node.right)})`;
    case 'unary':
      return `(${node.operator}${full(node.operand)})`;
    case 'ternary':
      return `(${full(node.condition)} ? ${full(node.then)} : ${full(node.otherwise)})`;
    case 'matches':
      return `(${full(node.left)} matches ${full(node.pattern)})`;
    case 'in':
      return `(${full(node.left)} ${node.negated ? 'not ' : ''}in ${node.items.map(full).join()})`;
    case 'field':
      return node.name;
    case 'number':
    case 'regex':
    case 'template':
      return node.raw;
    case 'string':
      return `"${node.raw}"`;
    case 'call':
      return `${node.name}(${node.args.map(full).join(', ')})`;
    default:
      return node.kind;
  }
}

describe('expressions', () => {
  it.each([
    ['a + b * c - d', '((a + (b * c)) - d)'],
    ['a or b and c', '(a or (b and c))'],
    ['a = 1 and b <> 2 || !c', '(((a = 1) and (b != 2)) or (!c))'],
    ['-a * 2 % 3', '(((-a) * 2) % 3)'],
    ['a ? b : c ? d : e', '(a ? b : (c ? d : e))'],
    ['x matches /a\\/b/ and y not in (1, "z")', '((x matches a\\/b) and (y not in 1,"z"))'],
    ['x matches toLowerCase("{{p}}")', '(x matches toLowerCase("{{p}}"))'],
    ['IF (a, b, c) = "d"', '(IF(a, b, c) = "d")'],
    ['2024-06-01 < 1', '(((2024 - 06) - 01) < 1)'],
    ['%"a b" = %c[0].d', '(a b = c[0].d)'],
    ['count > group and not_in = in_', '((count > group) and (not_in = in_))'],
    ['in in ("a")', '(in in "a")'],
  ])('%s', (text, expected) => {
    expect(full(condition(text))).toBe(expected);
  });

  it('have spans that include their parentheses', () => {
    const node = condition('(a + b) * c');
    expect(node.kind === 'binary' && node.left.span).toEqual({ start: 10, end: 17 });
  });

  it('accept `not` before an expression, with a word about it', () => {
    expect(codes('* | where not (a = 1)')).toEqual(['sumo/prefix-not']);
    expect(codes('* | where not = 1')).toEqual([]);
  });
});

describe('stages', () => {
  it('take words as operators only where they begin one', () => {
    expect(
      operators('* | count | count as x | count / 2 as y | limit as z | limit 5 | min(a, b) as c | min(a) as d'),
    ).toEqual(['aggregate', 'aggregate', 'expression', 'expression', 'limit', 'expression', 'aggregate']);
  });

  it('read a group without `by` behind count', () => {
    const { query } = parseSumo('* | count as n a, b');
    expect(argsOf(query.stages[0]!, aggregateOperator)?.group.map(({ name }) => name)).toEqual(['a', 'b']);
  });

  it('are found again behind a mistake', () => {
    const text = '* | where ( | count by a | bogus x y | sort by _count,, | limit 5';
    expect(operators(text)).toEqual(['where', 'aggregate', 'unknown', 'sort', 'limit']);
    expect(codes(text)).toEqual(['sumo/unexpected-token', 'sumo/unknown-operator', 'sumo/unexpected-token']);
  });

  it('suggest the nearest operator and function', () => {
    const [operator, fn] = parseSumo('* | tmeslice 5m | isNul(a) as b').diagnostics;
    expect(operator?.data).toEqual({ name: 'tmeslice', nearest: 'timeslice' });
    expect(fn?.data).toEqual({ name: 'isNul', nearest: 'isNull' });
  });

  it('keep pipes of inner pipelines to themselves', () => {
    expect(operators('* | join (where a = 1 | count by b) as x, (count by b) as y on x.b = y.b | limit 1')).toEqual([
      'join',
      'limit',
    ]);
    expect(codes('* | where "a|b" = c and d matches /x|y/ // e | f\n| count')).toEqual([]);
  });

  it('may be templates', () => {
    expect(operators('* | {{a}} | count by b\n{{c}}')).toEqual(['template', 'aggregate', 'template']);
  });
});

describe('regular expressions', () => {
  it('are checked where they stand', () => {
    const text = '* | parse regex "\\"(?<a>x(\\""';
    const [found] = parseSumo(text).diagnostics;
    expect(found?.code).toMatch(/^regex\//);
    expect(text.slice(found?.span.start).startsWith('(')).toBe(true);
    expect(codes('* | where a matches /x(/')[0]).toMatch(/^regex\//);
  });

  it('need a name in `parse regex`', () => {
    expect(codes('* | parse regex "a(b)"')).toEqual(['sumo/regex-without-name']);
    const { query } = parseSumo('* | parse regex "(?P<a>b)"');
    expect(argsOf(query.stages[0]!, parseRegexOperator)?.patterns[0]?.raw).toBe('(?<a>b)');
  });
});

describe('limits', () => {
  it.each([
    ['parentheses', `* | where ${'('.repeat(9000)}`],
    ['negations', `* | where ${'!'.repeat(9000)}a`],
    ['calls', `* | where ${'if(a,'.repeat(2000)}`],
    ['terms', `* | where ${'a or '.repeat(3000)}b`],
    ['subqueries', '[subquery: '.repeat(1000)],
  ])('%s without end are reported, not a crash', (_name, text) => {
    expect(codes(text).length).toBeGreaterThan(0);
  });

  it('of length are those of the platform', () => {
    expect(codes(`${'a '.repeat(8000)}`)).toEqual(['sumo/too-long']);
    expect(codes('* | limit 20000')).toEqual(['sumo/bad-number']);
  });

  it('an alias that is missing is reported', () => {
    expect(codes('* | a + b')).toEqual(['sumo/missing-alias']);
    const { query } = parseSumo('* | round(x)');
    expect(argsOf(query.stages[0]!, expressionOperator)?.alias).toBeUndefined();
  });
});
