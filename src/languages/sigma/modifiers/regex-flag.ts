import type { RegexFlag, SigmaValue } from '../rule.ts';

/** The regular expression with a flag added. */
export function flagged(value: SigmaValue, flag: RegexFlag): SigmaValue | string {
  if (value.kind !== 'regex') return 'must stand behind `re`';
  return { ...value, flags: [...new Set([...value.flags, flag])] };
}
