/** JSON with the source of its numbers kept: text beyond 2^53 and forms such as `1.50` survive. */
export type Json =
  | { readonly kind: 'object'; readonly entries: readonly (readonly [key: string, value: Json])[] }
  | { readonly kind: 'array'; readonly items: readonly Json[] }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'number'; readonly source: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'null' };

/** A parsed value and the offset behind it. */
export interface JsonPart {
  readonly value: Json;
  readonly end: number;
}

const MAX_DEPTH = 500;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const STRING = /"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\u0000-\u001f]*)*"/y;
const LOOSE_STRING = /"[^"\\]*(?:\\[\s\S][^"\\]*)*"/y;

class Failure extends Error {}

class Reader {
  readonly #text: string;
  at: number;

  constructor(text: string, at: number) {
    this.#text = text;
    this.at = at;
  }

  skipBlanks(): void {
    for (;;) {
      const unit = this.#text.charCodeAt(this.at);
      if (unit !== 32 && unit !== 10 && unit !== 13 && unit !== 9) return;
      this.at++;
    }
  }

  value(depth: number): Json {
    if (depth > MAX_DEPTH) throw new Failure();
    this.skipBlanks();
    switch (this.#text[this.at]) {
      case '{':
        return this.#object(depth);
      case '[':
        return this.#array(depth);
      case '"':
        return { kind: 'string', value: this.#string() };
      case 't':
        return this.#word('true', { kind: 'boolean', value: true });
      case 'f':
        return this.#word('false', { kind: 'boolean', value: false });
      case 'n':
        return this.#word('null', { kind: 'null' });
      default:
        return { kind: 'number', source: this.#token(NUMBER) };
    }
  }

  #word(word: string, value: Json): Json {
    if (!this.#text.startsWith(word, this.at)) throw new Failure();
    this.at += word.length;
    return value;
  }

  #token(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.#text)?.[0];
    if (!found) throw new Failure();
    this.at += found.length;
    return found;
  }

  /** Raw control characters in a string are no JSON but common in logs: they are taken as they are. */
  #string(): string {
    STRING.lastIndex = this.at;
    const strict = STRING.exec(this.#text)?.[0];
    if (strict) {
      this.at += strict.length;
      return strict.includes('\\') ? (JSON.parse(strict) as string) : strict.slice(1, -1);
    }
    const loose = this.#token(LOOSE_STRING);
    const escaped = loose.replace(
      /[\u0000-\u001f]/g,
      (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
    try {
      return JSON.parse(escaped) as string;
    } catch {
      throw new Failure();
    }
  }

  #object(depth: number): Json {
    const entries: [string, Json][] = [];
    this.at++;
    this.skipBlanks();
    if (this.#text[this.at] === '}') {
      this.at++;
      return { kind: 'object', entries };
    }
    for (;;) {
      this.skipBlanks();
      if (this.#text[this.at] !== '"') throw new Failure();
      const key = this.#string();
      this.skipBlanks();
      if (this.#text[this.at++] !== ':') throw new Failure();
      entries.push([key, this.value(depth + 1)]);
      this.skipBlanks();
      const next = this.#text[this.at++];
      if (next === '}') return { kind: 'object', entries };
      if (next !== ',') throw new Failure();
    }
  }

  #array(depth: number): Json {
    const items: Json[] = [];
    this.at++;
    this.skipBlanks();
    if (this.#text[this.at] === ']') {
      this.at++;
      return { kind: 'array', items };
    }
    for (;;) {
      items.push(this.value(depth + 1));
      this.skipBlanks();
      const next = this.#text[this.at++];
      if (next === ']') return { kind: 'array', items };
      if (next !== ',') throw new Failure();
    }
  }
}

/** Parses the JSON value that starts at an offset; text may follow it. Undefined if there is none. */
export function parseJsonAt(text: string, start = 0): JsonPart | undefined {
  const reader = new Reader(text, start);
  try {
    const value = reader.value(0);
    return { value, end: reader.at };
  } catch (error) {
    if (error instanceof Failure) return undefined;
    throw error;
  }
}

/** Parses a whole text as JSON, blanks around it allowed; undefined if it is none. */
export function parseJson(text: string): Json | undefined {
  const part = parseJsonAt(text);
  return part && /^\s*$/.test(text.slice(part.end)) ? part.value : undefined;
}

/**
 * The first JSON object or array that stands in a text, whatever is around it (spec sumo §6.3).
 * At most 1,000 openings are tried, so that hostile text cannot make it slow.
 */
export function findJson(text: string): Json | undefined {
  const opening = /[{[]/g;
  for (let tries = 0; tries < 1000; tries++) {
    const found = opening.exec(text);
    if (!found) return undefined;
    const part = parseJsonAt(text, found.index);
    if (part) return part.value;
  }
  return undefined;
}

/** Compact JSON text of a value, numbers as written. */
export function printJson(value: Json): string {
  switch (value.kind) {
    case 'object':
      return `{${value.entries.map(([key, item]) => `${JSON.stringify(key)}:${printJson(item)}`).join(',')}}`;
    case 'array':
      return `[${value.items.map(printJson).join(',')}]`;
    case 'string':
      return JSON.stringify(value.value);
    case 'number':
      return value.source;
    case 'boolean':
      return String(value.value);
    case 'null':
      return 'null';
  }
}

/** How a value reads as a field: strings without quotes, numbers as written, objects and arrays as compact JSON, null as null (spec sumo §6.3). */
export function jsonText(value: Json): string | null {
  if (value.kind === 'null') return null;
  return value.kind === 'string' ? value.value : printJson(value);
}
