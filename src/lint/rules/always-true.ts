import { type Expr, walkExpr } from '../../ir/index.ts';
import { isPresence } from '../logic/atom-of.ts';
import { formulaAt, type Reading } from '../logic/condition.ts';
import { allOf, type Formula, literalOf, literalsOf } from '../logic/formula.ts';
import { canNeverHold } from '../logic/impossible.ts';
import type { Literal } from '../logic/literal.ts';
import { logicOf } from '../logic/logic-of.ts';
import { rangeAbove, type Shape } from '../logic/shape.ts';
import { Effort, extend, NOTHING_KNOWN } from '../logic/terms.ts';
import { quoteSource } from '../quote-source.ts';
import type { LintContext, LintFinding, LintRule } from '../rule.ts';

/** What a test takes for granted of its value: that there is one, and that it is a number where numbers are compared. */
function premiseOf({ atom }: Literal): Formula | undefined {
  const isNumeric = atom.shapes?.some((shape) => shape.kind === 'range');
  if (!isNumeric && !isPresence(atom)) return undefined;
  const anyNumber: Shape = rangeAbove(Number.NEGATIVE_INFINITY, false);
  const premise = isNumeric
    ? { ...atom, shapes: [anyNumber], exact: false, key: `number ${atom.subject}`, holds: undefined }
    : atom;
  return literalOf(premise, false);
}

/** True if a condition holds for every row that has the fields that it tests. */
function isCertain(expr: Expr, reading: Reading, effort: Effort): boolean {
  const fails = formulaAt(expr, reading, true);
  const premises = literalsOf(fails)
    .map(premiseOf)
    .filter((one) => one !== undefined);
  return canNeverHold(extend(NOTHING_KNOWN, allOf(premises), effort), fails, effort);
}

/** The items of a condition of which one holding is enough. */
function alternativesOf(expr: Expr): readonly Expr[] | undefined {
  if (expr.kind === 'or') return expr.items;
  if (expr.kind !== 'not' || expr.item.kind !== 'and') return undefined;
  return expr.item.items.map((item): Expr => ({ kind: 'not', origin: item.origin, item }));
}

function readsRow(expr: Expr): boolean {
  let isRead = false;
  walkExpr(expr, ({ kind }) => {
    if (kind === 'field' || kind === 'param' || kind === 'search') isRead = true;
  });
  return isRead;
}

/** A comparison of constants that holds. */
function constantIn(expr: Expr, reading: Reading, text: string): readonly LintFinding[] {
  const fails = formulaAt(expr, reading, true);
  if (fails.kind !== 'constant' || fails.value || expr.kind === 'literal' || readsRow(expr)) return [];
  const message = `${quoteSource(text, expr.origin)} compares constants and always holds`;
  return [{ span: expr.origin, severity: 'style', message }];
}

/** The parts of a condition that hold for every value. */
export function alwaysHolding(expr: Expr, reading: Reading, effort: Effort, text: string): readonly LintFinding[] {
  const parts = alternativesOf(expr);
  const what = quoteSource(text, expr.origin);
  if (parts && isCertain(expr, reading, effort)) {
    // One alternative that is always true by itself, as a test for a value is, was hardly written by mistake.
    if (parts.some((part) => isCertain(part, reading, effort)))
      return parts.flatMap((part) => constantIn(part, reading, text));
    return [{ span: expr.origin, message: `${what} holds for every value, so that it excludes nothing` }];
  }
  const constants = constantIn(expr, reading, text);
  if (constants.length > 0) return constants;
  if (expr.kind === 'and' || expr.kind === 'or')
    return expr.items.flatMap((item) => alwaysHolding(item, reading, effort, text));
  return [];
}

/** Conditions that exclude nothing, `x != "a" or x != "b"` among them (spec sumo §17). */
export const alwaysTrue: LintRule = {
  code: 'lint/always-true',
  severity: 'never',
  title: 'Condition that always holds',
  why: 'A value differs from at least one of two others, so what was to be excluded never is: the exclusion can never take effect.',
  help: 'Join exclusions by `and`, or write `!(x in (…))`.',
  bad: [
    '* | where user != "root" or user != "admin"',
    '* | where EventID = "1" and (user != "root" or user != "admin")',
    '* | where !(user = "root" and user = "admin")',
    '* | where EventID != 1 or EventID != 3',
    '* | where port < 1024 or port > 80',
    '* | where 1 = 1 and user = "root"',
    '* | where user = "root" or 1 = 1',
  ],
  good: [
    '* | where user != "root" and user != "admin"',
    '* | where isNull(user) or !isNull(user)',
    '* | where user matches "*" or isNull(user)',
    '* | where user != "root" or host != "a"',
    '* | where if("{{user}}" = "*", true, user = "{{user}}")',
  ],
  check({ text, query }: LintContext) {
    const effort = new Effort();
    return logicOf(query).flatMap((site) => alwaysHolding(site.condition, site.reading, effort, text));
  },
};
