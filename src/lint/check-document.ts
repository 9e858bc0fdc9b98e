import type { Diagnostic, FixClass } from '../diagnostic/index.ts';
import { applyEdits, SourceText } from '../source/index.ts';
import { type CheckedQuery, type CheckOptions, checkQuery, moveDiagnostic } from './check-query.ts';
import { type AppliedFix, chosenFixes, MAX_PASSES } from './fix.ts';
import { readDocument } from './sources/document.ts';
import type { DocumentQueries } from './sources/embedded-query.ts';

/** A document with its findings, whose places are those of the file. */
export interface CheckedDocument extends DocumentQueries {
  readonly source: SourceText;
  /** Sigma rules, correlations and filters in it. */
  readonly rules: number;
  readonly findings: readonly Diagnostic[];
  readonly suppressed: number;
}

/** A document whose fixes were applied. */
export interface FixedDocument extends CheckedDocument {
  /** What was done, in order; the places are those of the text of its pass. */
  readonly applied: readonly AppliedFix[];
}

/** Checks documents, each query text once. */
class Checker {
  readonly #options: CheckOptions;
  readonly #known = new Map<string, CheckedQuery>();

  constructor(options: CheckOptions) {
    this.#options = options;
  }

  #query(text: string): CheckedQuery {
    const known = this.#known.get(text) ?? checkQuery(text, this.#options);
    this.#known.set(text, known);
    return known;
  }

  /** Undefined for a file without a query. */
  document(source: SourceText): CheckedDocument | undefined {
    const document = readDocument(source);
    if (!document) return undefined;
    let suppressed = 0;
    const findings = document.queries.flatMap(({ text, name, map }) => {
      const checked = this.#query(text);
      suppressed += checked.suppressed;
      return checked.findings.map((one) => {
        const moved = moveDiagnostic(one, map);
        return name === undefined ? moved : { ...moved, notes: [...(moved.notes ?? []), `query: ${name}`] };
      });
    });
    return { source, queries: document.queries, skipped: document.skipped, rules: 0, findings, suppressed };
  }
}

/** Checks every query of a file: a query file, or content exported as JSON or written in Terraform. Undefined for a file without one. */
export function checkDocument(source: SourceText, options: CheckOptions): CheckedDocument | undefined {
  return new Checker(options).document(source);
}

/** Applies fixes of some classes to the queries of a file until none is left; all other bytes of the file stay. */
export function fixDocument(
  source: SourceText,
  classes: readonly FixClass[],
  options: CheckOptions,
): FixedDocument | undefined {
  const checker = new Checker(options);
  const applied: AppliedFix[] = [];
  const seen = new Set<string>();
  let checked = checker.document(source);
  for (let pass = 1; checked && pass <= MAX_PASSES && !seen.has(checked.source.text); pass++) {
    const { text } = checked.source;
    seen.add(text);
    const chosen = chosenFixes(checked.findings, classes);
    if (chosen.length === 0) break;
    applied.push(...chosen.map(({ diagnostic, fix }) => ({ code: diagnostic.code, fix, diagnostic, pass })));
    const edits = chosen.flatMap(({ fix }) => fix.edits);
    checked = checker.document(new SourceText(source.name, applyEdits(text, edits)));
  }
  return checked && { ...checked, applied };
}
