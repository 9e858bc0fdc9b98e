import type { CompareOp } from '../../value/index.ts';
import type { PlaceOf } from './condition.ts';
import type { Reading } from './context.ts';
import { invalidCondition, legacyAggregation } from './diagnostics.ts';
import type { LegacyAggregation } from './rule.ts';

const COMPARE =
  /^\s*(count|min|max|avg|sum)\s*\(\s*([^()]*?)\s*\)\s*(?:by\s+(.+?)\s*)?(>=|<=|==|>|<|=)\s*(-?\d+(?:\.\d+)?)\s*$/i;
const OPS: Readonly<Record<string, CompareOp>> = {
  '>': 'gt',
  '>=': 'ge',
  '<': 'lt',
  '<=': 'le',
  '=': 'eq',
  '==': 'eq',
};

type Fn = Extract<LegacyAggregation, { kind: 'compare' }>['fn'];

/** Reads what stands behind the `|` of an old condition (spec sigma §13). */
export function parseAggregation(
  { text, start }: { readonly text: string; readonly start: number },
  place: PlaceOf,
  reading: Reading,
): LegacyAggregation | undefined {
  const span = place(start, start + text.length);
  const compare = COMPARE.exec(text);
  reading.report(
    legacyAggregation.report({ span, message: 'an aggregation of old rules; it is read as a correlation' }),
  );
  if (compare) {
    const [, fn, field, by, op, value] = compare;
    if (fn!.toLowerCase() !== 'count' && field === '')
      return reading.report(invalidCondition.report({ span, message: `${fn}() needs a field` }));
    return {
      kind: 'compare',
      span,
      fn: fn!.toLowerCase() as Fn,
      field: field === '' ? undefined : field,
      by: by === undefined ? [] : by.split(',').map((one) => one.trim()),
      op: OPS[op!]!,
      value: Number(value),
    };
  }
  const near = /^\s*near\s+(.+)$/i.exec(text)?.[1];
  const parts = near?.trim().split(/\s+and\s+/i);
  const named = parts?.map((part) => /^(not\s+)?([\w-]+)$/i.exec(part));
  if (named?.every((one) => one !== null))
    return { kind: 'near', span, near: named.map((one) => ({ name: one![2]!, isNegated: one![1] !== undefined })) };
  return reading.report(
    invalidCondition.report({
      span,
      message: 'behind `|` an aggregation such as `count() by field > 5`, or `near selection`, is expected',
    }),
  );
}
