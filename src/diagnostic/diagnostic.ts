import type { Edit, Span } from '../source/index.ts';

/**
 * What a finding means for the user, by consequence:
 * `fails` the platform refuses it · `never` cannot match · `misses` matches less than meant · `slow` · `style` ·
 * `uncertain` the platform may do otherwise, or we cannot run what it runs.
 */
export type Severity = 'fails' | 'never' | 'misses' | 'slow' | 'style' | 'uncertain';

/** Severities in falling order of weight. */
export const SEVERITIES: readonly Severity[] = ['fails', 'never', 'misses', 'slow', 'style', 'uncertain'];

/**
 * `safe` keeps the meaning · `repair` makes run, as evidently meant, what the platform refuses or what can never hold ·
 * `suggested` changes the meaning by a guess and is applied on demand only.
 */
export type FixClass = 'safe' | 'repair' | 'suggested';

/** One way to mend a finding; the edits belong together and do not overlap. */
export interface Fix {
  readonly title: string;
  readonly class: FixClass;
  readonly edits: readonly Edit[];
  /** Of fixes with the same number one is applied at a time: each was found right with the others not applied. */
  readonly oneOf?: number;
}

/** A second place that explains the finding. */
export interface Label {
  readonly span: Span;
  readonly message: string;
}

/** A user's mistake or a remark, as a value; `code` is `area/words`, `span` lies in the text it was found in. */
export interface Diagnostic {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly span: Span;
  /** Typed payload of the code, for tools. */
  readonly data?: Readonly<Record<string, unknown>>;
  readonly labels?: readonly Label[];
  readonly notes?: readonly string[];
  readonly fixes?: readonly Fix[];
}

/** Documentation of a code: title, why it matters, what to do, and its usual severity. */
export interface DiagnosticDefinition {
  readonly code: string;
  readonly severity: Severity;
  readonly title: string;
  readonly why: string;
  readonly help: string;
}

/** True if the platform would refuse the text because of this finding. */
export function isRefusal(diagnostic: Diagnostic): boolean {
  return diagnostic.severity === 'fails';
}
