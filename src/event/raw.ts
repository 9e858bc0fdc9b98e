/**
 * A value as the log holds it: EVTX integers and booleans are numbers and booleans, all else text; a Data name that occurs
 * several times is an array; `null` is a field without value; `undefined` is *missing*, no such field.
 * Integers beyond 2^53 stay text.
 */
export type Raw = string | number | boolean | null | undefined | readonly Raw[];

/** A named value in the order and spelling of the log. */
export type RawField = readonly [name: string, value: Raw];

/** The scalar reading of a value: the first item of a multi-valued field. */
export function firstOf(value: Raw): string | number | boolean | null | undefined {
  let current = value;
  while (Array.isArray(current)) current = current[0];
  return current as string | number | boolean | null | undefined;
}
