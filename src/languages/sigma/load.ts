import type { Diagnostic } from '../../diagnostic/index.ts';
import type { Plan } from '../../ir/index.ts';
import type { SourceText } from '../../source/index.ts';
import type { CorrelationRule } from './correlation.ts';
import { duplicateRule, invalidAttribute, unknownTaxonomy, unsupported } from './diagnostics.ts';
import type { SigmaDocument } from './document.ts';
import type { FilterRule } from './filter.ts';
import { normalId } from './head.ts';
import { correlationOfLegacy } from './legacy.ts';
import { containsSource } from './log-source.ts';
import { CONDITION_COLUMN, type LoweredRule, lowerRule, type PlanUse } from './lower.ts';
import { lowerCorrelation, type Process, viewOf } from './lower-correlation.ts';
import { processCorrelation, processRule } from './pipeline/apply.ts';
import type { Pipeline } from './pipeline/pipeline.ts';
import type { Reach } from './reach.ts';
import { Resolver, refersTo } from './resolve.ts';
import type { ResolvedCorrelation } from './resolved.ts';
import type { DetectionRule, RuleHead } from './rule.ts';
import { entryOf, type YamlMap } from './yaml.ts';

/** A rule that can run. */
export interface LoadedRule {
  readonly source: SourceText;
  readonly head: RuleHead;
  readonly plan: Plan;
  readonly reach: Reach;
  /** The detection rules that it asks, as filters and pipelines left them: one, or those below a correlation. */
  readonly asks: readonly DetectionRule[];
  /** The column that says which of several conditions held. */
  readonly branchColumn: string | undefined;
  /** Findings that do not stop it. */
  readonly diagnostics: readonly Diagnostic[];
}

/** A document of which no rule was made, with what stops it. */
export interface RefusedRule {
  readonly source: SourceText;
  readonly title: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** A filter that was read. */
export interface LoadedFilter {
  readonly source: SourceText;
  readonly filter: FilterRule;
  /** Number of rules that it changed. */
  readonly rules: number;
  readonly diagnostics: readonly Diagnostic[];
}

/** A rule that gives no alerts of its own, only hits to correlations. */
export interface PartRule {
  readonly source: SourceText;
  readonly head: RuleHead;
  readonly diagnostics: readonly Diagnostic[];
  /** The rule as if it gave alerts, unless it is a correlation itself. */
  readonly alone?: LoadedRule;
}

/** What came of a set of documents; every document is in one of the lists. */
export interface LoadedSigma {
  readonly rules: readonly LoadedRule[];
  readonly parts: readonly PartRule[];
  readonly refused: readonly RefusedRule[];
  readonly filters: readonly LoadedFilter[];
}

interface Named<R> {
  readonly rule: R;
  readonly source: SourceText;
  readonly diagnostics: Diagnostic[];
}

const fails = ({ diagnostics }: { readonly diagnostics: readonly Diagnostic[] }): boolean =>
  diagnostics.some((one) => one.severity === 'fails');

/** True if two rules of a collection have their id from the template that they share. */
function sharesId(one: Named<RuleHead>, other: Named<RuleHead>): boolean {
  const [own, theirs] = [one, other].map(({ rule }) => entryOf(rule.document, 'id')?.keySpan.start);
  return one.source === other.source && own === theirs;
}

class Loading {
  readonly #rules: Named<DetectionRule>[] = [];
  readonly #correlations: Named<CorrelationRule>[] = [];
  readonly #filters: Named<FilterRule>[] = [];
  readonly #refused: RefusedRule[] = [];
  readonly #loaded: LoadedRule[] = [];
  readonly #parts: PartRule[] = [];
  readonly #uses = new Map<FilterRule, Set<YamlMap>>();
  readonly #pipelines: readonly Pipeline[];
  readonly #use: PlanUse;

  constructor(documents: readonly SigmaDocument[], pipelines: readonly Pipeline[], use: PlanUse) {
    this.#pipelines = pipelines;
    this.#use = use;
    for (const { rule, source, title, diagnostics } of documents) {
      const named = { source, diagnostics: [...diagnostics] };
      if (!rule) this.#refused.push({ source, title, diagnostics });
      else if (rule.kind === 'rule') this.#rules.push({ ...named, rule });
      else if (rule.kind === 'correlation') this.#correlations.push({ ...named, rule });
      else this.#filters.push({ ...named, rule });
    }
  }

  /** Reports ids that stand twice at every rule but the first, and names likewise as a remark. */
  #checkIds(): void {
    const ids = new Map<string, Named<RuleHead>>();
    const names = new Map<string, Named<RuleHead>>();
    for (const one of [...this.#rules, ...this.#correlations, ...this.#filters]) {
      const { id, name, span } = one.rule;
      const other = id === undefined ? undefined : ids.get(normalId(id));
      if (id !== undefined && other && !sharesId(one, other)) {
        const message = `the id ${id} is that of "${other.rule.title}" in ${other.source.name} too`;
        one.diagnostics.push(duplicateRule.report({ span, message, data: { id } }));
      } else if (id !== undefined) ids.set(normalId(id), one);
      const namesake = name === undefined ? undefined : names.get(name);
      if (name !== undefined && namesake) {
        const message = `the name ${name} is that of "${namesake.rule.title}" in ${namesake.source.name} too`;
        const severity = 'uncertain';
        one.diagnostics.push(invalidAttribute.report({ span, severity, message, data: { key: 'name' } }));
      } else if (name !== undefined) names.set(name, one);
    }
  }

  #refuse({ source, rule, diagnostics }: Named<RuleHead>): void {
    this.#refused.push({ source, title: rule.title, diagnostics });
  }

  /** A filter whose id is not its own changes no rule. */
  #refuseFilters(): void {
    for (const one of [...this.#filters]) {
      if (!fails(one)) continue;
      this.#filters.splice(this.#filters.indexOf(one), 1);
      this.#refuse(one);
    }
  }

  /** The rule with the filters that apply to it. */
  #filtered(rule: DetectionRule): DetectionRule {
    const filters = this.#filters.filter(
      ({ rule: filter }) =>
        containsSource(filter.logSource, rule.logSource) &&
        (filter.rules === undefined || filter.rules.some(({ name }) => refersTo(name, rule))),
    );
    const extra = filters.map(({ rule: { selections, condition, source, title } }) => ({
      ...{ source, title: `filter "${title}"`, selections },
      condition: condition.condition,
    }));
    for (const { rule: filter } of filters) {
      const users = this.#uses.get(filter) ?? new Set<YamlMap>();
      this.#uses.set(filter, users.add(rule.document));
    }
    return { ...rule, extra: [...rule.extra, ...extra] };
  }

  /** Filters and pipelines on a rule; a taxonomy that nothing translates refuses it. */
  readonly #process: Process = (rule, names, correlation) => {
    const processed = processRule(this.#filtered(rule), this.#pipelines, names, correlation);
    const { taxonomy, span } = rule;
    if (taxonomy === 'sigma' || processed.isMapped) return processed;
    const message = `nothing translates the taxonomy ${taxonomy}`;
    const found = unknownTaxonomy.report({ span, message, data: { taxonomy } });
    return { ...processed, diagnostics: [...processed.diagnostics, found] };
  };

  /** A rule by itself, or the correlation that its old aggregation means. */
  #lowered(rule: DetectionRule): LoweredRule & { readonly branchColumn: string | undefined } {
    const aggregated = rule.conditions.find((one) => one.aggregation);
    if (!aggregated) {
      const processed = this.#process(rule, []);
      const lowered = lowerRule(processed.rule, this.#use);
      const branchColumn = rule.conditions.length > 1 ? CONDITION_COLUMN : undefined;
      const diagnostics = [...processed.diagnostics, ...lowered.diagnostics];
      const isRefused = diagnostics.some((one) => one.severity === 'fails');
      return { ...lowered, plan: isRefused ? undefined : lowered.plan, branchColumn, diagnostics };
    }
    const lowered = lowerCorrelation(correlationOfLegacy(rule, aggregated), this.#process, this.#use);
    if (rule.conditions.length === 1) return { ...lowered, branchColumn: undefined };
    const message = 'an old aggregation beside other conditions is not run';
    const found = unsupported.report({ span: aggregated.span, message, data: { what: 'aggregation' } });
    return { ...lowered, plan: undefined, branchColumn: undefined, diagnostics: [...lowered.diagnostics, found] };
  }

  #add(named: Named<RuleHead>, lowered: LoweredRule, branchColumn: string | undefined): void {
    const { source, rule: head } = named;
    const diagnostics = [...named.diagnostics, ...lowered.diagnostics];
    const { plan, reach, asks } = lowered;
    if (!plan) this.#refuse({ ...named, diagnostics });
    else this.#loaded.push({ source, head, plan, reach, asks, branchColumn, diagnostics });
  }

  /** A correlation as pipelines leave it. */
  #addCorrelation(one: Named<CorrelationRule>, resolved: ResolvedCorrelation): void {
    const view = viewOf(resolved);
    const { head, diagnostics } = view
      ? processCorrelation(view, this.#pipelines)
      : { head: one.rule, diagnostics: [] };
    const lowered = lowerCorrelation(resolved, this.#process, this.#use);
    const all = [...diagnostics, ...lowered.diagnostics];
    const plan = diagnostics.some((found) => found.severity === 'fails') ? undefined : lowered.plan;
    this.#add({ ...one, rule: head }, { ...lowered, plan, diagnostics: all }, undefined);
  }

  /** Correlations that can run; rules and correlations below them give no alerts of their own unless asked to. */
  #loadAll(): void {
    const resolver = new Resolver();
    const lowered = new Map(this.#rules.map((one) => [one, fails(one) ? undefined : this.#lowered(one.rule)]));
    for (const [one, result] of lowered) resolver.add(one.rule, result?.plan !== undefined);
    for (const one of this.#correlations) resolver.add(one.rule, !fails(one));
    const resolved = new Map<Named<CorrelationRule>, ResolvedCorrelation>();
    for (const one of this.#correlations) {
      if (fails(one)) continue;
      const found = resolver.resolve(one.rule, (diagnostic) => void one.diagnostics.push(diagnostic));
      if (found) resolved.set(one, found);
    }
    const silent = new Set<RuleHead>();
    const loud = new Set<RuleHead>();
    const note = ({ correlation, sources }: ResolvedCorrelation): void => {
      for (const source of sources) {
        (correlation.generate ? loud : silent).add(source.kind === 'rule' ? source.rule : source.inner.head);
        if (source.kind === 'correlation') note(source.inner);
      }
    };
    for (const one of resolved.values()) note(one);
    for (const head of loud) silent.delete(head);
    for (const [one, result] of lowered) {
      if (!result || fails(one)) this.#refuse(one);
      else if (result.plan && silent.has(one.rule)) {
        const { plan, reach, asks, branchColumn } = result;
        const part = { source: one.source, head: one.rule, diagnostics: [...one.diagnostics, ...result.diagnostics] };
        this.#parts.push({ ...part, alone: { ...part, plan, reach, asks, branchColumn } });
      } else this.#add(one, result, result.branchColumn);
    }
    for (const one of this.#correlations) {
      const found = resolved.get(one);
      if (!found || fails(one)) this.#refuse(one);
      else if (silent.has(one.rule))
        this.#parts.push({ source: one.source, head: one.rule, diagnostics: one.diagnostics });
      else this.#addCorrelation(one, found);
    }
  }

  load(): LoadedSigma {
    this.#checkIds();
    this.#refuseFilters();
    this.#loadAll();
    const filters = this.#filters.map(({ rule, source, diagnostics }) => ({
      ...{ filter: rule, source, diagnostics },
      rules: this.#uses.get(rule)?.size ?? 0,
    }));
    return { rules: this.#loaded, parts: this.#parts, refused: this.#refused, filters };
  }
}

/**
 * Makes rules that can run out of the documents of all files together, since rules refer to one another; pipelines rewrite them (spec
 * sigma §1.2).
 */
export function loadSigma(
  documents: readonly SigmaDocument[],
  pipelines: readonly Pipeline[] = [],
  use: PlanUse = 'run',
): LoadedSigma {
  return new Loading(documents, pipelines, use).load();
}
