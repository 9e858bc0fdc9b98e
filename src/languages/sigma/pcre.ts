import type { RegexFlag } from './rule.ts';

/** POSIX classes by the names that the Java dialect has for them. */
const POSIX: Readonly<Record<string, string>> = {
  alpha: '\\p{Alpha}',
  digit: '\\p{Digit}',
  alnum: '\\p{Alnum}',
  upper: '\\p{Upper}',
  lower: '\\p{Lower}',
  punct: '\\p{Punct}',
  graph: '\\p{Graph}',
  print: '\\p{Print}',
  blank: '\\p{Blank}',
  cntrl: '\\p{Cntrl}',
  xdigit: '\\p{XDigit}',
  space: '\\s',
  word: '\\w',
};

/** A character class of PCRE in the Java dialect, in which `[` and `&&` have a meaning of their own; gives its end too. */
function classAt(source: string, start: number): { readonly text: string; readonly end: number } {
  let at = start + 1;
  let text = '[';
  if (source[at] === '^') {
    text += '^';
    at++;
  }
  if (source[at] === ']') {
    text += '\\]';
    at++;
  }
  while (at < source.length && source[at] !== ']') {
    const posix = /^\[:(\^?)(\w+):\]/.exec(source.slice(at, at + 16));
    const known = posix && Object.hasOwn(POSIX, posix[2]!) ? POSIX[posix[2]!]! : undefined;
    if (posix && known !== undefined) {
      text += posix[1] === '' ? known : `\\${known[1]!.toUpperCase()}${known.slice(2)}`;
      at += posix[0].length;
    } else if (source[at] === '\\') {
      text += source.slice(at, at + 2);
      at += 2;
    } else {
      const char = source[at++]!;
      text += char === '[' || char === '&' ? `\\${char}` : char;
    }
  }
  return { text: `${text}${source[at] ?? ''}`, end: at + 1 };
}

/**
 * A regular expression of PCRE in the Java dialect: only the line feed ends lines, a brace that begins no repetition is a character,
 * classes as in PCRE, named groups without `P` (spec sigma §7.5).
 */
export function javaFromPcre(source: string, flags: readonly RegexFlag[]): string {
  let text = '';
  for (let at = 0; at < source.length; ) {
    const char = source[at]!;
    if (char === '\\') {
      // The braces of `\x{…}` and `\p{…}` are no repetition.
      const [whole] = /^\\(?:[xpP]\{\^?\w+\}|[\s\S]?)/.exec(source.slice(at, at + 40))!;
      text += whole;
      at += whole.length;
    } else if (char === '[') {
      const found = classAt(source, at);
      text += found.text;
      at = found.end;
    } else if (char === '{' && !/^\{\d+(?:,\d*)?\}/.test(source.slice(at, at + 24))) {
      text += '\\{';
      at++;
    } else if (source.startsWith('(?P<', at)) {
      text += '(?<';
      at += 4;
    } else {
      text += char;
      at++;
    }
  }
  return `(?du${[...flags].sort().join('')})${text}`;
}
