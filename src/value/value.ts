/** A scalar of a row at run time; `null` is a field without value, `undefined` is missing, no such field. */
export type Value = string | number | boolean | null | undefined;
