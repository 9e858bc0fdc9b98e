import { entryOf, type YamlMap, type YamlScalar } from '../../../languages/sigma/index.ts';
import type { LintFinding } from '../../rule.ts';
import type { SigmaLintRule } from '../rule.ts';

function dateAt(
  map: YamlMap,
  key: string,
): { readonly node: YamlScalar; readonly days: number | undefined } | undefined {
  const node = entryOf(map, key)?.value;
  const found = node?.kind === 'scalar' ? /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$/.exec(node.text) : null;
  if (node?.kind !== 'scalar' || !found) return undefined;
  const [year, month, day] = [Number(found[1]), Number(found[2]), Number(found[3])];
  const date = new Date(Date.UTC(year, month - 1, day));
  const isReal = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return { node, days: isReal ? date.getTime() / 86_400_000 : undefined };
}

/** Dates that are in no calendar, and changes before the beginning. */
export const impossibleDate: SigmaLintRule = {
  code: 'lint/impossible-date',
  severity: 'style',
  title: 'Date that cannot be',
  why: 'Tools that sort or select rules by age refuse such a date or put the rule in the wrong place.',
  help: 'Write the day on which the rule was made, or last changed.',
  bad: ['date: 2025-02-30', 'date: 2026-01-31\nmodified: 2025-12-24'],
  good: ['date: 2024-02-29', 'date: 2026-01-31\nmodified: 2026-01-31'],
  check({ map }) {
    const [made, changed] = [dateAt(map, 'date'), dateAt(map, 'modified')];
    const found = [made, changed].flatMap((one): LintFinding[] =>
      one && one.days === undefined ? [{ span: one.node.span, message: `there is no day ${one.node.text}` }] : [],
    );
    if (made?.days !== undefined && changed?.days !== undefined && changed.days < made.days)
      found.push({
        span: changed.node.span,
        message: `the rule was changed on ${changed.node.text}, before it was made on ${made.node.text}`,
      });
    return found;
  },
};
