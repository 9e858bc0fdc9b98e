import { type Document, isAlias, isMap, isScalar, isSeq, type Node, parseAllDocuments, type Scalar, visit } from 'yaml';
import type { Diagnostic } from '../../diagnostic/index.ts';
import type { SourceText, Span } from '../../source/index.ts';
import { duplicateKey, invalidYaml } from './diagnostics.ts';

/** A scalar with its typed value (YAML 1.2 core) and the text that stands in the file. */
export interface YamlScalar {
  readonly kind: 'scalar';
  readonly span: Span;
  readonly value: string | number | boolean | null;
  /** What stands in the file for a plain scalar, else the text that is meant. */
  readonly text: string;
  readonly isQuoted: boolean;
}

/** A key of a mapping with its value. */
export interface YamlEntry {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: YamlNode;
}

/** A mapping; keys are told apart, the last of equal ones counts. */
export interface YamlMap {
  readonly kind: 'map';
  readonly span: Span;
  readonly entries: readonly YamlEntry[];
}

/** A list. */
export interface YamlList {
  readonly kind: 'list';
  readonly span: Span;
  readonly items: readonly YamlNode[];
}

/** A node of a YAML document with its place. */
export type YamlNode = YamlScalar | YamlMap | YamlList;

/** Nodes that the aliases of a document may stand for together, so that a short file cannot fill the memory. */
const MOST_NODES = 100_000;

/** Levels of nesting; rules need about five. */
const MOST_LEVELS = 100;

const TOO_DEEP = 'the document is nested too deeply';

class TooLarge extends Error {
  readonly span: Span;

  constructor(message: string, span: Span) {
    super(message);
    this.span = span;
  }
}

class Reader {
  readonly #document: Document.Parsed;
  readonly #report: (diagnostic: Diagnostic) => void;
  #nodes = 0;

  constructor(document: Document.Parsed, report: (diagnostic: Diagnostic) => void) {
    this.#document = document;
    this.#report = report;
  }

  node(node: Node | null | undefined, around: Span, level = 0): YamlNode {
    const span = spanOf(node, around);
    if (++this.#nodes > MOST_NODES)
      throw new TooLarge('the document is too large once its aliases are written out', span);
    if (level > MOST_LEVELS) throw new TooLarge(TOO_DEEP, span);
    if (isAlias(node)) {
      const target = node.resolve(this.#document);
      if (!target) throw new TooLarge(`there is no anchor ${node.source}`, span);
      return this.node(target, span, level + 1);
    }
    if (isMap(node)) return { kind: 'map', span, entries: this.#entries(node.items, span, level) };
    if (isSeq(node))
      return { kind: 'list', span, items: node.items.map((item) => this.node(item as Node | null, span, level + 1)) };
    if (!isScalar(node)) return { kind: 'scalar', span, value: null, text: '', isQuoted: false };
    return scalar(node, span);
  }

  #entries(pairs: readonly { key: unknown; value: unknown }[], around: Span, level: number): YamlEntry[] {
    const entries = new Map<string, YamlEntry>();
    const merged: YamlEntry[] = [];
    for (const { key, value } of pairs) {
      const keyNode = key as Node;
      const keySpan = spanOf(keyNode, around);
      if (isScalar(keyNode) && isMergeKey(keyNode)) {
        const from = this.node(value as Node | null, keySpan, level + 1);
        const maps = from.kind === 'list' ? from.items : [from];
        for (const map of maps) if (map.kind === 'map') merged.push(...map.entries);
        continue;
      }
      if (!isScalar(keyNode)) throw new TooLarge('a key of a mapping must be a text', keySpan);
      const name = scalar(keyNode, keySpan).text;
      if (entries.has(name))
        this.#report(
          duplicateKey.report({
            span: keySpan,
            message: `the key ${name} stands twice; the last one counts`,
            data: { key: name },
            labels: [{ span: entries.get(name)!.keySpan, message: 'the first one' }],
          }),
        );
      entries.set(name, { key: name, keySpan, value: this.node(value as Node | null, keySpan, level + 1) });
    }
    for (const entry of merged) if (!entries.has(entry.key)) entries.set(entry.key, entry);
    return [...entries.values()];
  }
}

const isMergeKey = (node: Scalar): boolean =>
  typeof node.value === 'symbol' || (node.value === '<<' && node.type === 'PLAIN');

function spanOf(node: Node | null | undefined, around: Span): Span {
  return node?.range ? { start: node.range[0], end: node.range[1] } : around;
}

function scalar(node: Scalar, span: Span): YamlScalar {
  const { value, source } = node;
  const isQuoted = node.type !== 'PLAIN';
  if (typeof value === 'string' && isQuoted) return { kind: 'scalar', span, value, text: value, isQuoted };
  const text = source ?? String(value ?? '');
  if (typeof value === 'bigint') return { kind: 'scalar', span, value: Number(value), text, isQuoted };
  if (value === null || typeof value === 'number' || typeof value === 'boolean')
    return { kind: 'scalar', span, value, text, isQuoted };
  return { kind: 'scalar', span, value: text, text, isQuoted };
}

/** Where the quoted text begins that runs up to an offset, so that the place is not the end of the file. */
function openQuote(document: Document.Parsed, end: number): Span | undefined {
  let found: Span | undefined;
  visit(document, {
    Scalar(_key, { type, range }) {
      const isQuoted = type === 'QUOTE_SINGLE' || type === 'QUOTE_DOUBLE';
      if (isQuoted && range && range[0] < end && range[1] >= end) found = { start: range[0], end: range[0] + 1 };
    },
  });
  return found;
}

/** A document of a file; without a node it is no YAML, or nothing. */
export interface YamlDocument {
  readonly node: YamlNode | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads the documents of a file by YAML 1.2 core; anchors and merge keys are written out, an empty document at the end is left out. */
export function readYamlDocuments(source: SourceText): YamlDocument[] {
  const parsed = parseAllDocuments(source.text, {
    prettyErrors: false,
    uniqueKeys: false,
    merge: true,
    version: '1.2',
    logLevel: 'silent',
  });
  const documents = Array.isArray(parsed) ? (parsed as Document.Parsed[]) : [];
  const read = documents.map((document): YamlDocument => {
    const diagnostics: Diagnostic[] = document.errors.map((error) => {
      // A fault at the end of a file is placed by the parser behind it.
      const [start, behind] = error.pos.map((at) => Math.min(at, source.text.length)) as [number, number];
      const span = { start, end: Math.max(start, behind) };
      const quote = error.code === 'MISSING_CHAR' ? openQuote(document, span.start) : undefined;
      if (quote) return invalidYaml.report({ span: quote, message: 'this quote is never closed' });
      // The parser calls itself for each level, and gives out the engine's words where that goes too deep.
      const isTooDeep = /call stack/.test(error.message);
      return invalidYaml.report({ span, message: isTooDeep ? TOO_DEEP : firstLine(error.message) });
    });
    if (diagnostics.length > 0) return { node: undefined, diagnostics };
    const { contents } = document;
    if (contents === null || (isScalar(contents) && contents.value === null && !contents.source))
      return { node: undefined, diagnostics };
    const around = spanOf(document.contents, { start: 0, end: 0 });
    try {
      return {
        node: new Reader(document, (one) => diagnostics.push(one)).node(document.contents, around),
        diagnostics,
      };
    } catch (error) {
      if (!(error instanceof TooLarge)) throw error;
      return { node: undefined, diagnostics: [invalidYaml.report({ span: error.span, message: error.message })] };
    }
  });
  while (read.length > 1 && !read.at(-1)!.node && read.at(-1)!.diagnostics.length === 0) read.pop();
  return read;
}

const firstLine = (text: string): string => text.split('\n')[0]!;

/** The value of a key, if there is one. */
export function valueAt(map: YamlMap, key: string): YamlNode | undefined {
  return map.entries.find((entry) => entry.key === key)?.value;
}

/** The entry of a key. */
export function entryOf(map: YamlMap, key: string): YamlEntry | undefined {
  return map.entries.find((entry) => entry.key === key);
}
