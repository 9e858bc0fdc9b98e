import type { RegexDialect } from './ast.ts';
import { ALL_CODES, type CodeSet, complement, intersect, MAX_CODE, makeSet, setOf, unite } from './code-set.ts';

const DIGIT: CodeSet = [0x30, 0x39];
const UPPER: CodeSet = [0x41, 0x5a];
const LOWER: CodeSet = [0x61, 0x7a];
const ALPHA = unite(UPPER, LOWER);

/** ASCII word characters `[0-9A-Za-z_]`, what `\w` and `\b` go by in both dialects. */
export const WORD: CodeSet = unite(ALPHA, DIGIT, setOf('_'));

/** Line terminators of Java: LF, CR, NEL, LS, PS (CR LF counts as one). */
export const JAVA_LINE_ENDS: CodeSet = makeSet([10, 10, 13, 13, 0x85, 0x85, 0x2028, 0x2029]);

/** Vertical white space of Java's `\v` and `\R`. */
export const VERTICAL: CodeSet = makeSet([10, 13, 0x85, 0x85, 0x2028, 0x2029]);

const HORIZONTAL: CodeSet = makeSet([
  9, 9, 32, 32, 0xa0, 0xa0, 0x1680, 0x1680, 0x180e, 0x180e, 0x2000, 0x200a, 0x202f, 0x202f, 0x205f, 0x205f, 0x3000,
  0x3000,
]);

/** POSIX classes by lower-case name; RE2 writes `[:alpha:]`, Java `\p{Alpha}`. */
const POSIX: Readonly<Record<string, CodeSet>> = {
  alnum: unite(ALPHA, DIGIT),
  alpha: ALPHA,
  ascii: [0, 0x7f],
  blank: setOf('\t '),
  cntrl: makeSet([0, 0x1f, 0x7f, 0x7f]),
  digit: DIGIT,
  graph: [0x21, 0x7e],
  lower: LOWER,
  print: [0x20, 0x7e],
  punct: makeSet([0x21, 0x2f, 0x3a, 0x40, 0x5b, 0x60, 0x7b, 0x7e]),
  space: setOf('\t\n\v\f\r '),
  upper: UPPER,
  word: WORD,
  xdigit: makeSet([0x30, 0x39, 0x41, 0x46, 0x61, 0x66]),
};

/** The set of a POSIX class name as it stands in `[:name:]`, or undefined if there is no such class. */
export function posixSet(name: string): CodeSet | undefined {
  return Object.hasOwn(POSIX, name) ? POSIX[name] : undefined;
}

/** The set of a one-letter class escape such as `d`, `S`, `h`, or undefined if the dialect has none of that letter. */
export function perlSet(letter: string, dialect: RegexDialect): CodeSet | undefined {
  switch (letter) {
    case 'd':
      return DIGIT;
    case 'w':
      return WORD;
    case 's':
      return dialect === 're2' ? setOf('\t\n\f\r ') : setOf('\t\n\v\f\r ');
    case 'h':
      return dialect === 'java' ? HORIZONTAL : undefined;
    case 'v':
      return dialect === 'java' ? VERTICAL : undefined;
    case 'D':
    case 'W':
    case 'S':
    case 'H':
    case 'V': {
      const base = perlSet(letter.toLowerCase(), dialect);
      return base && complement(base);
    }
    default:
      return undefined;
  }
}

/** Names of Java's own properties beside Unicode's. */
const JAVA_PROPERTIES: Readonly<Record<string, string>> = {
  javaLowerCase: 'Lowercase',
  javaUpperCase: 'Uppercase',
  javaAlphabetic: 'Alphabetic',
  javaLetter: 'L',
  javaDigit: 'Nd',
  javaWhitespace: 'White_Space',
  IsAlphabetic: 'Alphabetic',
  IsLetter: 'L',
  IsDigit: 'Nd',
  IsUppercase: 'Uppercase',
  IsLowercase: 'Lowercase',
  IsWhite_Space: 'White_Space',
  IsPunctuation: 'P',
  IsIdeographic: 'Ideographic',
};

const cache = new Map<string, CodeSet | undefined>();

/** Members of a property of the engine's own Unicode tables, found by one pass over all code points. */
function scanProperty(expression: string): CodeSet | undefined {
  if (cache.has(expression)) return cache.get(expression);
  let result: number[] | undefined;
  try {
    const test = new RegExp(`^\\p{${expression}}$`, 'u');
    result = [];
    for (let code = 0; code <= MAX_CODE; code++) {
      if (!test.test(String.fromCodePoint(code))) continue;
      if (result.length > 0 && result[result.length - 1] === code - 1) result[result.length - 1] = code;
      else result.push(code, code);
    }
  } catch {
    result = undefined;
  }
  cache.set(expression, result);
  return result;
}

/** The set of `\p{name}`: general categories, scripts, and in Java POSIX and `java…`/`Is…`/`In…` names; undefined if unknown. */
export function propertySet(name: string, dialect: RegexDialect): CodeSet | undefined {
  if (name.startsWith('^') && dialect === 're2') {
    const base = propertySet(name.slice(1), dialect);
    return base && complement(base);
  }
  if (name === 'Any' || (dialect === 'java' && name === 'L1')) return name === 'Any' ? ALL_CODES : [0, 0xff];
  if (dialect === 'java') {
    const posix = /^[A-Z]/.test(name) ? posixSet(name.toLowerCase()) : undefined;
    if (posix && name !== 'Word') return posix;
    const own = Object.hasOwn(JAVA_PROPERTIES, name) ? JAVA_PROPERTIES[name] : undefined;
    if (own) return scanProperty(own);
    const assigned = /^(?:general_category|gc|script|sc)=(\w+)$/i.exec(name)?.[1];
    const plain = assigned ?? (name.startsWith('Is') ? name.slice(2) : name);
    return categorySet(plain) ?? scriptSet(plain);
  }
  return categorySet(name) ?? scriptSet(name);
}

function categorySet(name: string): CodeSet | undefined {
  if (name === 'LC' || name === 'L&') return scanProperty('LC');
  return /^[A-Z][a-z]?$/.test(name) ? scanProperty(name) : undefined;
}

function scriptSet(name: string): CodeSet | undefined {
  return /^[A-Z]\w+$/.test(name) ? scanProperty(`Script=${name}`) : undefined;
}

/** What `.` matches: every code point, or all but the line ends of the dialect (RE2: LF; Java: all five; Java with `d`: LF). */
export function dotSet(dialect: RegexDialect, dotAll: boolean, unixLines: boolean): CodeSet {
  if (dotAll) return ALL_CODES;
  return complement(dialect === 're2' || unixLines ? [10, 10] : JAVA_LINE_ENDS);
}

/** Members of the first set that are not in the second. */
export function subtract(a: CodeSet, b: CodeSet): CodeSet {
  return intersect(a, complement(b));
}
