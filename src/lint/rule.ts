import type { DiagnosticDefinition, Fix, Severity } from '../diagnostic/index.ts';
import type { Query } from '../languages/sumo/index.ts';
import type { Span } from '../source/index.ts';

/** What a rule looks at: the tree and the text it was read from. */
export interface LintContext {
  readonly text: string;
  readonly query: Query;
}

/** A place that a rule objects to; without a severity it has that of the rule. */
export interface LintFinding {
  readonly span: Span;
  readonly message: string;
  readonly severity?: Severity;
  readonly fixes?: readonly Fix[];
}

/** A lint rule: one plain object that documents itself and is run on its own examples as a test. */
export interface LintRule extends DiagnosticDefinition {
  /** Queries in which the rule finds something. */
  readonly bad: readonly string[];
  /** Queries like those, in which it finds nothing. */
  readonly good: readonly string[];
  /** Why no edit can mend what the rule finds, for a rule without fixes. */
  readonly unfixable?: string;
  check(context: LintContext): readonly LintFinding[];
}
