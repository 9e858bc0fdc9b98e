const CONTROLS: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };

/** Decodes plain mode: `\"`, `\\`, `\n`, `\t`, `\r`; an unknown escape keeps both characters (spec sumo §2). */
export function decodePlain(raw: string): string {
  return raw.replace(/\\([\s\S])/g, (both, next: string) => {
    if (next === '"' || next === '\\') return next;
    return CONTROLS[next] ?? both;
  });
}

/** Writes a text so that plain mode reads it back: the inverse of `decodePlain`, without the quotes. */
export function encodePlain(value: string): string {
  return value.replace(/[\\"\n\t\r]/g, (character) => {
    if (character === '\n') return '\\n';
    if (character === '\t') return '\\t';
    return character === '\r' ? '\\r' : `\\${character}`;
  });
}

/** Literal pieces between the stars of an anchor pattern, in order: n stars give n + 1 pieces (spec sumo §6.1). */
export function decodeAnchor(raw: string): readonly string[] {
  const pieces: string[] = [];
  let piece = '';
  for (let i = 0; i < raw.length; i++) {
    if (raw[i] === '\\' && i + 1 < raw.length) piece += raw.slice(i, ++i + 1);
    else if (raw[i] === '*') {
      pieces.push(decodePlain(piece));
      piece = '';
    } else piece += raw[i];
  }
  return [...pieces, decodePlain(piece)];
}

/** A regex pattern taken from quotes, with the offset in the raw text of each of its characters. */
export interface RegexText {
  readonly pattern: string;
  /** Offset in the raw text of an offset in the pattern. */
  rawOffset(offset: number): number;
}

/** Decodes regex mode: everything stays but `\"`, which is a quote; `\\` stays an escaped backslash (spec sumo §2). */
export function decodeRegex(raw: string): RegexText {
  if (!raw.includes('\\"')) return { pattern: raw, rawOffset: (offset) => offset };
  let pattern = '';
  const places: number[] = [];
  for (let i = 0; i < raw.length; i++) {
    places.push(i);
    if (raw[i] !== '\\' || i + 1 >= raw.length) pattern += raw[i];
    else if (raw[i + 1] === '"') {
      i++;
      pattern += '"';
    } else {
      pattern += raw.slice(i, i + 2);
      places.push(++i);
    }
  }
  return { pattern, rawOffset: (offset) => places[offset] ?? raw.length };
}

/** Decodes a scope phrase: `\"` is a quote and `\\` a backslash, other backslashes stay (spec sumo §2). */
export function decodePhrase(raw: string): string {
  return raw.replace(/\\(["\\])/g, '$1');
}

/** Decodes the name inside `%"…"`: `\"` is a quote (spec sumo §2). */
export function decodeName(raw: string): string {
  return raw.replace(/\\"/g, '"');
}

/** Writes a name for the inside of `%"…"`: the inverse of `decodeName`. */
export function encodeName(name: string): string {
  return name.replace(/"/g, '\\"');
}

/** Decodes what stands between the slashes of a regex literal: `\/` is a slash, all else is the pattern (spec sumo §2). */
export function decodeRegexLiteral(raw: string): string {
  return raw.replace(/\\([\s\S])/g, (whole, next: string) => (next === '/' ? '/' : whole));
}
