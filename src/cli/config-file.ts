import { dirname, resolve } from 'node:path';
import { isMap, isScalar, isSeq, type Node, parseDocument, type Scalar, type YAMLMap } from 'yaml';
import { type Macro, MOST_ARGUMENTS } from '../languages/sumo/index.ts';
import { LineIndex, nearestName } from '../source/index.ts';
import type { ProjectConfig } from './config.ts';
import { UsageError } from './usage-error.ts';

const SETTINGS = ['source-category', 'timezone', 'param', 'macros', 'lint', 'tables', 'geoip', 'indicators'];

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

/** What the text of a `spoor.yaml` sets. Throws a UsageError for what it cannot use. */
export function readConfigFile(path: string, text: string): Partial<ProjectConfig> {
  const document = parseDocument(text);
  const reader = new ConfigReader(path, text);
  const problem = document.errors[0];
  if (problem) throw new UsageError(`${path}: ${problem.message.split('\n')[0]}`);
  const { contents } = document;
  if (contents === null || (isScalar(contents) && contents.value === null)) return {};
  if (!isMap(contents)) throw new UsageError(`${path}: a map of settings is expected`);
  /** Files are named from the folder of the project file. */
  const fileOf = (name: string): string => resolve(dirname(path), name);
  const config: { -readonly [K in keyof ProjectConfig]?: ProjectConfig[K] } = {};
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
