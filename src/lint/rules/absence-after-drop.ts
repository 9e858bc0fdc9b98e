import type { Expr } from '../../ir/index.ts';
import { blocksOf } from '../../languages/sumo/index.ts';
import { spanAt } from '../../source/index.ts';
import type { Site } from '../logic/flow.ts';
import { leavesOf } from '../logic/leaves.ts';
import { logicOf } from '../logic/logic-of.ts';
import { nameOfVersion, type Source } from '../logic/names.ts';
import { quoteSource } from '../quote-source.ts';
import type { LintFinding, LintRule } from '../rule.ts';

/** The value that a test asks to be missing. */
function testedForAbsence(test: Expr, negated: boolean): Expr | undefined {
  if (test.kind === 'call' && test.fn === 'test.null' && !negated) return test.args[0];
  return test.kind === 'match' && test.pattern.kind === 'present' && negated ? test.value : undefined;
}

/** The parse without `nodrop` that made a value. */
function droppingSource(value: Expr, site: Site): (Source & { readonly name: string }) | undefined {
  const resolved = site.reading.names.resolve(value);
  if (resolved.kind !== 'field') return undefined;
  const source = site.reading.names.sourceOf(resolved.name);
  return source.kind === 'dropped' ? { ...source, name: nameOfVersion(resolved.name) } : undefined;
}

/** Tests for a missing value behind a parse that dropped the rows without one (spec sumo §6, §17). */
export const absenceAfterDrop: LintRule = {
  code: 'lint/absence-after-drop',
  severity: 'never',
  title: 'Test for a missing value behind a parse that drops it',
  why: 'A parse without `nodrop` drops the rows in which it finds nothing, so none is left for the test; behind `json` only an explicit null is.',
  help: 'Write `nodrop` behind the parse, or leave the test out.',
  bad: [
    '* | parse "user=*," as user | where isNull(user)',
    '* | json "user", "host" as user, host | if(isNull(user), "nobody", user) as who',
    '* | parse regex field=Image "(?<name>[^\\\\]+)$" | where isNull(name) or name = "cmd.exe"',
  ],
  good: [
    '* | parse "user=*," as user nodrop | where isNull(user)',
    '* | json "user" as user | where !isNull(user)',
    '* | parse "user=*," as user nodrop | parse "account=*," as user | where isNull(user)',
    '* | json "user" as user | count by user | where isNull(host)',
  ],
  check({ text, query }) {
    const stages = blocksOf(query)
      .flatMap((block) => block.stages)
      .toReversed();
    return leavesOf(logicOf(query)).flatMap(({ test, negated, site, isRequired }): readonly LintFinding[] => {
      const value = testedForAbsence(test, negated);
      const source = value && droppingSource(value, site);
      if (!source?.origin) return [];
      const what = quoteSource(text, test.origin);
      const message = source.mayBeNull
        ? `rows without \`${source.name}\` were dropped before ${what}; only an explicit null is left`
        : `${what} can never hold: rows without \`${source.name}\` were dropped before`;
      const stage = stages.find(({ span }) => span.start <= source.origin!.start && span.end >= source.origin!.end);
      const edits = stage ? [{ span: spanAt(stage.span.end), text: ' nodrop' }] : [];
      const fix = { title: 'keep these rows: write `nodrop`', class: 'suggested', edits } as const;
      // An alternative was to keep rows that are dropped; a key that the log writes with an explicit null is kept.
      const isHopeless = isRequired && site.kind === 'filter';
      const severity = source.mayBeNull ? 'uncertain' : isHopeless ? 'never' : 'misses';
      return [{ span: test.origin, severity, message, fixes: [fix] }];
    });
  },
};
