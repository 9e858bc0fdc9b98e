import { isDecimalField } from '../../../event/index.ts';
import { type Expr, type Match, printExpr } from '../../../ir/index.ts';
import type { Expression } from '../ast.ts';
import { SUMO_FUNCTIONS } from '../functions.ts';
import { parseRegexOperator } from '../operators/parse-regex.ts';
import { ALL_VALUES, type Emission } from './emission.ts';
import { networkTest } from './networks.ts';
import { COMPARISONS, numberTests } from './numbers.ts';
import { escapeText, re2FromJava, type WrittenRegex } from './regex.ts';
import { anyText, type TextTest, textTest } from './text-tests.ts';
import {
  binaryNode,
  callNode,
  fieldNode,
  joined,
  NOWHERE,
  nameNode,
  negated,
  numberNode,
  patternNode,
  regexNode,
  stageOf,
  stringNode,
} from './tree.ts';

const FUNCTIONS = new Map(SUMO_FUNCTIONS.toReversed().map(({ ir, names }) => [ir, names[0]!]));

const FALSE: Expression = { kind: 'boolean', value: false, span: NOWHERE };

/** Writes expressions of the IR as conditions and values of the search language. */
export class ExpressionEmitter {
  readonly #emission: Emission;

  constructor(emission: Emission) {
    this.#emission = emission;
  }

  #unsupported(expr: Expr, what: string, message: string): Expression {
    this.#emission.notes.unsupported(expr.origin, what, message);
    return FALSE;
  }

  /** The value or condition that an expression is. */
  write(expr: Expr): Expression {
    switch (expr.kind) {
      case 'literal':
        return literalNode(expr.value);
      case 'field':
        return this.#emission.field(expr);
      case 'and':
        return joined(
          'and',
          expr.items.map((item) => this.write(item)),
        );
      case 'or':
        return this.#anyOf(expr.items);
      case 'not':
        return negated(this.write(expr.item));
      case 'match':
        return this.#match(expr);
      case 'compare': {
        const [left, right] = [expr.left, expr.right].map((side) => {
          const node = this.write(side);
          return expr.textCase === 'sensitive' || node.kind === 'number' ? node : callNode('toLowerCase', node);
        });
        return binaryNode(COMPARISONS[expr.op], left!, right!);
      }
      case 'case': {
        const otherwise = this.write(expr.otherwise);
        return expr.branches.reduceRight(
          (rest, { when, value }) => callNode('if', this.write(when), this.write(value), rest),
          otherwise,
        );
      }
      case 'call':
        return this.#call(expr);
      default:
        return this.#unsupported(expr, expr.kind, `a search has no form for ${expr.kind}`);
    }
  }

  #call(expr: Extract<Expr, { kind: 'call' }>): Expression {
    const [first, second] = expr.args;
    if (expr.fn === 'test.missing' && first) return callNode('isNull', this.write(first));
    if (expr.fn === 'text.part' && first?.kind === 'field' && second?.kind === 'literal')
      return this.#part(this.#emission.field(first).name, String(second.value));
    const name = FUNCTIONS.get(expr.fn);
    if (name === undefined) return this.#unsupported(expr, expr.fn, `a search has no function for ${expr.fn}`);
    return callNode(name, ...expr.args.map((arg) => this.write(arg)));
  }

  /** A part of a list such as `MD5=…,SHA256=…`, taken out by a stage in front. */
  #part(of: string, key: string): Expression {
    const name = `${of}_${key}`.replace(/\W/g, '_');
    const source = `(?i)(?:^|,)\\s*${escapeText(key)}=(?<${name.replaceAll('_', '')}>[^,]*)`;
    const made = name.replaceAll('_', '');
    this.#emission.makes(made);
    const args = { field: nameNode(of), patterns: [patternNode(source)], nodrop: true, multi: false };
    this.#emission.lift(stageOf(parseRegexOperator, args));
    return fieldNode(made);
  }

  /** Alternatives, of which those on one field stand together. */
  #anyOf(items: readonly Expr[]): Expression {
    const written: Expression[] = [];
    const groups = new Map<string, { readonly at: number; readonly of: Expr; readonly tests: TextTest[] }>();
    for (const item of items) {
      const tests = item.kind === 'match' ? this.#textTests(item) : undefined;
      if (!tests || item.kind !== 'match') {
        written.push(this.write(item));
        continue;
      }
      const key = printExpr(item.value);
      const group = groups.get(key);
      if (group) group.tests.push(...tests);
      else groups.set(key, { at: written.push(FALSE) - 1, of: item.value, tests: [...tests] });
    }
    for (const { at, of, tests } of groups.values()) written[at] = this.#anyText(of, tests);
    return joined('or', written);
  }

  #anyText(of: Expr, tests: readonly TextTest[]): Expression {
    return anyText(
      this.write(of),
      tests,
      this.#emission.isJsonText(of) && of.kind === 'field' && of.name !== ALL_VALUES,
    );
  }

  /** The tests of texts that a match is; undefined for other matches. */
  #textTests({ pattern, value }: Match): readonly TextTest[] | undefined {
    // Windows writes the name of a channel in one letter case.
    if (value.kind === 'field' && value.name === '_event.channel' && pattern.kind === 'literal')
      return [{ kind: 'value', text: pattern.text }];
    if (pattern.kind === 'number' && pattern.op === 'eq')
      return numberTests(pattern.text, value.kind === 'field' ? nameOf(value.name) : undefined);
    if (pattern.kind === 'literal' && pattern.part === 'anywhere' && pattern.text === '') return undefined;
    const test = textTest(pattern, this.#emission.isJsonText(value));
    return test && [test];
  }

  #match(expr: Match): Expression {
    const { pattern, value, origin } = expr;
    const { notes } = this.#emission;
    const tests = this.#textTests(expr);
    if (tests) return this.#anyText(value, tests);
    switch (pattern.kind) {
      case 'present':
      case 'literal':
        return negated(callNode('isNull', this.write(value)));
      case 'number': {
        if (!(value.kind === 'field' && isDecimalField(nameOf(value.name))))
          notes.approximate(origin, 'number', 'a value that is written as 0x… is no number to the search');
        const node = this.write(value);
        const test = binaryNode(COMPARISONS[pattern.op], node, numberNode(Number(pattern.text), pattern.text));
        return pattern.op === 'eq' ? joined('or', [binaryNode('=', node, stringNode(pattern.text)), test]) : test;
      }
      case 'network': {
        const test = networkTest(this.write(value), pattern.text);
        return (
          test ?? this.#unsupported(expr, 'cidr', `a search has no test for addresses of the network ${pattern.text}`)
        );
      }
      case 'regex':
        return this.#regex(expr, pattern.source, pattern.dialect);
      case 'dynamic':
        return this.#dynamic(expr);
      default:
        return this.#unsupported(expr, pattern.kind, `a search has no form for this ${pattern.kind}`);
    }
  }

  #regex(expr: Match, source: string, dialect: 're2' | 'java'): Expression {
    const left = this.write(expr.value);
    if (this.#emission.isJsonText(expr.value)) {
      const message = 'the search reads this value as JSON, in which backslashes and quotes are escaped';
      this.#emission.notes.approximate(expr.origin, 'regex', message);
    }
    const written: WrittenRegex | undefined = dialect === 're2' ? { kind: dialect, source } : re2FromJava(source);
    if (!written) return this.#unsupported(expr, 'regex', 'the regular expression cannot be read');
    if (written.kind === 're2') return { kind: 'matches', left, pattern: regexNode(written.source), span: NOWHERE };
    // What RE2 cannot say, `parse regex` can: the pattern as a group that is null where nothing is found.
    if (left.kind !== 'field')
      return this.#unsupported(expr, 'regex', 'a search takes this regular expression on fields only');
    const name = this.#emission.helperName('found').replace('_', '');
    this.#emission.makes(name);
    if (!written.isSame) {
      const message = '`parse regex` may end lines, and fold letters outside ASCII, in another way than the rule';
      this.#emission.notes.approximate(expr.origin, 'regex', message);
    }
    const pattern = `${written.flags}(?<${name}>${written.body})`;
    const args = { field: nameNode(left.name), patterns: [patternNode(pattern)], nodrop: true, multi: false };
    this.#emission.lift(stageOf(parseRegexOperator, args));
    return negated(callNode('isNull', fieldNode(name)));
  }

  /** A comparison with the value of another field. */
  #dynamic(expr: Match): Expression {
    const { pattern, value, origin } = expr;
    if (pattern.kind !== 'dynamic') return FALSE;
    const folded = (one: Expr): Expression =>
      pattern.case === 'sensitive' ? this.write(one) : callNode('toLowerCase', this.write(one));
    const [left, right] = [folded(value), folded(pattern.pattern)];
    if (pattern.case !== 'sensitive')
      this.#emission.notes.approximate(
        origin,
        'fieldref',
        'the search compares the two values in lower case, which tells some letters outside ASCII apart that the rule equates',
      );
    const size = (node: Expression): Expression => callNode('length', node);
    switch (pattern.part) {
      case 'whole':
        return binaryNode('=', left, right);
      case 'anywhere':
        return joined('or', [
          callNode('contains', left, right),
          joined('and', [binaryNode('=', right, stringNode('')), negated(callNode('isNull', left))]),
        ]);
      case 'start':
        return binaryNode('=', callNode('substring', left, numberNode(0), size(right)), right);
      case 'end': {
        const from = binaryNode('-', size(left), size(right));
        const fits = binaryNode('>=', size(left), size(right));
        return callNode('if', fits, binaryNode('=', callNode('substring', left, from), right), FALSE);
      }
      case 'wildcard':
        return { kind: 'matches', left, pattern: right, span: NOWHERE };
    }
  }
}

const nameOf = (name: string): string => (name === '_event.id' ? 'EventID' : name);

function literalNode(value: string | number | boolean | null): Expression {
  if (value === null) return { kind: 'null', span: NOWHERE };
  if (typeof value === 'boolean') return { kind: 'boolean', value, span: NOWHERE };
  return typeof value === 'number' ? numberNode(value) : stringNode(value);
}
