import type { Fix } from '../../diagnostic/index.ts';
import { type Expr, walkExpr } from '../../ir/index.ts';
import { formulaAt, type Reading } from '../logic/condition.ts';
import { canNeverHold } from '../logic/impossible.ts';
import { logicOf } from '../logic/logic-of.ts';
import { Effort, extend, NOTHING_KNOWN } from '../logic/terms.ts';
import { quoteSource } from '../quote-source.ts';
import type { LintFinding, LintRule } from '../rule.ts';

/** Alternatives that are compared with each other at most. */
const MOST_ITEMS = 40;

/** Takes an alternative out, where nothing but `or` or a comma stands between it and its neighbor. */
function removal(items: readonly Expr[], at: number, text: string): readonly Fix[] {
  const own = items[at]!.origin;
  const [before, behind] = [items[at - 1]?.origin, items[at + 1]?.origin];
  const isJoined = (start: number, end: number): boolean => /^(?:\s+or\s+|\s*,\s*)$/i.test(text.slice(start, end));
  const span =
    before && isJoined(before.end, own.start)
      ? { start: before.end, end: own.end }
      : behind && isJoined(own.end, behind.start)
        ? { start: own.start, end: behind.start }
        : undefined;
  return span ? [{ title: 'take the branch out', class: 'suggested', edits: [{ span, text: '' }] }] : [];
}

/** An alternative that passes no row which another one does not, by their indexes. */
export interface Covered {
  readonly at: number;
  readonly by: number;
}

/** The alternatives that others cover; nothing of more than can be compared. */
export function coveredItems(items: readonly Expr[], reading: Reading, effort: Effort): readonly Covered[] {
  if (items.length > MOST_ITEMS) return [];
  const ways = items.map((item) => extend(NOTHING_KNOWN, formulaAt(item, reading), effort));
  const fails = items.map((item) => formulaAt(item, reading, true));
  // What always holds is a fault of its own, and not what the others are measured by.
  const covers = (i: number, j: number): boolean =>
    i !== j && fails[i]!.kind !== 'constant' && canNeverHold(ways[j]!, fails[i]!, effort);
  return items.flatMap((_, at): Covered[] => {
    // Of two equal branches the later one is useless.
    const by = items.findIndex((_, other) => covers(other, at) && (other < at || !covers(at, other)));
    return by < 0 ? [] : [{ at, by }];
  });
}

function findingsOf(items: readonly Expr[], reading: Reading, effort: Effort, text: string): readonly LintFinding[] {
  return coveredItems(items, reading, effort).map(({ at, by }, index) => {
    const { origin } = items[at]!;
    const [own, other] = [quoteSource(text, origin), quoteSource(text, items[by]!.origin)];
    const fixes = index === 0 ? removal(items, at, text) : [];
    return {
      span: origin,
      message: own === other ? `${own} stands here twice` : `${own} adds nothing to ${other}`,
      ...(fixes.length > 0 && { fixes }),
    };
  });
}

/** Branches of `or` that another branch covers. */
export const uselessBranch: LintRule = {
  code: 'lint/useless-branch',
  severity: 'style',
  title: 'Branch that another one covers',
  why: 'Every row of the branch passes by another one anyway: either the other one asks for less than was meant, or the branch can go.',
  help: 'Take the branch out, or narrow the one that covers it.',
  bad: [
    '* | where Image matches "*\\\\cmd.exe" or Image matches "*.exe"',
    '* | where user = "root" or user in ("admin", "root")',
    '* | where user = "root" or (user = "root" and host = "a")',
    '* | where EventID in ("4768", "4776", "4768")',
    '* | where CommandLine matches /(?i)wsman/ or CommandLine matches /(?i)wsman:/',
    '* | if(code = "1" or code = "1", "one", "other") as name',
  ],
  good: [
    '* | where Image matches "*\\\\cmd.exe" or Image matches "*\\\\powershell.exe"',
    '* | where user = "root" or (user = "admin" and host = "a")',
    '* | where CommandLine matches /(?i)wsman/ or CommandLine matches /(?i)winrm/',
    '* | where user matches "{{user}}" or user = "{{user}}"',
    '* | where user = "root" or 1 = 1',
  ],
  check({ text, query }) {
    const effort = new Effort();
    const found: LintFinding[] = [];
    for (const { condition, reading } of logicOf(query)) {
      walkExpr(condition, (expr) => {
        if (expr.kind === 'or') found.push(...findingsOf(expr.items, reading, effort, text));
      });
    }
    return found;
  },
};
