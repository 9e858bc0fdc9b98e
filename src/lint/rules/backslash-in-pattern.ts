import type { FixClass, Severity } from '../../diagnostic/index.ts';
import { type Query, quotedPattern, type StringNode, visitExpressions } from '../../languages/sumo/index.ts';
import { quotedMatches } from '../patterns.ts';
import type { LintFinding, LintRule } from '../rule.ts';

interface Single {
  /** What stands behind the backslash. */
  readonly next: string;
  readonly text: string;
}

/** Backslashes that stand alone, which plain mode reads together with what follows. */
function singles(raw: string): readonly Single[] {
  return [...raw.matchAll(/(?<!\\)((?:\\\\)*)\\([^\\"][^\\"]{0,2}|$)/g)].map(([, , text = '']) => ({
    next: text[0] ?? '',
    text,
  }));
}

function doubled(raw: string): string {
  return raw.replace(/\\(\\|")|\\/g, (found, escaped?: string) => (escaped === undefined ? '\\\\' : found));
}

/** A path is meant if a drive stands in front, or backslashes stand before letters that make no control character. */
function isPath(raw: string, found: readonly Single[]): boolean {
  return (
    /[A-Za-z]:\\/.test(raw) ||
    /\\\*$/.test(raw) ||
    found.some(({ next }) => /[A-Za-z]/.test(next) && !/[tnr]/.test(next))
  );
}

function findingOf(
  raw: string,
): (Pick<LintFinding, 'message' | 'severity'> & { readonly class: FixClass }) | undefined {
  const found = singles(raw);
  if (found.length === 0) return undefined;
  const control = found.find(({ text }) => /^[tnr][A-Za-z0-9]/.test(text));
  if (control) {
    if (!isPath(raw, found)) return undefined;
    const severity: Severity = 'never';
    return {
      message: `\`\\${control.next}\` is a control character here, not a backslash and a letter`,
      severity,
      class: 'repair',
    };
  }
  if (!found.some(({ next }) => /[A-Za-z0-9*_]/.test(next) && !/[tnr]/.test(next))) return undefined;
  return { message: 'a backslash in quotes is written twice', class: 'safe' };
}

function patternsOf(query: Query): readonly StringNode[] {
  const patterns = quotedMatches(query).map(({ pattern }) => pattern);
  return patterns.filter(({ raw }) => quotedPattern(raw) === 'wildcard');
}

/** Paths behind `=` and in lists that hold a control character; other single backslashes are kept as they are. */
function comparedPaths(query: Query): readonly StringNode[] {
  const found: StringNode[] = [];
  visitExpressions(query, (node) => {
    const texts = node.kind === 'binary' ? [node.right] : node.kind === 'in' ? node.items : [];
    for (const text of texts)
      if (text.kind === 'string' && /^[A-Za-z]:\\/.test(text.raw) && /(?<!\\)\\[tnr][A-Za-z0-9]/.test(text.raw))
        found.push(text);
  });
  return found;
}

/** Single backslashes in a quoted pattern, M33 (spec sumo §2, §16.1). */
export const backslashInPattern: LintRule = {
  code: 'lint/backslash-in-pattern',
  severity: 'style',
  title: 'Single backslash in a quoted pattern',
  why: 'In quotes a backslash begins an escape: `\\t`, `\\n` and `\\r` are control characters, and what other letters mean is not documented.',
  help: 'Write two backslashes for each one of the path.',
  bad: [
    '* | where TargetFilename matches "*\\temp\\*"',
    '* | where Image matches "*\\System32\\*"',
    '* | where Image matches "C:\\ProgramData\\*"',
    '* | where Image = "C:\\temp\\run.exe" or Image in ("D:\\new\\x.exe")',
  ],
  good: [
    '* | where TargetFilename matches "*\\\\temp\\\\*"',
    '* | where Message matches "*\\nLogon*"',
    '* | where CommandLine matches "*\\"quoted\\"*"',
    '* | where Image = "C:\\Windows\\x.exe" or text = "a:\\n"',
  ],
  check: ({ query }) =>
    [...patternsOf(query), ...comparedPaths(query)].flatMap((pattern): readonly LintFinding[] => {
      const finding = findingOf(pattern.raw);
      if (!finding) return [];
      const { class: fixClass, ...rest } = finding;
      const edits = [{ span: pattern.span, text: `"${doubled(pattern.raw)}"` }];
      return [{ span: pattern.span, ...rest, fixes: [{ title: 'write two backslashes', class: fixClass, edits }] }];
    }),
};
