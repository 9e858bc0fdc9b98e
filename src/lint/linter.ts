import { type Diagnostic, SEVERITIES } from '../diagnostic/index.ts';
import { parseSumo, type Query } from '../languages/sumo/index.ts';
import type { SourceText } from '../source/index.ts';
import type { LintContext, LintRule } from './rule.ts';
import { LINT_RULES } from './rules/index.ts';

/** What linting gives: the tree, and all findings by place. */
export interface LintResult {
  readonly query: Query;
  readonly diagnostics: readonly Diagnostic[];
}

/** Findings of one rule as diagnostics. */
export function runRule(rule: LintRule, context: LintContext): readonly Diagnostic[] {
  return rule.check(context).map(({ severity, ...finding }) => ({
    code: rule.code,
    severity: severity ?? rule.severity,
    ...finding,
  }));
}

/** Findings in the order of the text; at one place the weightiest first. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const weight = (diagnostic: Diagnostic): number => SEVERITIES.indexOf(diagnostic.severity);
  return [...diagnostics].sort(
    (a, b) => a.span.start - b.span.start || a.span.end - b.span.end || weight(a) - weight(b),
  );
}

/** Parses a Sumo Logic search and runs every rule on it; syntax errors are among the findings. */
export function lintSumo(source: SourceText): LintResult {
  const { query, diagnostics } = parseSumo(source.text);
  const context = { text: source.text, query };
  const found = LINT_RULES.flatMap((rule) => runRule(rule, context));
  return { query, diagnostics: sortDiagnostics([...diagnostics, ...found]) };
}
