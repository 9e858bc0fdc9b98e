import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { isMap, isScalar, isSeq, type Node, parseDocument, type Scalar, type YAMLMap } from 'yaml';
import { reasonOf } from '../host/node/index.ts';
import { type Macro, type Macros, MOST_ARGUMENTS } from '../languages/sumo/index.ts';
import { LineIndex, nearestName } from '../source/index.ts';
import { UsageError } from './usage-error.ts';

/** A severity that the project gives a code, with the place for messages. */
export interface LintSetting {
  readonly code: string;
  readonly severity: string;
  readonly place: string;
}

/** What `spoor.yaml` may hold: the same as the options of these names, macros, and severities of findings. */
export interface ProjectConfig {
  readonly sourceCategories: readonly string[];
  readonly timeZone: string | undefined;
  readonly params: ReadonlyMap<string, string>;
  readonly macros: Macros;
  readonly lint: readonly LintSetting[];
  /** Files of tables by name. */
  readonly tables: readonly (readonly [name: string, file: string])[];
  /** MaxMind databases. */
  readonly geoip: readonly string[];
  readonly indicators: string | undefined;
}

const EMPTY: ProjectConfig = {
  sourceCategories: [],
  timeZone: undefined,
  params: new Map(),
  macros: new Map(),
  lint: [],
  tables: [],
  geoip: [],
  indicators: undefined,
};

const SETTINGS = ['source-category', 'timezone', 'param', 'macros', 'lint', 'tables', 'geoip', 'indicators'];

function findFile(folder: string): { path: string; text: string } | undefined {
  for (let at = folder; ; at = dirname(at)) {
    const path = join(at, 'spoor.yaml');
    try {
      return { path, text: readFileSync(path, 'utf8') };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
        throw new UsageError(`cannot read ${path}: ${reasonOf(error)}`);
    }
    if (dirname(at) === at) return undefined;
  }
}

/** Reads the nodes of one file; what does not fit ends with its place. */
class ConfigReader {
  readonly #path: string;
  readonly #lines: LineIndex;

  constructor(path: string, text: string) {
    this.#path = path;
    this.#lines = new LineIndex(text);
  }

  place(node: unknown): string {
    const offset = (node as Node | null)?.range?.[0];
    if (offset === undefined) return this.#path;
    const { line, column } = this.#lines.positionOf(offset);
    return `${this.#path}:${line}:${column}`;
  }

  refuse(node: unknown, message: string): never {
    throw new UsageError(`${this.place(node)}: ${message}`);
  }

  text(node: unknown, what: string): string {
    if (!isScalar(node) || node.value === null) return this.refuse(node, `${what} is a text`);
    const { value, source } = node as Scalar;
    return typeof value === 'string' ? value : (source ?? String(value));
  }

  texts(node: unknown, what: string): string[] {
    const items = isSeq(node) ? node.items : [node];
    return items.map((item) =>
      isScalar(item) && typeof item.value === 'string'
        ? item.value
        : this.refuse(item ?? node, `${what} is a text or a list of texts`),
    );
  }

  map(node: unknown, what: string): { readonly key: Node; readonly name: string; readonly value: unknown }[] {
    if (isScalar(node) && node.value === null) return [];
    if (!isMap(node)) return this.refuse(node, `${what} is a map`);
    return (node as YAMLMap<Node, unknown>).items.map(({ key, value }) => ({
      key,
      name: this.text(key, `a name in ${what}`),
      value,
    }));
  }

  macro(name: string, key: Node, node: unknown): Macro {
    if (!isMap(node)) return { text: this.text(node, `the macro ${name}`), arguments: [] };
    let text: string | undefined;
    let names: string[] = [];
    for (const member of this.map(node, `the macro ${name}`)) {
      if (member.name === 'text') text = this.text(member.value, `the text of the macro ${name}`);
      else if (member.name === 'arguments') names = this.texts(member.value, `arguments of the macro ${name}`);
      else this.refuse(member.key, `a macro has text and arguments, not ${member.name}`);
    }
    if (text === undefined) return this.refuse(key, `the macro ${name} has no text`);
    if (names.length > MOST_ARGUMENTS)
      this.refuse(key, `the macro ${name} has ${names.length} arguments; the platform takes ${MOST_ARGUMENTS}`);
    const odd = names.find((one) => !/^[\w.-]+$/.test(one));
    if (odd !== undefined)
      this.refuse(key, `the macro ${name} has an argument "${odd}"; a name has letters, digits, _ . -`);
    return { text, arguments: names };
  }
}

/** Reads `spoor.yaml` in a folder or above it; without one nothing is set. Throws a UsageError for what it cannot use. */
export function readConfig(folder: string): ProjectConfig {
  const file = findFile(folder);
  if (!file) return EMPTY;
  const document = parseDocument(file.text);
  const reader = new ConfigReader(file.path, file.text);
  const problem = document.errors[0];
  if (problem) throw new UsageError(`${file.path}: ${problem.message.split('\n')[0]}`);
  const { contents } = document;
  if (contents === null || (isScalar(contents) && contents.value === null)) return EMPTY;
  if (!isMap(contents)) throw new UsageError(`${file.path}: a map of settings is expected`);
  /** Files are named from the folder of the project file. */
  const fileOf = (name: string): string => resolve(dirname(file.path), name);
  const config: { -readonly [K in keyof ProjectConfig]: ProjectConfig[K] } = { ...EMPTY };
  for (const { key, name, value } of reader.map(contents, 'spoor.yaml')) {
    if (name === 'source-category') config.sourceCategories = reader.texts(value, name);
    else if (name === 'timezone') config.timeZone = reader.text(value, name);
    else if (name === 'param')
      config.params = new Map(reader.map(value, name).map((one) => [one.name, reader.text(one.value, one.name)]));
    else if (name === 'macros')
      config.macros = new Map(
        reader.map(value, name).map((one) => [one.name, reader.macro(one.name, one.key, one.value)]),
      );
    else if (name === 'lint')
      config.lint = reader.map(value, name).map((one) => ({
        code: one.name,
        severity: reader.text(one.value, one.name),
        place: reader.place(one.key),
      }));
    else if (name === 'tables')
      config.tables = reader.map(value, name).map((one) => [one.name, fileOf(reader.text(one.value, one.name))]);
    else if (name === 'geoip') config.geoip = reader.texts(value, name).map(fileOf);
    else if (name === 'indicators') config.indicators = fileOf(reader.text(value, name));
    else {
      const near = nearestName(name, SETTINGS);
      reader.refuse(
        key,
        `unknown setting ${name}${near ? `; did you mean ${near}?` : `; known are ${SETTINGS.join(', ')}`}`,
      );
    }
  }
  return config;
}
