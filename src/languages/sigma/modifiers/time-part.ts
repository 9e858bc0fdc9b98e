import type { SigmaValue, TimePart } from '../rule.ts';
import { numberIn } from './comparison.ts';
import type { ModifierContext, ModifierDefinition } from './modifier.ts';

function partOf(part: TimePart, value: SigmaValue, context: ModifierContext): SigmaValue | string {
  if (value.kind === 'compare') return 'must stand before the comparison';
  const number = numberIn(value, context);
  return typeof number === 'string' ? number : { kind: 'time', span: value.span, part, op: 'eq', number };
}

/** The modifier that takes a part of a time, with an example. */
export function timePart(
  name: TimePart,
  summary: string,
  [value, match, miss]: readonly [value: number, match: string, miss: string],
): ModifierDefinition {
  return {
    name,
    summary,
    evidence: 'spec sigma §7.8',
    examples: [
      {
        item: `UtcTime|${name}: ${value}`,
        matches: [{ UtcTime: match }],
        misses: [{ UtcTime: miss }, { UtcTime: '-' }],
      },
      { item: `UtcTime|${name}|gt: ${value - 1}`, matches: [{ UtcTime: match }], misses: [{ Image: 'no time' }] },
    ],
    takesNumbers: true,
    apply: (given, context) => partOf(name, given, context),
  };
}
