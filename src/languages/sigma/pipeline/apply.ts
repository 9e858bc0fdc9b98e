import type { Diagnostic } from '../../../diagnostic/index.ts';
import { refusedByPipeline } from '../diagnostics.ts';
import type { DetectionRule, RuleHead } from '../rule.ts';
import { applyItems } from './apply-item.ts';
import type { CorrelationView, Pipeline, PipelineRun } from './pipeline.ts';

/** A rule as pipelines rewrote it. */
export interface ProcessedRule {
  readonly rule: DetectionRule;
  /** True if a mapping gave fields other names, so that the rule speaks of the log's own. */
  readonly isMapped: boolean;
  /** What names of fields have become. */
  readonly names: ReadonlyMap<string, readonly string[]>;
  readonly diagnostics: readonly Diagnostic[];
}

/** A correlation as pipelines see and change it. */
export interface ProcessedCorrelation {
  readonly head: RuleHead;
  readonly diagnostics: readonly Diagnostic[];
}

function applyAll(
  rule: DetectionRule,
  pipelines: readonly Pipeline[],
  names: readonly string[],
  correlation: CorrelationView | undefined,
  isCorrelation: boolean,
): { readonly run: PipelineRun; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const sorted = [...pipelines].sort((a, b) => a.priority - b.priority);
  const run: PipelineRun = {
    rule,
    pipeline: { name: '', source: rule.source },
    correlation,
    isCorrelation,
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
  for (const pipeline of sorted) {
    run.pipeline = pipeline;
    applyItems(pipeline.items, run);
  }
  return { run, diagnostics };
}

/**
 * Rewrites a rule by pipelines, the lowest priority first; variables of later ones win. `names` are followed through it: they are names
 * that a correlation asks for, so that conditions of rules are asked of the correlation there.
 */
export function processRule(
  rule: DetectionRule,
  pipelines: readonly Pipeline[],
  names: readonly string[] = [],
  correlation?: CorrelationView,
): ProcessedRule {
  const { run, diagnostics } = applyAll(rule, pipelines, names, correlation, false);
  return { rule: run.rule, isMapped: run.mapped.size > 0, names: run.followed, diagnostics };
}

/** Applies to a correlation what pipelines do to rules as a whole; it has no selections that they could rewrite. */
export function processCorrelation(view: CorrelationView, pipelines: readonly Pipeline[]): ProcessedCorrelation {
  const { head } = view;
  const standIn: DetectionRule = {
    ...head,
    ...{
      kind: 'rule',
      logSource: { span: head.span },
      selections: [],
      conditions: [],
      extra: [],
      timeframe: undefined,
    },
  };
  const { run, diagnostics } = applyAll(standIn, pipelines, [], view, true);
  return { head: { ...head, fields: run.rule.fields, document: run.rule.document }, diagnostics };
}
