import type { DiagnosticDefinition } from '../../diagnostic/index.ts';
import type { AnyRule, YamlMap } from '../../languages/sigma/index.ts';
import type { LintFinding } from '../rule.ts';

/** What a rule of the linter looks at: one document of Sigma. */
export interface SigmaLintContext {
  /** Text of the file. */
  readonly text: string;
  readonly map: YamlMap;
  /** The document as it was read; undefined where it does not load. */
  readonly rule: AnyRule | undefined;
}

/** A lint rule for Sigma: one plain object that documents itself and is run on its own examples as a test. */
export interface SigmaLintRule extends DiagnosticDefinition {
  /** Keys of rules in which it finds something; what else a rule needs is put in front. */
  readonly bad: readonly string[];
  /** Keys like those, in which it finds nothing. */
  readonly good: readonly string[];
  check(context: SigmaLintContext): readonly LintFinding[];
}
