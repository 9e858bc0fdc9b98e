import type { Value } from './value.ts';

/** True for null and for missing; Sumo's isNull, which does not tell the two apart (spec sumo §4.5). */
export function isNull(value: Value): value is null | undefined {
  return value === null || value === undefined;
}

/** True for null, missing and the empty text (spec sumo §4.5). */
export function isEmpty(value: Value): boolean {
  return isNull(value) || value === '';
}

/** True for null, missing, and text of nothing but white space (spec sumo §4.5). */
export function isBlank(value: Value): boolean {
  return isNull(value) || (typeof value === 'string' && !/\S/.test(value));
}
