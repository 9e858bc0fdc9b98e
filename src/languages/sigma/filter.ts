import type { Span } from '../../source/index.ts';
import type { Condition } from './condition.ts';
import type { Reading } from './context.ts';
import { readDetection } from './detection.ts';
import { filterWithoutNot, invalidFilter } from './diagnostics.ts';
import { readLogSource } from './log-source.ts';
import type { LogSource, NamedSelection, RuleCondition, RuleHead } from './rule.ts';
import { entryOf, type YamlMap } from './yaml.ts';

/** A filter: a condition that is added to those of rules. */
export interface FilterRule extends RuleHead {
  readonly kind: 'filter';
  readonly logSource: LogSource;
  /** Ids or names; undefined for any rule. */
  readonly rules: readonly { readonly name: string; readonly span: Span }[] | undefined;
  readonly selections: readonly NamedSelection[];
  readonly condition: RuleCondition;
}

/** True if something of the condition is negated at its top. */
function hasNot(condition: Condition): boolean {
  return condition.kind === 'not' || (condition.kind === 'and' && condition.items.some((item) => item.kind === 'not'));
}

/** Reads a filter (spec sigma §12). */
export function readFilter(
  reading: Reading,
  document: YamlMap,
): Pick<FilterRule, 'logSource' | 'rules' | 'selections' | 'condition'> | undefined {
  const { value, keySpan } = entryOf(document, 'filter')!;
  const fault = (span: Span, key: string, message: string): undefined =>
    reading.report(invalidFilter.report({ span, message: `filter.${key}: ${message}`, data: { key } }));
  const logSource = readLogSource(reading, document);
  if (value.kind !== 'map') return fault(keySpan, '', 'a mapping is expected');
  const rules = entryOf(value, 'rules');
  if (!rules) fault(keySpan, 'rules', 'the key is missing; `any` stands for all rules');
  const names = reading.textsOf(value, 'rules');
  const isAny = names.length === 0 || (rules?.value.kind === 'scalar' && names[0]?.text === 'any');
  const { selections, conditions } = readDetection(reading, value, 'filter.', ['rules', 'condition']);
  const [condition, second] = conditions;
  if (second) fault(second.span, 'condition', 'one condition is expected');
  if (condition?.aggregation) fault(condition.span, 'condition', 'a filter has no aggregation');
  if (!condition || !logSource) return undefined;
  if (!hasNot(condition.condition))
    reading.report(
      filterWithoutNot.report({
        span: condition.span,
        message: 'rules with this filter find only what the filter names; `not` before it would leave that out',
      }),
    );
  return {
    logSource,
    rules: isAny ? undefined : names.map(({ text, span }) => ({ name: text, span })),
    selections,
    condition,
  };
}
