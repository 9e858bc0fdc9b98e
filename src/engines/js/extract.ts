import type { Event } from '../../event/index.ts';
import type { Extractor } from '../../ir/index.ts';
import {
  type CompiledRegex,
  compileRegex,
  findJson,
  type Json,
  type JsonPath,
  jsonText,
  keysOfPath,
  keyTree,
  parseJsonPath,
  printJson,
  readJsonPath,
  scanJson,
} from '../../value/index.ts';
import { matchAnchor } from './anchor.ts';
import { columnsExtraction } from './extractors/columns.ts';
import { keyValueExtraction } from './extractors/key-value.ts';
import { xmlExtraction } from './extractors/xml.ts';
import type { Cell } from './row.ts';

/** Finds the columns of each match in a text; no match gives an empty list; `partial` marks keys that are missing. */
export interface Extraction {
  /** The matches in the text that `raw` of an event gives, where they are told without it; undefined if they are not. */
  matchesInRaw?(event: Event): readonly (readonly Cell[])[] | undefined;
  matches(text: string, multi: boolean): readonly (readonly Cell[])[];
  /** Columns that stay null when nothing matched. */
  readonly names: readonly string[];
}

/** Most fields that `json auto` makes of one message (spec sumo §6.4). */
const MAX_AUTO_FIELDS = 100;

function anchorExtraction(extractor: Extract<Extractor, { kind: 'anchor' }>): Extraction {
  return {
    names: extractor.names,
    matches(text) {
      const values = matchAnchor(extractor.pieces, text);
      return values ? [extractor.names.map((name, index) => ({ name, value: values[index] ?? null }))] : [];
    },
  };
}

/** An optional group that takes no part gives null (spec sumo §6.2, 18.4). */
function groupValue(value: string | undefined): string | null {
  return value ?? null;
}

/** The base name of a path, as nearly every Windows query writes it: `(?<name>[^\\\\]+)$`, letter case being no matter. */
const BASE_NAME = /^(?:\(\?i\))?\(\?<\w+>\[\^\\\\\]\+\)\$$/;

/** True for a parse that takes what stands behind the last backslash of its text, and nothing if that is empty. */
export function isBaseName(extractor: Extractor): boolean {
  return extractor.kind === 'regex' && BASE_NAME.test(extractor.source);
}

/** What stands behind the last backslash, found without a regular expression. */
function baseNameExtraction(name: string): Extraction {
  return {
    names: [name],
    matches(text) {
      const value = text.slice(text.lastIndexOf('\\') + 1);
      return value === '' ? [] : [[{ name, value }]];
    },
  };
}

function regexExtraction(extractor: Extract<Extractor, { kind: 'regex' }>, onBudget: () => void): Extraction {
  if (isBaseName(extractor)) return baseNameExtraction(extractor.names[0]!);
  const { regex } = compileRegex(extractor.source, { dialect: extractor.dialect });
  if (!regex) throw new Error(`the pattern was not checked: ${extractor.source}`);
  const slots = extractor.names.map((name) => [name, regex.groupNames.indexOf(name)] as const);
  return {
    names: extractor.names,
    matches(text, multi) {
      const spent = regex.budgetExceeded;
      const found = multi ? [...regex.findAll(text)] : firstMatch(regex, text);
      if (regex.budgetExceeded > spent) onBudget();
      return found.map((match) => slots.map(([name, slot]) => ({ name, value: groupValue(match.groups[slot]) })));
    },
  };
}

function firstMatch(regex: CompiledRegex, text: string) {
  const match = regex.find(text);
  return match ? [match] : [];
}

function jsonExtraction(extractor: Extract<Extractor, { kind: 'json' }>): Extraction {
  const paths = extractor.paths.map(({ path, name }) => ({ path: parseJsonPath(path) as JsonPath, name }));
  const keys = paths.map(({ path }) => keysOfPath(path));
  const isPlain =
    keys.every((one) => one !== undefined) && new Set(keys.map((one) => one.join('\0'))).size === keys.length;
  const tree = isPlain ? keyTree(keys as readonly (readonly string[])[]) : undefined;
  const valuesIn = (text: string): readonly (Json | undefined)[] => {
    const scanned = tree && scanJson(text, tree, paths.length);
    if (scanned) return scanned;
    const root = findJson(text);
    return root ? paths.map(({ path }) => readJsonPath(path, root)) : [];
  };
  const found: (string | null | undefined)[] = [];
  return {
    names: paths.map((one) => one.name),
    ...(isPlain && {
      matchesInRaw(event) {
        if (!event.rawValues?.(keys as readonly (readonly string[])[], found)) return undefined;
        if (found.every((value) => value === undefined)) return [];
        return [paths.map(({ name }, index) => ({ name, value: found[index] }))];
      },
    }),
    matches(text) {
      const values = valuesIn(text);
      if (values.every((value) => value === undefined)) return [];
      return [paths.map(({ name }, index) => ({ name, value: values[index] ? jsonText(values[index]) : undefined }))];
    },
  };
}

function jsonAutoExtraction(extractor: Extract<Extractor, { kind: 'json-auto' }>): Extraction {
  const wanted = new Map(extractor.keys?.map(({ key, name }) => [key.toLowerCase(), name]));
  const collect = (value: Json, name: string, depth: number, cells: Cell[]): void => {
    if (cells.length >= MAX_AUTO_FIELDS) return;
    const deeper = extractor.maxDepth === undefined || depth < extractor.maxDepth;
    if (value.kind === 'object' && deeper) {
      for (const [key, item] of value.entries) {
        const part = key.replace(/ /g, '_');
        collect(item, name === '' ? part : `${name}.${part}`, depth + 1, cells);
      }
      return;
    }
    const nested =
      value.kind === 'array' && value.items.some((item) => item.kind === 'object' || item.kind === 'array');
    if (value.kind === 'array' && deeper && (nested || extractor.extractArrays)) {
      for (const [index, item] of value.items.entries()) collect(item, `${name}[${index}]`, depth + 1, cells);
      return;
    }
    const alias = wanted.get(name.toLowerCase());
    if (alias === undefined && extractor.onlyKeys) return;
    cells.push({ name: alias ?? name, value: value.kind === 'array' ? printJson(value) : jsonText(value) });
  };
  return {
    names: [],
    matches(text) {
      const root = findJson(text);
      if (!root) return [];
      const cells: Cell[] = [];
      collect(root, '', 0, cells);
      return [cells];
    },
  };
}

/** Prepares an extractor for use on many texts; `onBudget` hears of each text on which a pattern was given up. */
export function prepareExtraction(extractor: Extractor, onBudget: () => void): Extraction {
  switch (extractor.kind) {
    case 'anchor':
      return anchorExtraction(extractor);
    case 'regex':
      return regexExtraction(extractor, onBudget);
    case 'json':
      return jsonExtraction(extractor);
    case 'columns':
      return columnsExtraction(extractor);
    case 'key-value':
      return keyValueExtraction(extractor);
    case 'xml':
      return xmlExtraction(extractor);
    case 'json-auto':
      return jsonAutoExtraction(extractor);
  }
}
