import type { Span } from '../../source/index.ts';
import { formulaAt } from '../logic/condition.ts';
import type { Site } from '../logic/flow.ts';
import { canNeverHold, type Impossible, impossibleParts } from '../logic/impossible.ts';
import { logicOf } from '../logic/logic-of.ts';
import { Effort, NOTHING_KNOWN } from '../logic/terms.ts';
import { quoteSource } from '../quote-source.ts';
import type { LintFinding, LintRule } from '../rule.ts';

/** How a message quotes a place. */
type Quote = (span: Span) => string;

function messageOf({ span, beside, isExclusion }: Impossible, site: Site, text: string, quote: Quote): string {
  const what = quote(span);
  if (isExclusion) return `${what} excludes nothing: no value is one of those that it names`;
  if (beside) return `${what} can never hold beside ${quote(beside)}`;
  if (text[span.start] === '"') return `a text by itself is no condition and never holds: ${what}`;
  if (site.kind === 'branch' && site.alone !== NOTHING_KNOWN)
    return `${what} can never hold here: the branches before it take every row that it asks for`;
  return `${what} can never hold: no value passes all its tests`;
}

/** A branch that only the conditions before it make unreachable may be there for other queries to come: a hint. */
function unreachable(site: Site, text: string, effort: Effort): readonly LintFinding[] {
  if (site.kind !== 'branch' || !canNeverHold(site.before, formulaAt(site.condition, site.reading), effort)) return [];
  const { origin } = site.condition;
  const message = `no row that gets here passes ${quoteSource(text, origin)}, so its value never appears`;
  return [{ span: origin, severity: 'style', message }];
}

/** The parts of a site's condition that can never hold. */
export function neverHolding(
  site: Site,
  text: string,
  effort: Effort,
  quote: Quote = (span) => quoteSource(text, span),
): readonly LintFinding[] {
  const terms = site.kind === 'branch' ? site.alone : site.before;
  // Asked first, since finding the parts may use up what may be spent.
  const isWhole = canNeverHold(terms, formulaAt(site.condition, site.reading), effort);
  const parts = impossibleParts(site.condition, terms, site.reading, effort);
  if (parts.length === 0) return unreachable(site, text, effort);
  return parts
    .filter((one) => !one.isLetterCase)
    .map((one) => ({
      span: one.span,
      message: messageOf(one, site, text, quote),
      // An alternative that only its neighbor makes impossible does no harm: the condition finds what it would without.
      ...(one.beside && !isWhole && { severity: 'style' as const }),
    }));
}

/** Conditions that no row passes, unreachable branches of `or` and `if` among them (spec sumo §17). */
export const neverMatches: LintRule = {
  code: 'lint/never-matches',
  severity: 'never',
  title: 'Condition that can never hold',
  why: 'No row passes tests that contradict each other, so what they are to find is never found, whatever the logs hold.',
  help: 'Join alternatives of one field by `or`, or by `in`; put the branch that asks for less behind the one that asks for more.',
  bad: [
    '* | where user = "root" and user = "admin"',
    '* | where EventID = "4688" | where EventID in ("4624", "4625")',
    '* | where Image matches "*\\\\system32\\\\*" and Image = "C:\\\\Temp\\\\a.exe"',
    '* | where (host = "a" and host = "b") or user = "root"',
    '* | if(Image matches "*.exe", "program", if(Image matches "*\\\\cmd.exe", "shell", "other")) as kind',
    '* | where port > 1024 and port < 80',
    '* | where code = "1" or code = "2" | if(code = "3", "three", "other") as name',
    '* | toLowerCase(Image) as image | where image matches "*\\\\cmd.exe" and Image matches "*\\\\powershell.exe"',
  ],
  good: [
    '* | where user = "root" or user = "admin"',
    '* | where EventID = "4688" | where EventID in ("4624", "4688")',
    '* | where user = "root" | "admin" as user | where user = "admin"',
    '* | if(Image matches "*\\\\cmd.exe", "shell", if(Image matches "*.exe", "program", "other")) as kind',
    '* | where port > 80 and port < 1024 and port = "443"',
    '* | where if("{{user}}" = "*", true, user = "{{user}}") and user = "root"',
  ],
  check({ text, query }) {
    const effort = new Effort();
    return logicOf(query).flatMap((site) => neverHolding(site, text, effort));
  },
};
