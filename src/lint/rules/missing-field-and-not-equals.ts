import type { Fix } from '../../diagnostic/index.ts';
import { presence } from '../logic/atom-of.ts';
import type { Formula } from '../logic/formula.ts';
import { canNeverHold } from '../logic/impossible.ts';
import { type Leaf, leavesOf } from '../logic/leaves.ts';
import { logicOf } from '../logic/logic-of.ts';
import { nameOfVersion } from '../logic/names.ts';
import { Effort } from '../logic/terms.ts';
import { quoteSource } from '../quote-source.ts';
import type { LintFinding, LintRule } from '../rule.ts';

/** Texts that stand for no value: whoever excludes them asks for a value. */
const NO_VALUE = /^(?:\W*|0|n\/?a|null|none|nil|undefined|unknown)$/i;

/** The name of a field that a parse may have left without a value, and that nothing beside the test asks for. */
function optionalField(leaf: Leaf, effort: Effort): string | undefined {
  const { test, negated, site } = leaf;
  if (test.kind !== 'compare' || test.op !== 'ne' || negated || test.right.kind !== 'literal') return undefined;
  if (NO_VALUE.test(String(test.right.value)) || test.left.kind !== 'field') return undefined;
  const { names } = site.reading;
  const field = names.resolve(test.left);
  if (field.kind !== 'field' || names.sourceOf(field.name).kind !== 'kept') return undefined;
  const there = presence(field, field, (expr) => names.typeOf(expr));
  if (there.kind !== 'literal') return undefined;
  const missing: Formula = { kind: 'literal', literal: { ...there.literal, negated: true } };
  return canNeverHold(leaf.beside, missing, effort) ? undefined : nameOfVersion(field.name);
}

/** `!=` over a field that not every row has: it drops the rows without it, which `!(… = …)` keeps (spec sumo §4.5, 18.2). */
export const missingFieldAndNotEquals: LintRule = {
  code: 'lint/missing-field-and-not-equals',
  severity: 'uncertain',
  title: 'Exclusion that also drops rows without the field',
  why: 'Every comparison with a missing value is false, `!=` too; the parse keeps rows without the value, and the exclusion drops them.',
  help: 'Write `!(field = "value")` to keep them, or ask for the field beside the exclusion to show that they are to go.',
  bad: ['* | parse "user=*," as user nodrop | where user != "root"'],
  good: [
    '* | parse "user=*," as user nodrop | where !(user = "root")',
    '* | parse "user=*," as user | where user != "root"',
    '* | parse "user=*," as user nodrop | where !isNull(user) and user != "root"',
    '* | parse "user=*," as user nodrop | where user matches "svc*" and user != "svc-backup"',
    '* | parse "user=*," as user nodrop | where user != "root" or isNull(user)',
    '* | where user != "root"',
  ],
  check({ text, query }) {
    const effort = new Effort();
    const found: LintFinding[] = [];
    const leaves = leavesOf(logicOf(query));
    for (const leaf of leaves) {
      const name = leaf.site.kind === 'filter' ? optionalField(leaf, effort) : undefined;
      if (name === undefined || asksForAbsence(leaves, leaf)) continue;
      const { origin } = leaf.test;
      const what = quoteSource(text, origin);
      const fix: Fix = {
        title: 'keep rows without the field',
        class: 'suggested',
        edits: [{ span: origin, text: keeping(leaf, text) }],
      };
      found.push({ span: origin, message: `${what} also drops rows without \`${name}\``, fixes: [fix] });
    }
    return found;
  },
};

/** True if another test of the condition decides on rows without the field. */
function asksForAbsence(leaves: readonly Leaf[], leaf: Leaf): boolean {
  const { names } = leaf.site.reading;
  const nameOf = ({ test }: Leaf): string | undefined => {
    const value =
      test.kind === 'call' && test.fn.startsWith('test.')
        ? test.args[0]
        : test.kind === 'compare'
          ? test.left
          : undefined;
    const field = value && names.resolve(value);
    return field?.kind === 'field' ? field.name : undefined;
  };
  const own = nameOf(leaf);
  return leaves.some((other) => other.site === leaf.site && other.test.kind === 'call' && nameOf(other) === own);
}

/** The exclusion written so that rows without the field stay. */
function keeping({ test }: Leaf, text: string): string {
  if (test.kind !== 'compare') return text.slice(test.origin.start, test.origin.end);
  const [left, right] = [test.left.origin, test.right.origin];
  return `!(${text.slice(left.start, left.end)} = ${text.slice(right.start, right.end)})`;
}
