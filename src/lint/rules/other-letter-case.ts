import type { Fix } from '../../diagnostic/index.ts';
import { type Expr, walkExpr } from '../../ir/index.ts';
import { type Expression, type Query, type StringNode, visitExpressions } from '../../languages/sumo/index.ts';
import type { Span } from '../../source/index.ts';
import { formulaAt, type Reading } from '../logic/condition.ts';

import { logicOf } from '../logic/logic-of.ts';
import { quoteSource } from '../quote-source.ts';
import type { LintFinding, LintRule } from '../rule.ts';

const placeOf = (span: Span): string => `${span.start}:${span.end}`;

function textOf(node: Expression): StringNode | undefined {
  if (node.kind === 'string') return node;
  const sides = node.kind === 'binary' ? [node.left, node.right] : node.kind === 'matches' ? [node.pattern] : [];
  return sides.find((side) => side.kind === 'string');
}

/** Texts by the place of the test that compares with them. */
function textsOf(query: Query): ReadonlyMap<string, StringNode> {
  const texts = new Map<string, StringNode>();
  visitExpressions(query, (node) => {
    if (node.kind === 'in')
      for (const item of node.items) if (item.kind === 'string') texts.set(placeOf(item.span), item);
    const text = textOf(node);
    if (text && node.kind !== 'string') texts.set(placeOf(node.span), text);
  });
  return texts;
}

/** The letter case that the value of a test was given, the query's own columns seen through. */
function caseOf(expr: Expr, { names }: Reading): 'lower' | 'upper' | undefined {
  const sides = expr.kind === 'compare' ? [expr.left, expr.right] : expr.kind === 'match' ? [expr.value] : [];
  for (const side of sides) {
    const resolved = names.resolve(side);
    if (resolved.kind === 'call' && resolved.fn === 'text.lower') return 'lower';
    if (resolved.kind === 'call' && resolved.fn === 'text.upper') return 'upper';
  }
  return undefined;
}

/** Writes letters in one case; a backslash that would make an escape of the letter behind it is doubled. */
function recased(raw: string, to: 'lower' | 'upper'): string {
  return raw.replace(/\\[\s\S]|[\s\S]/g, (part) => {
    if (part.length > 1 && /[ntr]/.test(part)) return part;
    const changed = to === 'lower' ? part.toLowerCase() : part.toUpperCase();
    return part.length > 1 && /[ntr]/.test(changed) ? `\\${changed}` : changed;
  });
}

function isImpossible(expr: Expr, reading: Reading): boolean {
  const formula = formulaAt(expr, reading);
  if (formula.kind === 'literal') return formula.literal.atom.shapes?.length === 0;
  // `!=` holds of every value, of those that were meant to be excluded too.
  const differs = formula.kind === 'and' ? formula.items.at(-1) : undefined;
  return differs?.kind === 'literal' && differs.literal.atom.shapes?.length === 0;
}

/** A text in lower case compared with one that holds capitals, or the other way round. */
export const otherLetterCase: LintRule = {
  code: 'lint/other-letter-case',
  severity: 'never',
  title: 'Letters that the value cannot hold',
  why: 'The value was brought to one letter case, and the text that it is compared with holds letters of the other, so they never agree.',
  help: 'Write the text in the letter case of the value.',
  bad: [
    '* | where toLowerCase(Image) matches "*\\\\PowerShell.exe"',
    '* | toLowerCase(user) as who | where who = "Administrator" or who != "SYSTEM"',
    '* | where "Root" = toLowerCase(user)',
    '* | where toUpperCase(user) in ("ROOT", "admin")',
    '* | toLowerCase(CommandLine) | if(CommandLine matches /Invoke/, 1, 0) as remote',
  ],
  good: [
    '* | where toLowerCase(Image) matches "*\\\\powershell.exe"',
    '* | where toUpperCase(user) in ("ROOT", "ADMIN")',
    '* | toLowerCase(CommandLine) | if(CommandLine matches /(?i)Invoke/, 1, 0) as remote',
    '* | where toLowerCase(user) = "{{User}}"',
    '* | where user = "Root"',
  ],
  check({ text, query }) {
    const found = new Map<string, LintFinding>();
    let texts: ReadonlyMap<string, StringNode> | undefined;
    const note = (expr: Expr, reading: Reading): void => {
      const to = caseOf(expr, reading);
      if (!to || !isImpossible(expr, reading)) return;
      texts ??= textsOf(query);
      const node = texts.get(placeOf(expr.origin));
      const edits = node ? [{ span: node.span, text: `"${recased(node.raw, to)}"` }] : [];
      const fix: Fix = { title: `write it in ${to} case`, class: 'repair', edits };
      const message = `the value is in ${to} case, so it never agrees with ${quoteSource(text, node?.span ?? expr.origin)}`;
      found.set(placeOf(expr.origin), { span: expr.origin, message, ...(node && { fixes: [fix] }) });
    };
    for (const { condition, reading } of logicOf(query)) walkExpr(condition, (expr) => note(expr, reading));
    return [...found.values()];
  },
};
