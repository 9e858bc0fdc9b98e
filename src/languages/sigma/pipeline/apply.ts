import type { Diagnostic } from '../../../diagnostic/index.ts';
import { refusedByPipeline } from '../diagnostics.ts';
import type { DetectionRule } from '../rule.ts';
import { applyItems } from './apply-item.ts';
import type { Pipeline, PipelineRun } from './pipeline.ts';

/** A rule as pipelines rewrote it. */
export interface ProcessedRule {
  readonly rule: DetectionRule;
  /** True if a mapping gave fields other names, so that the rule speaks of the log's own. */
  readonly isMapped: boolean;
  /** What names of fields have become. */
  readonly names: ReadonlyMap<string, readonly string[]>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Rewrites a rule by pipelines, the lowest priority first; variables of later ones win. `names` are followed through it. */
export function processRule(
  rule: DetectionRule,
  pipelines: readonly Pipeline[],
  names: readonly string[] = [],
): ProcessedRule {
  const diagnostics: Diagnostic[] = [];
  const sorted = [...pipelines].sort((a, b) => a.priority - b.priority);
  const run: PipelineRun = {
    rule,
    applied: new Set(),
    appliedTo: new WeakMap(),
    mapped: new Set(),
    followed: new Map(names.map((name) => [name, [name]])),
    state: new Map(),
    vars: new Map(sorted.flatMap((one) => [...one.vars])),
    refuse(message, span) {
      diagnostics.push(refusedByPipeline.report({ span, message, data: { item: message } }));
    },
  };
  for (const { items } of sorted) applyItems(items, run);
  return { rule: run.rule, isMapped: run.mapped.size > 0, names: run.followed, diagnostics };
}
