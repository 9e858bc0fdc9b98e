import { nearestName } from '../../source/index.ts';
import type { Reading } from './context.ts';
import type { CorrelationRule, RuleReference } from './correlation.ts';
import { invalidCorrelation, unknownRule } from './diagnostics.ts';
import { normalId } from './head.ts';
import { correlationOfLegacy } from './legacy.ts';
import type { ResolvedCorrelation, ResolvedSource } from './resolved.ts';
import type { DetectionRule, RuleHead } from './rule.ts';

/** True if a reference names a rule: ids without regard to case and hyphens, names exactly. */
export function refersTo(reference: string, { id, name }: RuleHead): boolean {
  return (id !== undefined && normalId(id) === normalId(reference)) || (name !== undefined && name === reference);
}

/** Levels of correlations over correlations. */
const MOST_LEVELS = 50;

/** Finds the rules of correlations among those of all files (spec sigma §1.2, 11.7). */
export class Resolver {
  /** Rules by the forms in which they are referred to; undefined for one that does not load. */
  readonly #known = new Map<string, DetectionRule | CorrelationRule | undefined>();

  /** Adds a rule; one that does not load is known only by its name. */
  add(rule: DetectionRule | CorrelationRule, loads: boolean): void {
    for (const key of [rule.id === undefined ? undefined : normalId(rule.id), rule.name])
      if (key !== undefined && !this.#known.get(key)) this.#known.set(key, loads ? rule : undefined);
  }

  #find({ name, span }: RuleReference, report: Reading['report']): DetectionRule | CorrelationRule | undefined {
    const key = this.#known.has(name) ? name : normalId(name);
    const found = this.#known.get(key);
    if (found) return found;
    const near = nearestName(name, this.#known.keys());
    const message = this.#known.has(key)
      ? `the rule ${name} does not load, so nothing can be correlated with it`
      : `there is no rule ${name}${near && near !== name ? `; did you mean ${near}?` : ''}`;
    return report(unknownRule.report({ span, message, data: { rule: name } }));
  }

  /** The correlation with its rules; undefined, and reported, if one is missing or it refers to itself. */
  resolve(
    rule: CorrelationRule,
    report: Reading['report'],
    path: readonly CorrelationRule[] = [],
  ): ResolvedCorrelation | undefined {
    const sources: ResolvedSource[] = [];
    for (const reference of rule.correlation.rules) {
      const { name, span } = reference;
      const found = this.#find(reference, report);
      if (!found) continue;
      if (found.kind === 'rule') {
        const aggregated = found.conditions.find((one) => one.aggregation);
        if (aggregated) sources.push({ kind: 'correlation', name, inner: correlationOfLegacy(found, aggregated) });
        else sources.push({ kind: 'rule', name, rule: found });
        continue;
      }
      if (found === rule || path.includes(found) || path.length > MOST_LEVELS) {
        report(
          invalidCorrelation.report({
            span,
            message: `correlation.rules: ${name} refers back to this correlation`,
            data: { key: 'rules' },
          }),
        );
        continue;
      }
      const inner = this.resolve(found, report, [...path, rule]);
      if (inner) sources.push({ kind: 'correlation', name, inner });
    }
    const { correlation, span } = rule;
    return sources.length === correlation.rules.length ? { head: rule, span, correlation, sources } : undefined;
  }
}
