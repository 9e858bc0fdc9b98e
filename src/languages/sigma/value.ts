import type { SigmaValue } from './rule.ts';
import { sigmaString } from './string.ts';
import type { YamlScalar } from './yaml.ts';

/** A scalar as a value of a rule, of the kind that YAML gives it; numbers keep their source (spec sigma §3, 4). */
export function valueOfScalar({ value, text, span }: YamlScalar): SigmaValue {
  if (value === null) return { kind: 'null', span };
  if (typeof value === 'boolean') return { kind: 'boolean', span, value };
  if (typeof value === 'number' && Number.isFinite(value)) return { kind: 'number', span, text, value };
  return sigmaString(text, span);
}
