import type { Expr } from '../../../ir/index.ts';
import { walkExpr } from '../../../ir/index.ts';
import type { Span } from '../../../source/index.ts';
import { formulaAt, type Reading } from '../../logic/condition.ts';
import type { Atom } from '../../logic/literal.ts';
import { shapeImplies } from '../../logic/shape.ts';
import type { LintFinding } from '../../rule.ts';
import { itemRemoval, type ValueEntry, valueEntries } from '../entries.ts';
import { logicOfRule } from '../logic.ts';
import type { SigmaLintRule } from '../rule.ts';

/** Longer lists are not compared value by value. */
const MOST_VALUES = 600;

const keyOf = ({ start, end }: Span): string => `${start}:${end}`;

/** Tests of values by the places of the values. */
function testsIn(condition: Expr, into: Map<string, Expr>): void {
  walkExpr(condition, (expr) => {
    if (expr.kind !== 'match' && expr.kind !== 'or') return;
    // The first expression of a place is the whole of it: alternatives of one value stand inside.
    if (!into.has(keyOf(expr.origin))) into.set(keyOf(expr.origin), expr);
  });
}

/** What a test of one value allows, if that is all known. */
function exactAtom(expr: Expr | undefined, reading: Reading): Atom | undefined {
  const formula = expr && formulaAt(expr, reading);
  if (formula?.kind !== 'literal' || formula.literal.negated) return undefined;
  const { atom } = formula.literal;
  return atom.exact && atom.shapes && atom.shapes.length > 0 ? atom : undefined;
}

const implies = (a: Atom, b: Atom): boolean =>
  a.shapes!.every((shape) => b.shapes!.some((other) => shapeImplies(shape, other)));

/** Values that another value of the list covers, with the other one: where all must hold, those that another one asks for too. */
function coveredIn(entry: ValueEntry, atoms: readonly (Atom | undefined)[]): readonly (readonly [number, number])[] {
  const isAll = entry.modifiers.some(({ name }) => name === 'all');
  const covers = (i: number, j: number): boolean => {
    const [one, other] = [atoms[i], atoms[j]];
    if (!one || !other) return false;
    return isAll ? implies(one, other) : implies(other, one);
  };
  return entry.values.flatMap((_, at): (readonly [number, number])[] => {
    // Two that cover each other are one value twice, which is another finding, or one in two spellings: the later one goes.
    const by = entry.values.findIndex((_, i) => i !== at && covers(i, at) && (i < at || !covers(at, i)));
    return by < 0 ? [] : [[at, by]];
  });
}

/** Values of a list that another value of it covers. */
export const coveredValue: SigmaLintRule = {
  code: 'lint/covered-value',
  severity: 'style',
  title: 'Value that another value of the list covers',
  why: 'What it finds is found by the other one anyway: either the other one is shorter than was meant, or it can go.',
  help: 'Take it out, or make the other one longer, as with a blank at its end.',
  bad: [
    "detection:\n  selection:\n    CommandLine|contains:\n      - 'http'\n      - 'https://' # covered\n      - 'ftp'\n  condition: selection",
    "detection:\n  selection:\n    Image|endswith: ['.exe', '\\cmd.exe']\n  condition: selection",
    "detection:\n  selection:\n    CommandLine|contains|all:\n      - 'Get-Item'\n      - 'item'\n  condition: selection",
    "detection:\n  selection:\n    CommandLine|contains|windash: [' -f', ' -force']\n  condition: selection",
  ],
  good: [
    "detection:\n  selection:\n    CommandLine|contains: ['http:', 'https:']\n  condition: selection",
    "detection:\n  selection:\n    Image|endswith: ['\\cmd.exe', '\\pwsh.exe']\n    CommandLine|contains|cased: ['a', 'Ab']\n  condition: selection",
    "detection:\n  selection:\n    CommandLine|contains|all: ['a', 'b']\n  condition: selection",
  ],
  check({ text, map, rule }) {
    const { sites } = logicOfRule(rule);
    const [first] = sites;
    if (!first) return [];
    const tests = new Map<string, Expr>();
    for (const { condition } of sites) testsIn(condition, tests);
    return valueEntries(map, text).flatMap((entry): LintFinding[] => {
      if (entry.values.length < 2 || entry.values.length > MOST_VALUES) return [];
      const atoms = entry.values.map(({ span }) => exactAtom(tests.get(keyOf(span)), first.reading));
      return coveredIn(entry, atoms).flatMap(([at, by]): LintFinding[] => {
        const [own, other] = [entry.values[at]!, entry.values[by]!];
        if (own.text.toLowerCase() === other.text.toLowerCase()) return [];
        const message = `\`${own.text}\` adds nothing to \`${other.text}\``;
        const removal = itemRemoval(entry.list, own, text);
        if (!removal) return [{ span: own.span, message }];
        return [{ span: own.span, message, fixes: [{ title: 'take it out', class: 'suggested', edits: [removal] }] }];
      });
    });
  },
};
