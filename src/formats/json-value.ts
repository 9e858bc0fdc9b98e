/** A JSON value as readers see it: integers beyond 2^53 are text in the spelling of the source. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;

/** A JSON object. */
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

const LONG_INTEGER = /\d{16}/;
const STRING_OR_INTEGER = /"(?:[^"\\]|\\[\s\S])*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** Puts integers that a double cannot hold into quotes, so that their text survives. */
function quoteLongIntegers(text: string): string {
  return text.replace(STRING_OR_INTEGER, (token) => {
    if (token.length < 16 || token.startsWith('"') || /[.eE]/.test(token)) return token;
    return Number.isSafeInteger(Number(token)) ? token : `"${token}"`;
  });
}

/** Parses JSON; undefined if the text is none. Integers beyond 2^53 stay text. */
export function parseJsonValue(text: string): JsonValue | undefined {
  try {
    return JSON.parse(LONG_INTEGER.test(text) ? quoteLongIntegers(text) : text) as JsonValue;
  } catch {
    return undefined;
  }
}

/** True for an object, false for an array, a scalar, or undefined. */
export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
