export { type CheckedDocument, checkDocument, type FixedDocument, fixDocument } from './check-document.ts';
export { type CheckedQuery, type CheckOptions, checkQuery, DEFAULT_CHECK, moveDiagnostic } from './check-query.ts';
export { type AppliedFix, chosenFixes, type FixResult, fixSumo } from './fix.ts';
export { type LintResult, lintSumo, runRule, sortDiagnostics } from './linter.ts';
export type { LintContext, LintFinding, LintRule } from './rule.ts';
export { LINT_RULES } from './rules/index.ts';
export { formOfName, readDocument } from './sources/document.ts';
export { type DocumentQueries, type EmbeddedQuery, holdsQuery, type SkippedKind } from './sources/embedded-query.ts';
export { fullCode, SUPPRESSION_DIAGNOSTICS } from './suppressions.ts';
