import type { RuleTest } from './correlate.ts';

/** One way in which a test of rules can hold: these have hits, and those have none; both ascending. */
export interface RuleClause {
  readonly has: readonly number[];
  readonly lacks: readonly number[];
}

/** Ways that are written out. */
const MOST_CLAUSES = 1000;

const union = (a: readonly number[], b: readonly number[]): number[] =>
  [...new Set([...a, ...b])].sort((one, other) => one - other);

/** All ways in which a test of rules can hold; undefined if they are too many. */
export function clausesOf(test: RuleTest, isNegated = false): readonly RuleClause[] | undefined {
  if (test.kind === 'rule') return [isNegated ? { has: [], lacks: [test.rule] } : { has: [test.rule], lacks: [] }];
  if (test.kind === 'not') return clausesOf(test.item, !isNegated);
  const parts: (readonly RuleClause[])[] = [];
  for (const item of test.items) {
    const part = clausesOf(item, isNegated);
    if (!part) return undefined;
    parts.push(part);
  }
  const isAnd = (test.kind === 'and') !== isNegated;
  if (!isAnd) return parts.flat().length > MOST_CLAUSES ? undefined : parts.flat();
  let found: RuleClause[] = [{ has: [], lacks: [] }];
  for (const part of parts) {
    if (found.length * part.length > MOST_CLAUSES) return undefined;
    found = found.flatMap((before) =>
      part.map(({ has, lacks }) => ({ has: union(before.has, has), lacks: union(before.lacks, lacks) })),
    );
  }
  return found;
}
