import type { Extractor } from '../../../ir/index.ts';
import { type CompiledRegex, columnOfKey, compileRegex } from '../../../value/index.ts';
import type { Extraction } from '../extract.ts';
import type { Cell } from '../row.ts';

type KeyValue = Extract<Extractor, { kind: 'key-value' }>;

/** Most pairs that are taken of one text (spec sumo §6.6). */
const MAX_PAIRS = 100;

const SEPARATOR = /["']?\s*(?:->|[:=])\s*/y;
const VALUE = /"((?:[^"\\]|\\.)*)"|'([^']*)'|([^\s,;]*)/y;

function exec(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

const isWordPart = (letter: string | undefined): boolean => letter !== undefined && /[\w.-]/.test(letter);

/** The value at a place: quoted, or up to white space, comma or semicolon. */
function valueAt(text: string, at: number): { readonly value: string; readonly end: number } {
  const found = exec(VALUE, text, at)!;
  return { value: found[1] ?? found[2] ?? found[3] ?? '', end: VALUE.lastIndex };
}

/** The value behind a key and an inferred separator: `:`, `=` or `->` (spec sumo §6.6). */
export function inferValue(text: string, key: string): string | undefined {
  for (let at = text.indexOf(key); at >= 0; at = text.indexOf(key, at + 1)) {
    if (isWordPart(text[at - 1])) continue;
    if (exec(SEPARATOR, text, at + key.length)) return valueAt(text, SEPARATOR.lastIndex).value;
  }
  return undefined;
}

/** All pairs around a delimiter; of a key that comes twice the last one counts. */
export function pairsOf(text: string, delimiter: string): Map<string, string> {
  const pairs = new Map<string, string>();
  let from = 0;
  for (let at = text.indexOf(delimiter); at >= 0; at = text.indexOf(delimiter, Math.max(at + 1, from))) {
    if (at < from) continue;
    const key = /["']?([^\s,;"'{}()[\]]+)["']?\s*$/.exec(text.slice(Math.max(from, at - 200), at))?.[1];
    if (key === undefined) continue;
    let start = at + delimiter.length;
    while (text[start] === ' ') start++;
    const { value, end } = valueAt(text, start);
    from = end;
    if (pairs.has(key) || pairs.size < MAX_PAIRS) pairs.set(key, value);
  }
  return pairs;
}

function pairsByRegex(text: string, regex: CompiledRegex): Map<string, string> {
  const pairs = new Map<string, string>();
  for (const { groups } of regex.findAll(text)) {
    const [, key, value] = groups;
    if (key !== undefined && value !== undefined && !pairs.has(key)) pairs.set(key, value);
  }
  return pairs;
}

function finderOf({ how }: KeyValue): (text: string) => (key: string) => string | undefined {
  switch (how.kind) {
    case 'infer':
      return (text) => (key) => inferValue(text, key);
    case 'delimiter':
      return (text) => {
        const pairs = pairsOf(text, how.delimiter);
        return (key) => pairs.get(key);
      };
    case 'regex': {
      const { regex } = compileRegex(how.source, { dialect: 'java' });
      if (!regex) throw new Error(`the pattern was not checked: ${how.source}`);
      if (how.groups === 2) {
        return (text) => {
          const pairs = pairsByRegex(text, regex);
          return (key) => pairs.get(key);
        };
      }
      return (text) => (key) => {
        const at = text.indexOf(key);
        return at < 0 ? undefined : regex.find(text.slice(at + key.length))?.groups[1];
      };
    }
  }
}

/** Values of named keys, or of all; a key that is missing makes the match a partial one. */
export function keyValueExtraction(extractor: KeyValue): Extraction {
  const { how, keys, onlyKeys } = extractor;
  const find = finderOf(extractor);
  const listed = new Set(keys?.map(({ key }) => key));
  const others = (text: string): Cell[] => {
    if (onlyKeys || how.kind !== 'delimiter') return [];
    const pairs = [...pairsOf(text, how.delimiter)];
    return pairs.filter(([key]) => !listed.has(key)).map(([key, value]) => ({ name: columnOfKey(key), value }));
  };
  return {
    names: keys?.map(({ name }) => name) ?? [],
    matches(text) {
      const valueOfKey = find(text);
      const cells: Cell[] = (keys ?? []).map(({ key, name }) => ({ name, value: valueOfKey(key) }));
      const more = others(text);
      if (more.length === 0 && cells.every(({ value }) => value === undefined)) return [];
      return [[...cells, ...more]];
    },
  };
}
