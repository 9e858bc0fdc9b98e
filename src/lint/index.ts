export { type AppliedFix, type FixResult, fixSumo } from './fix.ts';
export { type LintResult, lintSumo, runRule, sortDiagnostics } from './linter.ts';
export type { LintContext, LintFinding, LintRule } from './rule.ts';
export { LINT_RULES } from './rules/index.ts';
export { unmadeField } from './rules/unmade-field.ts';
