import type { Severity } from '../../diagnostic/index.ts';
import type { AnyRule, YamlScalar } from '../../languages/sigma/index.ts';
import { hasModifier, type ValueEntry } from './entries.ts';
import { leafOf } from './logic.ts';

/** How heavy it is that no event has some values of an entry. */
export function severityOfLost(entry: ValueEntry, lost: readonly YamlScalar[], rule: AnyRule): Severity {
  // A filter that leaves nothing out hides no attack.
  if (leafOf(entry, rule)?.negated === true) return 'style';
  // Where other values of the list can be found, the rule finds less than was meant.
  return lost.length === entry.values.length || hasModifier(entry, 'all') ? 'never' : 'misses';
}
