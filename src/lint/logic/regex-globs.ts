import { parseRegex, type RegexDialect, type SequenceItem, sequencesOf } from '../../value/index.ts';
import { type Glob, globOf } from './glob.ts';

/** Globs that together take every text in which a pattern is found; exact if they take no other. */
export interface RegexGlobs {
  readonly globs: readonly Glob[];
  readonly exact: boolean;
}

/** A letter of a literal, with its case free or not. */
interface Letter {
  readonly text: string;
  readonly case: 'free' | 'fixed' | 'none';
}

/** Sequences that alternatives are multiplied to at most. */
const MOST = 32;
const isLetter = (text: string): boolean => text.toLowerCase() !== text.toUpperCase();

/** The letter of a set of code points: one of ASCII, or one in both cases; undefined for other sets. */
function letterOf(set: readonly number[]): Letter | undefined {
  const codes: number[] = [];
  for (let i = 0; i < set.length; i += 2) {
    if (set[i + 1]! - set[i]! > 1) return undefined;
    for (let code = set[i]!; code <= set[i + 1]!; code++) codes.push(code);
  }
  const texts = codes.map((code) => String.fromCodePoint(code));
  const ascii = texts.filter((text) => text < '\x80');
  const [first] = ascii;
  if (first === undefined) return undefined;
  if (texts.length === 1) return { text: first, case: isLetter(first) ? 'fixed' : 'none' };
  // Beyond ASCII stand only the signs that fold to the letter, K and ſ.
  const isPair = ascii.length === 2 && ascii[0]!.toLowerCase() === ascii[1]!.toLowerCase();
  return isPair && texts.every((text) => text < '\x80' || text === 'ſ' || text === '\u212a')
    ? { text: first.toLowerCase(), case: 'free' }
    : undefined;
}

/** The glob of a sequence of items; letters of both kinds in one glob leave its letter case free, which takes too much. */
function globOfItems(items: readonly SequenceItem<Letter>[]): { readonly glob: Glob; readonly exact: boolean } {
  const isStarted = items[0] === 'start';
  const isEnded = items.length > 0 && items.at(-1) === 'end';
  const middle = items.slice(isStarted ? 1 : 0, isEnded ? -1 : undefined);
  const pieces: string[] = isStarted ? [''] : ['', ''];
  let exact = true;
  const cases = new Set<'free' | 'fixed'>();
  for (const item of middle) {
    if (typeof item === 'string') {
      exact = false;
      pieces.push('');
    } else {
      pieces.push(`${pieces.pop()}${item.text}`);
      if (item.case !== 'none') cases.add(item.case);
    }
  }
  if (!isEnded) pieces.push('');
  const rule = cases.has('free') ? 'unicode' : 'sensitive';
  return { glob: globOf(joined(pieces), rule), exact: exact && cases.size < 2 };
}

/** Empty pieces between others say nothing. */
function joined(pieces: readonly string[]): readonly string[] {
  return pieces.filter((piece, i) => piece !== '' || i === 0 || i === pieces.length - 1);
}

const known = new Map<string, RegexGlobs | undefined>();
const MOST_KNOWN = 2000;

/** What globs say of a pattern that is found anywhere; undefined if it cannot be read. */
export function regexGlobs(source: string, dialect: RegexDialect): RegexGlobs | undefined {
  const key = `${dialect} ${source}`;
  if (!known.has(key)) {
    if (known.size >= MOST_KNOWN) known.clear();
    const { ast, diagnostics } = parseRegex(source, { dialect });
    const found =
      ast && diagnostics.length === 0
        ? sequencesOf(ast, { most: MOST, itemOfSet: letterOf }).map(globOfItems)
        : undefined;
    known.set(key, found && { globs: found.map(({ glob }) => glob), exact: found.every(({ exact }) => exact) });
  }
  return known.get(key);
}
