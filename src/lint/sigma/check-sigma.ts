import type { Diagnostic, FixClass } from '../../diagnostic/index.ts';
import { loadSigma, parseSigma, type SigmaDocument } from '../../languages/sigma/index.ts';
import { applyEdits, SourceText } from '../../source/index.ts';
import type { CheckedDocument } from '../check-document.ts';
import { type CheckOptions, withSeverities } from '../check-query.ts';
import { type AppliedFix, chosenFixes, MAX_PASSES } from '../fix.ts';
import { sortDiagnostics } from '../linter.ts';
import type { LintFinding } from '../rule.ts';
import { suppress } from '../suppressions.ts';
import { yamlNotes } from './comments.ts';
import type { SigmaLintContext, SigmaLintRule } from './rule.ts';
import { SIGMA_LINT_RULES } from './rules/index.ts';

/** What a rule lacks only until it is run with a processing pipeline, which is no fault of the rule. */
const LEFT_TO_PIPELINES: ReadonlySet<string> = new Set(['sigma/unknown-placeholder', 'sigma/unknown-taxonomy']);

/** Findings of one rule in one document. */
export function runSigmaRule(rule: SigmaLintRule, context: SigmaLintContext): readonly Diagnostic[] {
  return rule.check(context).map(({ severity, ...finding }: LintFinding) => ({
    code: rule.code,
    severity: severity ?? rule.severity,
    ...finding,
  }));
}

/** True if an edit of one place may change what stands at another: aliases, templates of collections, keys that stand twice. */
function isEntangled(documents: readonly SigmaDocument[], text: string, hasAliases: boolean): boolean {
  return (
    hasAliases ||
    /^action\s*:/m.test(text) ||
    documents.some(({ diagnostics }) => diagnostics.some(({ code }) => code === 'sigma/duplicate-key'))
  );
}

/** Findings that say the same of the same place, as of a template that several rules share, are one. */
function distinct(findings: readonly Diagnostic[]): Diagnostic[] {
  const known = new Set<string>();
  return findings.filter(({ code, span, message }) => {
    const key = `${code} ${span.start} ${span.end} ${message}`;
    if (known.has(key)) return false;
    known.add(key);
    return true;
  });
}

/** What the linter finds in the documents of one file, besides what keeps them from loading. */
function lintSigma(text: string, documents: readonly SigmaDocument[]): readonly Diagnostic[] {
  return documents.flatMap(({ map, rule }) =>
    map ? SIGMA_LINT_RULES.flatMap((one) => runSigmaRule(one, { text, map, rule })) : [],
  );
}

/** Findings without fixes where an edit of one place may change what stands at another. */
function withSureFixes(
  found: readonly Diagnostic[],
  text: string,
  documents: readonly SigmaDocument[],
): readonly Diagnostic[] {
  if (!found.some(({ fixes }) => fixes) || !isEntangled(documents, text, yamlNotes(text).hasAliases)) return found;
  return found.map(({ fixes, ...finding }) => finding);
}

function moderate(finding: Diagnostic): Diagnostic {
  return LEFT_TO_PIPELINES.has(finding.code) ? { ...finding, severity: 'uncertain' } : finding;
}

interface OpenFile {
  readonly source: SourceText;
  readonly documents: readonly SigmaDocument[];
}

/** Checks files of rules together, since rules refer to one another and ids must differ. */
function checkOpen(files: readonly OpenFile[], { severities }: CheckOptions): readonly CheckedDocument[] {
  const { rules, parts, refused, filters } = loadSigma(files.flatMap(({ documents }) => documents));
  const loaded = new Map<SourceText, Diagnostic[]>(files.map(({ source }) => [source, []]));
  for (const { source, diagnostics } of [...rules, ...parts, ...refused, ...filters])
    loaded.get(source)!.push(...diagnostics);
  return files.map(({ source, documents }): CheckedDocument => {
    const { text } = source;
    const found = distinct([...loaded.get(source)!.map(moderate), ...lintSigma(text, documents)]);
    const all = withSureFixes(found, text, documents);
    const comments = text.includes('spoor-ignore') ? yamlNotes(text).comments : [];
    const { findings, count } = suppress(text, comments, all);
    return {
      ...{ source, queries: [], skipped: new Map(), rules: documents.length, suppressed: count },
      findings: sortDiagnostics(withSeverities(findings, severities)),
    };
  });
}

const open = (source: SourceText): OpenFile => ({ source, documents: parseSigma(source) });

/** Checks files of Sigma rules; findings are in the order of the files. */
export function checkSigma(sources: readonly SourceText[], options: CheckOptions): readonly CheckedDocument[] {
  return checkOpen(sources.map(open), options);
}

/** A file of Sigma rules after its fixes were applied. */
export interface FixedSigma {
  readonly source: SourceText;
  readonly applied: readonly AppliedFix[];
}

/** Applies fixes of some classes to a file of Sigma rules until none is left; all other bytes stay. */
export function fixSigma(source: SourceText, classes: readonly FixClass[], options: CheckOptions): FixedSigma {
  const applied: AppliedFix[] = [];
  const seen = new Set<string>();
  let current = source;
  for (let pass = 1; pass <= MAX_PASSES && !seen.has(current.text); pass++) {
    seen.add(current.text);
    const [checked] = checkSigma([current], options);
    const chosen = chosenFixes(checked!.findings, classes);
    if (chosen.length === 0) break;
    applied.push(...chosen.map(({ diagnostic, fix }) => ({ code: diagnostic.code, fix, diagnostic, pass })));
    const edits = chosen.flatMap(({ fix }) => fix.edits);
    current = new SourceText(source.name, applyEdits(current.text, edits));
  }
  return { source: current, applied };
}
