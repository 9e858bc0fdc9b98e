/** A JSON value as readers see it: integers beyond 2^53 are text in the spelling of the source. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;

/** A JSON object. */
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

const LONG_INTEGER = /\d{16}/;
const STRING_OR_INTEGER = /"(?:[^"\\]|\\[\s\S])*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

const STRING_OR_BRACKET = /"(?:[^"\\]|\\[\s\S])*"|[{}[\]]/g;

/** Puts integers that a double cannot hold into quotes, so that their text survives. */
function quoteLongIntegers(text: string): string {
  return text.replace(STRING_OR_INTEGER, (token) => {
    if (token.length < 16 || token.startsWith('"') || /[.eE]/.test(token)) return token;
    return Number.isSafeInteger(Number(token)) ? token : `"${token}"`;
  });
}

/** Levels of nesting that are read; no log needs as many, and code that walks a value calls itself for each. */
const MAX_DEPTH = 500;

function countOf(text: string, sign: string): number {
  let count = 0;
  for (let at = text.indexOf(sign); at >= 0 && count <= MAX_DEPTH; at = text.indexOf(sign, at + 1)) count++;
  return count;
}

/** True for JSON nested more than 500 levels deep; texts with fewer brackets than that need no closer look. */
export function isTooDeep(text: string): boolean {
  if (text.length < 2 * MAX_DEPTH || countOf(text, '{') + countOf(text, '[') <= MAX_DEPTH) return false;
  let depth = 0;
  for (const [token] of text.matchAll(STRING_OR_BRACKET)) {
    if (token === '{' || token === '[') depth++;
    else if (token === '}' || token === ']') depth--;
    if (depth > MAX_DEPTH) return true;
  }
  return false;
}

/** Parses JSON; undefined if the text is none, or nested more than 500 levels deep. Integers beyond 2^53 stay text. */
export function parseJsonValue(text: string): JsonValue | undefined {
  if (isTooDeep(text)) return undefined;
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
