import type { Span } from '../../source/index.ts';
import type { Correlation } from './correlation.ts';
import type { DetectionRule, RuleHead } from './rule.ts';

/** A rule that a correlation refers to, by the name that it has for it. */
export type ResolvedSource =
  | { readonly kind: 'rule'; readonly name: string; readonly rule: DetectionRule }
  | { readonly kind: 'correlation'; readonly name: string; readonly inner: ResolvedCorrelation };

/** A correlation with the rules that it refers to. */
export interface ResolvedCorrelation {
  readonly head: RuleHead;
  readonly span: Span;
  readonly correlation: Correlation;
  readonly sources: readonly ResolvedSource[];
  /** Set for an old aggregation by `min` or `max`, which have no type of their own. */
  readonly extreme?: 'min' | 'max';
}

/** Detection rules below a correlation, each once. */
export function rulesBelow({ sources }: ResolvedCorrelation): DetectionRule[] {
  const found = sources.flatMap((source) => (source.kind === 'rule' ? [source.rule] : rulesBelow(source.inner)));
  return [...new Set(found)];
}
