import { type Diagnostic, defineDiagnostic } from '../diagnostic/index.ts';
import { lexemesOf, type Query } from '../languages/sumo/index.ts';
import { LineIndex, type Span } from '../source/index.ts';

/** A comment that keeps nothing back. */
export const unusedSuppression = defineDiagnostic<{ code: string }>({
  code: 'lint/unused-suppression',
  severity: 'style',
  title: 'Comment that suppresses nothing',
  why: 'It looks as if a finding were accepted here, yet there is none that it could keep back.',
  help: 'Remove the comment, or name the rule as the finding does.',
});

/** Findings of suppressions, for the reference. */
export const SUPPRESSION_DIAGNOSTICS = [unusedSuppression] as const;

/** What comments say of findings. */
export interface Suppressed {
  /** Findings that are left, and those of comments that keep nothing back. */
  readonly findings: readonly Diagnostic[];
  readonly count: number;
}

interface Suppression {
  readonly code: string;
  readonly span: Span;
  /** The line that it is about; undefined for the whole query. */
  readonly line: number | undefined;
}

/** A comment of a text, in whatever language the text is. */
export interface Comment {
  /** As it stands, with the signs that make it one. */
  readonly text: string;
  readonly span: Span;
  /** Where the first thing behind it that is no comment begins. */
  readonly next: number | undefined;
}

const COMMENT = /^(?:\/[/*]|#)\s*spoor-(ignore-next-line|ignore-file|ignore)(?![\w-])([\s\S]*?)(?:\*\/)?$/;

/** Names of rules in a comment, with their places; what follows `--` is the reason. */
function namesIn(comment: Comment, list: string, listAt: number): { code: string; span: Span }[] {
  const names = /^[\s\S]*?(?=(?:^|\s)--(?:\s|$)|$)/.exec(list)![0];
  return [...names.matchAll(/[^\s,]+/g)].map((found) => {
    const start = comment.span.start + listAt + found.index;
    return { code: fullCode(found[0]), span: { start, end: start + found[0].length } };
  });
}

/** A code with its area; a name alone is one of the linter's rules. */
export function fullCode(name: string): string {
  return name.includes('/') ? name : `lint/${name}`;
}

/** The comments of a query. */
export function sumoComments(text: string, query: Query): readonly Comment[] {
  if (!text.includes('spoor-ignore')) return [];
  const lexemes = lexemesOf(text, query);
  return lexemes.flatMap((lexeme, index): Comment[] => {
    if (lexeme.kind !== 'comment') return [];
    const behind = lexemes.slice(index + 1).find((one) => one.kind !== 'comment' && one.span.start > lexeme.span.end);
    return [{ text: lexeme.text, span: lexeme.span, next: behind?.span.start }];
  });
}

function suppressionsIn(comments: readonly Comment[], lines: LineIndex): Suppression[] {
  return comments.flatMap((comment): Suppression[] => {
    const found = COMMENT.exec(comment.text);
    if (!found) return [];
    const list = found[2]!;
    const own = lines.positionOf(comment.span.start).line;
    const next = comment.next === undefined ? undefined : lines.positionOf(comment.next).line;
    const line = found[1] === 'ignore-file' ? undefined : found[1] === 'ignore' ? own : (next ?? own);
    const names = namesIn(comment, list, comment.text.indexOf(list, found[0].indexOf(found[1]!)));
    if (names.length === 0) return [{ code: '', span: comment.span, line }];
    return names.map(({ code, span }) => ({ code, span, line }));
  });
}

/** True if a comment may keep a finding back: one of the linter's rules, one on a Sigma rule or an uncertain one, never what the platform refuses. */
function canSuppress({ code, severity }: Diagnostic): boolean {
  return severity !== 'fails' && (/^(?:lint|sigma)\//.test(code) || severity === 'uncertain');
}

function reasonUnused({ code }: Suppression, findings: readonly Diagnostic[]): string {
  if (code === '') return 'this comment names no rule; one is named as in `spoor-ignore lint/never-matches`';
  if (findings.some((one) => one.code === code && !canSuppress(one)))
    return `\`${code}\` says what the platform refuses, and that cannot be suppressed`;
  return `there is no finding \`${code}\` here to suppress`;
}

/** Keeps back the findings that comments of a text name, and reports comments that keep back nothing. */
export function suppress(text: string, comments: readonly Comment[], findings: readonly Diagnostic[]): Suppressed {
  if (comments.length === 0) return { findings, count: 0 };
  const lines = new LineIndex(text);
  const suppressions = suppressionsIn(comments, lines);
  if (suppressions.length === 0) return { findings, count: 0 };
  const used = new Set<Suppression>();
  const left = findings.filter((finding) => {
    if (!canSuppress(finding)) return true;
    const { line } = lines.positionOf(finding.span.start);
    const found = suppressions.filter((one) => one.code === finding.code && (one.line ?? line) === line);
    for (const one of found) used.add(one);
    return found.length === 0;
  });
  const unused = suppressions
    .filter((one) => !used.has(one))
    .map((one) =>
      unusedSuppression.report({ span: one.span, message: reasonUnused(one, findings), data: { code: one.code } }),
    );
  return { findings: [...left, ...unused], count: findings.length - left.length };
}
