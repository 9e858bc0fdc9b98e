import type { WildcardPart } from '../../../value/index.ts';
import { joinLiterals } from './wildcard-parts.ts';

/** A regular expression that is nothing but texts and wildcards. */
export interface RegexShape {
  readonly folds: boolean;
  /** Patterns over the whole value, of which one has to fit. */
  readonly alternatives: readonly (readonly WildcardPart[])[];
}

/** Cuts at the bars that stand in no group; undefined if a group is left open. */
function alternativesOf(source: string): string[] | undefined {
  const found = [''];
  let depth = 0;
  let isClass = false;
  for (let at = 0; at < source.length; at++) {
    const char = source[at]!;
    if (char === '\\') {
      found[found.length - 1] += source.slice(at, at + 2);
      at++;
      continue;
    }
    if (char === '[') isClass = true;
    if (char === ']') isClass = false;
    if (char === '(' && !isClass) depth++;
    if (char === ')' && !isClass) depth--;
    if (char === '|' && depth === 0 && !isClass) found.push('');
    else found[found.length - 1] += char;
  }
  return depth === 0 && !isClass ? found : undefined;
}

/** Texts and wildcards that a source without groups is; undefined for anything else. */
function partsOf(source: string, dotAll: boolean): WildcardPart[] | undefined {
  const parts: WildcardPart[] = [];
  for (let at = 0; at < source.length; at++) {
    const char = source[at]!;
    const next = source[at + 1];
    let text = char;
    if (char === '.' && dotAll) {
      if (next === '*') at++;
      else if (next !== undefined && /[+?{]/.test(next)) return undefined;
      parts.push({ kind: next === '*' ? 'any' : 'one' });
      continue;
    }
    if (char === '\\') {
      const code = /^\\x(?:\{([0-9a-f]+)\}|([0-9a-f]{2}))/i.exec(source.slice(at));
      if (code) {
        text = String.fromCodePoint(Number.parseInt(code[1] ?? code[2]!, 16));
        at += code[0].length - 1;
      } else if (next !== undefined && /[^A-Za-z0-9]/.test(next)) {
        text = next;
        at++;
      } else return undefined;
    } else if (/[.^$*+?()[\]{}|]/.test(char)) return undefined;
    const after = source[at + 1];
    if (after !== undefined && /[*+?{]/.test(after)) return undefined;
    parts.push({ kind: 'literal', text });
  }
  return joinLiterals(parts);
}

/** Texts in front, alternatives in one group, texts behind: `a(?:b|c)d`. */
function expand(source: string, dotAll: boolean): WildcardPart[][] | undefined {
  const plain = partsOf(source, dotAll);
  if (plain) return [plain];
  const open = /^((?:\\.|[^\\()[\]])*)\((?:\?:)?(?!\?)/.exec(source);
  if (!open) return undefined;
  const start = open[0].length;
  const end = source.lastIndexOf(')');
  const inner = end < start ? undefined : alternativesOf(source.slice(start, end));
  const before = partsOf(open[1]!, dotAll);
  const after = end < start ? undefined : partsOf(source.slice(end + 1), dotAll);
  const middles = inner?.map((one) => expand(one, dotAll));
  if (!before || !after || !middles || middles.includes(undefined)) return undefined;
  return middles.flatMap((list) => list!.map((middle) => joinLiterals([...before, ...middle, ...after])));
}

/** The texts that a regular expression looks for; undefined for one that is more than texts. */
export function regexShape(source: string): RegexShape | undefined {
  const [written = '', flags = ''] = /^\(\?([imsdu]+)\)/.exec(source) ?? [];
  const body = source.slice(written.length);
  if (flags.includes('m')) return undefined;
  const dotAll = flags.includes('s');
  const found: WildcardPart[][] = [];
  for (const one of alternativesOf(body) ?? [undefined]) {
    if (one === undefined) return undefined;
    const starts = one.startsWith('^');
    const ends = /(?<!\\)(?:\\\\)*\$$/.test(one);
    const inner = one.slice(starts ? 1 : 0, ends ? -1 : undefined);
    const texts = expand(inner, dotAll);
    if (!texts) return undefined;
    for (const parts of texts)
      found.push([...(starts ? [] : [ANY]), ...parts, ...(ends ? [] : [ANY])].filter(isNoSecondAny));
  }
  if (found.length > MOST) return undefined;
  return { folds: flags.includes('i'), alternatives: found };
}

/** More values than this stay a regular expression. */
const MOST = 200;
const ANY: WildcardPart = { kind: 'any' };
const isNoSecondAny = (part: WildcardPart, index: number, all: readonly WildcardPart[]): boolean =>
  part.kind !== 'any' || all[index - 1]?.kind !== 'any';
