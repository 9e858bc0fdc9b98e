import {
  entryOf,
  modifierNamed,
  type YamlEntry,
  type YamlMap,
  type YamlNode,
  type YamlScalar,
} from '../../languages/sigma/index.ts';
import type { Span } from '../../source/index.ts';

/** A modifier as it stands in a key: its place without the `|` before it. */
export interface KeyModifier {
  /** The name of the reference, if it is one. */
  readonly name: string;
  readonly span: Span | undefined;
}

/** A field, or the whole event, with the values that a selection names. */
export interface ValueEntry {
  readonly selection: string;
  /** Undefined for keywords. */
  readonly field: string | undefined;
  readonly modifiers: readonly KeyModifier[];
  /** The key with its value; undefined for keywords in a list. */
  readonly entry: YamlEntry | undefined;
  /** The mapping that the key stands in. */
  readonly beside: YamlMap | undefined;
  /** The list that the values stand in, if it is one. */
  readonly list: YamlNode | undefined;
  readonly values: readonly YamlScalar[];
  readonly span: Span;
}

const RESERVED: ReadonlySet<string> = new Set(['condition', 'timeframe', 'rules']);

function scalarsOf(node: YamlNode): YamlScalar[] {
  if (node.kind === 'scalar') return [node];
  return node.kind === 'list' ? node.items.flatMap(scalarsOf) : [];
}

function modifiersOf({ key, keySpan }: YamlEntry, text: string): KeyModifier[] {
  const start = text.startsWith(key, keySpan.start)
    ? keySpan.start
    : text.startsWith(key, keySpan.start + 1)
      ? keySpan.start + 1
      : undefined;
  const [field = '', ...names] = key.split('|');
  let at = field.length + 1;
  return names.map((written) => {
    const span = start === undefined ? undefined : { start: start + at, end: start + at + written.length };
    at += written.length + 1;
    return { name: modifierNamed(written)?.name ?? written, span };
  });
}

function entriesIn(selection: string, node: YamlNode, text: string): ValueEntry[] {
  if (node.kind === 'map')
    return node.entries.map((entry) => {
      const field = entry.key.split('|')[0]!;
      return {
        ...{ selection, entry, beside: node, values: scalarsOf(entry.value) },
        ...{ field: field === '' ? undefined : field, modifiers: modifiersOf(entry, text) },
        list: entry.value.kind === 'list' ? entry.value : undefined,
        span: { start: entry.keySpan.start, end: Math.max(entry.keySpan.end, entry.value.span.end) },
      };
    });
  const keywords = node.kind === 'list' ? node.items.filter((one) => one.kind === 'scalar') : [node];
  const inner = node.kind === 'list' ? node.items.filter((one) => one.kind !== 'scalar') : [];
  const own: ValueEntry[] =
    keywords.length === 0
      ? []
      : [
          {
            ...{ selection, field: undefined, modifiers: [], entry: undefined, beside: undefined },
            ...{ list: node.kind === 'list' ? node : undefined, values: keywords, span: node.span },
          },
        ];
  return [...own, ...inner.flatMap((one) => entriesIn(selection, one, text))];
}

const known = new WeakMap<YamlMap, readonly ValueEntry[]>();

/** The selections of a rule or a filter, by their names. */
export function selectionsOf(map: YamlMap): readonly YamlEntry[] {
  const detection = (entryOf(map, 'detection') ?? entryOf(map, 'filter'))?.value;
  return detection?.kind === 'map' ? detection.entries.filter(({ key }) => !RESERVED.has(key)) : [];
}

/** All entries of the selections of a document with their values and places. */
export function valueEntries(map: YamlMap, text: string): readonly ValueEntry[] {
  let found = known.get(map);
  if (!found) {
    found = selectionsOf(map).flatMap(({ key, value }) => entriesIn(key, value, text));
    known.set(map, found);
  }
  return found;
}

/** True if an entry has no modifiers but some of these. */
export function hasOnly({ modifiers }: ValueEntry, names: readonly string[]): boolean {
  return modifiers.every(({ name }) => names.includes(name));
}

/** True if an entry has a modifier. */
export function hasModifier({ modifiers }: ValueEntry, name: string): boolean {
  return modifiers.some((one) => one.name === name);
}

/** The key with a modifier added behind the field. */
export function withModifier({ entry }: ValueEntry, modifier: string): string | undefined {
  if (!entry) return undefined;
  const [field = '', ...rest] = entry.key.split('|');
  return [field, modifier, ...rest].join('|');
}

/** Where the characters of a scalar stand that is written without escapes on one line; undefined for others. */
export function plainStart({ text, span, isQuoted }: YamlScalar, file: string): number | undefined {
  const start = isQuoted ? span.start + 1 : span.start;
  const quote = isQuoted ? file[span.start] : undefined;
  if (quote !== undefined && quote !== "'" && quote !== '"') return undefined;
  const end = start + text.length;
  return file.startsWith(text, start) && end === (isQuoted ? span.end - 1 : span.end) ? start : undefined;
}

/** What fixes that change keys of the entry's mapping have in common: two of them at once might make one key of two. */
export function oneOfKeys({ beside }: ValueEntry): { readonly oneOf?: number } {
  return beside ? { oneOf: beside.span.start } : {};
}

/** True if the mapping has another entry whose key means the same as a new one would: an edit must not make two of one. */
export function hasKey(map: YamlMap | undefined, key: string): boolean {
  const normal = (text: string): string =>
    text
      .split('|')
      .map((part) => modifierNamed(part)?.name ?? part)
      .join('|');
  return map?.entries.some((one) => normal(one.key) === normal(key)) === true;
}

/** The edit that takes an item out of a list, with its line; undefined where something else stands on the line, or nothing would be left. */
export function itemRemoval(
  list: YamlNode | undefined,
  item: YamlNode,
  file: string,
): { span: Span; text: string } | undefined {
  if (list?.kind !== 'list' || list.items.length < 2 || !list.items.includes(item)) return undefined;
  const { start, end } = item.span;
  const lineStart = file.lastIndexOf('\n', start - 1) + 1;
  const next = file.indexOf('\n', end);
  const lineEnd = next < 0 ? file.length : next + 1;
  if (/^[ \t]*-[ \t]+$/.test(file.slice(lineStart, start)) && /^[ \t]*\r?\n?$/.test(file.slice(end, lineEnd)))
    return { span: { start: lineStart, end: lineEnd }, text: '' };
  const index = list.items.indexOf(item);
  const [before, behind] = [list.items[index - 1], list.items[index + 1]];
  if (file[list.span.start] !== '[') return undefined;
  const isComma = (from: number, to: number): boolean => /^[ \t]*,[ \t]*$/.test(file.slice(from, to));
  if (before && isComma(before.span.end, start)) return { span: { start: before.span.end, end }, text: '' };
  return behind && isComma(end, behind.span.start) ? { span: { start, end: behind.span.start }, text: '' } : undefined;
}
