import type { Diagnostic } from '../../diagnostic/index.ts';
import type { Plan } from '../../ir/index.ts';
import type { SourceText } from '../../source/index.ts';
import type { CorrelationRule } from './correlation.ts';
import { duplicateRule, invalidAttribute, unknownTaxonomy, unsupported } from './diagnostics.ts';
import type { SigmaDocument } from './document.ts';
import type { FilterRule } from './filter.ts';
import { normalId } from './head.ts';
import { containsSource } from './log-source.ts';
import { CONDITION_COLUMN, lowerRule } from './lower.ts';
import { processRule } from './pipeline/apply.ts';
import type { Pipeline } from './pipeline/pipeline.ts';
import type { Reach } from './reach.ts';
import type { DetectionRule, RuleHead } from './rule.ts';

/** A rule that can run. */
export interface LoadedRule {
  readonly source: SourceText;
  readonly head: RuleHead;
  readonly plan: Plan;
  readonly reach: Reach;
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

/** What came of a set of documents; every document is in one of the lists. */
export interface LoadedSigma {
  readonly rules: readonly LoadedRule[];
  readonly refused: readonly RefusedRule[];
  /** Filters that were read, with the number of rules that each changed. */
  readonly filters: readonly LoadedFilter[];
}

/** A filter that was read. */
export interface LoadedFilter {
  readonly source: SourceText;
  readonly filter: FilterRule;
  readonly rules: number;
  readonly diagnostics: readonly Diagnostic[];
}

interface Named<R> {
  readonly rule: R;
  readonly source: SourceText;
  readonly diagnostics: Diagnostic[];
}

/** True if a reference names a rule: ids without regard to case and hyphens, names exactly. */
function refersTo(reference: string, { id, name }: RuleHead): boolean {
  return (id !== undefined && normalId(id) === normalId(reference)) || (name !== undefined && name === reference);
}

const fails = (diagnostics: readonly Diagnostic[]): boolean => diagnostics.some((one) => one.severity === 'fails');

class Loading {
  readonly #rules: Named<DetectionRule>[] = [];
  readonly #correlations: Named<CorrelationRule>[] = [];
  readonly #filters: Named<FilterRule>[] = [];
  readonly #refused: RefusedRule[] = [];
  readonly #pipelines: readonly Pipeline[];

  constructor(documents: readonly SigmaDocument[], pipelines: readonly Pipeline[]) {
    this.#pipelines = pipelines;
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
      if (id !== undefined && other)
        one.diagnostics.push(
          duplicateRule.report({
            span,
            message: `the id ${id} is that of "${other.rule.title}" in ${other.source.name} too`,
            data: { id },
          }),
        );
      else if (id !== undefined) ids.set(normalId(id), one);
      const namesake = name === undefined ? undefined : names.get(name);
      if (name !== undefined && namesake)
        one.diagnostics.push(
          invalidAttribute.report({
            span,
            severity: 'uncertain',
            message: `the name ${name} is that of "${namesake.rule.title}" in ${namesake.source.name} too`,
            data: { key: 'name' },
          }),
        );
      else if (name !== undefined) names.set(name, one);
    }
  }

  #checkTaxonomy({ rule, diagnostics }: Named<RuleHead>, isMapped: boolean): void {
    const { taxonomy, span } = rule;
    if (taxonomy === 'sigma' || isMapped) return;
    diagnostics.push(
      unknownTaxonomy.report({ span, message: `nothing translates the taxonomy ${taxonomy}`, data: { taxonomy } }),
    );
  }

  /** A filter whose id is not its own changes no rule. */
  #refuseFilters(): void {
    for (const one of [...this.#filters]) {
      if (!fails(one.diagnostics)) continue;
      this.#filters.splice(this.#filters.indexOf(one), 1);
      this.#refused.push({ source: one.source, title: one.rule.title, diagnostics: one.diagnostics });
    }
  }

  /** The rule with the filters that apply to it. */
  #filtered(rule: DetectionRule): { readonly rule: DetectionRule; readonly filters: readonly Named<FilterRule>[] } {
    const filters = this.#filters.filter(
      ({ rule: filter }) =>
        containsSource(filter.logSource, rule.logSource) &&
        (filter.rules === undefined || filter.rules.some(({ name }) => refersTo(name, rule))),
    );
    const extra = filters.map(({ rule: { selections, condition } }) => ({
      selections,
      condition: condition.condition,
    }));
    return { rule: { ...rule, extra: [...rule.extra, ...extra] }, filters };
  }

  load(): LoadedSigma {
    this.#checkIds();
    this.#refuseFilters();
    const rules: LoadedRule[] = [];
    const used = new Map<FilterRule, number>(this.#filters.map(({ rule }) => [rule, 0]));
    const refuse = ({ source, rule, diagnostics }: Named<RuleHead>): void => {
      this.#refused.push({ source, title: rule.title, diagnostics });
    };
    for (const named of this.#rules) {
      const filtered = this.#filtered(named.rule);
      const processed = processRule(filtered.rule, this.#pipelines);
      const { rule } = processed;
      named.diagnostics.push(...processed.diagnostics);
      this.#checkTaxonomy(named, processed.isMapped);
      const aggregation = rule.conditions.find((one) => one.aggregation);
      if (aggregation)
        named.diagnostics.push(
          unsupported.report({
            span: aggregation.aggregation!.span,
            message: 'aggregations of old rules come with correlation rules, later',
            data: { what: 'aggregation' },
          }),
        );
      if (fails(named.diagnostics)) {
        refuse(named);
        continue;
      }
      const lowered = lowerRule(rule);
      const diagnostics = [...named.diagnostics, ...lowered.diagnostics];
      if (!lowered.plan) refuse({ ...named, diagnostics });
      else {
        const branchColumn = rule.conditions.length > 1 ? CONDITION_COLUMN : undefined;
        rules.push({
          source: named.source,
          head: rule,
          plan: lowered.plan,
          reach: lowered.reach,
          branchColumn,
          diagnostics,
        });
        for (const filter of filtered.filters) used.set(filter.rule, used.get(filter.rule)! + 1);
      }
    }
    for (const named of this.#correlations) {
      if (!fails(named.diagnostics))
        named.diagnostics.push(
          unsupported.report({
            span: named.rule.span,
            message: 'correlation rules come later',
            data: { what: 'correlation' },
          }),
        );
      refuse(named);
    }
    const filters = this.#filters.map(({ rule, source, diagnostics }) => ({
      ...{ filter: rule, source, diagnostics },
      rules: used.get(rule)!,
    }));
    return { rules, refused: this.#refused, filters };
  }
}

/** Makes rules that can run out of the documents of all files together, since rules refer to one another; pipelines rewrite them (spec sigma §1.2). */
export function loadSigma(documents: readonly SigmaDocument[], pipelines: readonly Pipeline[] = []): LoadedSigma {
  return new Loading(documents, pipelines).load();
}
