import { type Diagnostic, defineDiagnostic } from '../diagnostic/index.ts';
import { type Lexeme, lexemesOf, type Query } from '../languages/sumo/index.ts';
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

const COMMENT = /^\/[/*]\s*spoor-(ignore-next-line|ignore-file|ignore)(?![\w-])([\s\S]*?)(?:\*\/)?$/;

/** Names of rules in a comment, with their places; what follows `--` is the reason. */
function namesIn(comment: Lexeme, list: string, listAt: number): { code: string; span: Span }[] {
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

function suppressionsIn(text: string, query: Query): Suppression[] {
  if (!text.includes('spoor-ignore')) return [];
  const lines = new LineIndex(text);
  const lexemes = lexemesOf(text, query);
  return lexemes.flatMap((lexeme, index): Suppression[] => {
    const found = lexeme.kind === 'comment' ? COMMENT.exec(lexeme.text) : null;
    if (!found) return [];
    const list = found[2]!;
    const own = lines.positionOf(lexeme.span.start).line;
    const behind = lexemes.slice(index + 1).find((one) => one.kind !== 'comment' && one.span.start > lexeme.span.end);
    const next = behind && lines.positionOf(behind.span.start).line;
    const line = found[1] === 'ignore-file' ? undefined : found[1] === 'ignore' ? own : (next ?? own);
    const names = namesIn(lexeme, list, lexeme.text.indexOf(list, found[0].indexOf(found[1]!)));
    if (names.length === 0) return [{ code: '', span: lexeme.span, line }];
    return names.map(({ code, span }) => ({ code, span, line }));
  });
}

/** True if a comment may keep a finding back: one of the linter's rules or an uncertain one, never what the platform refuses. */
function canSuppress({ code, severity }: Diagnostic): boolean {
  return severity !== 'fails' && (code.startsWith('lint/') || severity === 'uncertain');
}

function reasonUnused({ code }: Suppression, findings: readonly Diagnostic[]): string {
  if (code === '') return 'this comment names no rule, as in `// spoor-ignore lint/null-comparison`';
  if (findings.some((one) => one.code === code && !canSuppress(one)))
    return `\`${code}\` says what the platform refuses, and that cannot be suppressed`;
  return `there is no finding \`${code}\` here to suppress`;
}

/** Keeps back the findings that comments of the query name, and reports comments that keep back nothing. */
export function suppress(text: string, query: Query, findings: readonly Diagnostic[]): Suppressed {
  const suppressions = suppressionsIn(text, query);
  if (suppressions.length === 0) return { findings, count: 0 };
  const lines = new LineIndex(text);
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
