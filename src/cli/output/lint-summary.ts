import type { Diagnostic, FixClass } from '../../diagnostic/index.ts';
import type { CheckedDocument, SkippedKind } from '../../lint/index.ts';

/** What a run of the linter did, for its last line. */
export interface LintCounts {
  readonly documents: readonly CheckedDocument[];
  /** Files of a folder in which no query was found. */
  readonly ignored: number;
  /** Files and folders in folders that could not be read. */
  readonly notRead: number;
  readonly findings: readonly Diagnostic[];
  /** Fixes applied; undefined where none were asked for. */
  readonly applied: number | undefined;
}

const plural = (count: number, word: string, words = `${word}s`): string => `${count} ${count === 1 ? word : words}`;

/** Findings that a run fails for. */
export function isBad({ severity }: Diagnostic): boolean {
  return severity === 'fails' || severity === 'never';
}

const ONE_OF: Readonly<Record<SkippedKind, string>> = {
  'metrics queries': 'metrics query',
  'queries of another kind': 'query of another kind',
  'rule expressions of Cloud SIEM': 'rule expression of Cloud SIEM',
  'queries that Terraform computes': 'query that Terraform computes',
};

function skippedText(documents: readonly CheckedDocument[]): string[] {
  const sum = new Map<SkippedKind, number>();
  for (const { skipped } of documents) for (const [kind, count] of skipped) sum.set(kind, (sum.get(kind) ?? 0) + count);
  if (sum.size === 0) return [];
  return [`not checked: ${[...sum].map(([kind, count]) => plural(count, ONE_OF[kind], kind)).join(', ')}`];
}

/** The last line of the linter: what was read, what was skipped, what was found. */
export function lintSummary({ documents, ignored, notRead, findings, applied }: LintCounts): string {
  const queries = documents.reduce((sum, { queries }) => sum + queries.length, 0);
  const suppressed = documents.reduce((sum, one) => sum + one.suppressed, 0);
  const rules = documents.reduce((sum, one) => sum + one.rules, 0);
  const isPlain = queries + rules === documents.length && ignored === 0;
  const files = isPlain
    ? ''
    : ` in ${plural(documents.length, 'file')}${ignored > 0 ? ` (${ignored} more hold none)` : ''}`;
  return [
    ...(applied === undefined ? [] : [`${plural(applied, 'fix', 'fixes')} applied`]),
    [...(rules === 0 || queries > 0 ? [`queries ${queries}`] : []), ...(rules > 0 ? [`rules ${rules}`] : [])].join(
      ' · ',
    ) + files,
    ...(notRead > 0 ? [`not read ${notRead}`] : []),
    ...skippedText(documents),
    `findings ${findings.length}, of them ${findings.filter(isBad).length} that fail or never match`,
    ...(suppressed > 0 ? [`suppressed ${suppressed}`] : []),
  ].join(' · ');
}

/** What could be mended yet, and by which option. */
export function fixHint(findings: readonly Diagnostic[], classes: readonly FixClass[] | undefined): string | undefined {
  const having = (wanted: readonly FixClass[]): number =>
    findings.filter((one) => one.fixes?.some((fix) => wanted.includes(fix.class))).length;
  const sure = having(['repair', 'safe']);
  if (!classes && sure > 0) return `${sure} can be mended: --fix writes them into the file, --print shows the text`;
  const guessed = having(['suggested']);
  if (classes?.includes('suggested') || guessed === 0) return undefined;
  return `${guessed} can be mended by a guess at the meaning: ${classes ? 'add --suggested' : '--print --suggested shows the text'}`;
}
