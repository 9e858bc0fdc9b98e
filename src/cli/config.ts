import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseDocument } from 'yaml';
import { reasonOf } from '../host/node/index.ts';
import { UsageError } from './usage-error.ts';

/** What `spoor.yaml` may hold: the same as the options of these names. */
export interface ProjectConfig {
  readonly sourceCategories: readonly string[];
  readonly timeZone: string | undefined;
  /** Files of tables by name. */
  readonly tables: readonly (readonly [name: string, file: string])[];
  /** MaxMind databases. */
  readonly geoip: readonly string[];
  readonly indicators: string | undefined;
}

const EMPTY: ProjectConfig = {
  sourceCategories: [],
  timeZone: undefined,
  tables: [],
  geoip: [],
  indicators: undefined,
};

const SETTINGS = ['geoip', 'indicators', 'source-category', 'tables', 'timezone'];

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

/** Files of tables, relative to the project file. */
function tableSettings(
  { tables = {}, geoip = [], indicators }: Record<string, unknown>,
  path: string,
): Pick<ProjectConfig, 'tables' | 'geoip' | 'indicators'> {
  const isMap = typeof tables === 'object' && tables !== null && !Array.isArray(tables);
  if (!isMap || !Object.values(tables).every((one) => typeof one === 'string'))
    throw new UsageError(`${path}: tables is a map of names to files`);
  const databases = Array.isArray(geoip) ? geoip : [geoip];
  if (!databases.every((one) => typeof one === 'string'))
    throw new UsageError(`${path}: geoip is a file or a list of files`);
  if (indicators !== undefined && typeof indicators !== 'string') throw new UsageError(`${path}: indicators is a file`);
  const from = (file: string): string => resolve(dirname(path), file);
  return {
    tables: Object.entries(tables as Record<string, string>).map(([name, file]) => [name, from(file)]),
    geoip: databases.map(from),
    indicators: indicators === undefined ? undefined : from(indicators),
  };
}

/** Reads `spoor.yaml` in a folder or above it; without one nothing is set. Throws a UsageError for what it cannot use. */
export function readConfig(folder: string): ProjectConfig {
  const file = findFile(folder);
  if (!file) return EMPTY;
  const document = parseDocument(file.text);
  const problem = document.errors[0];
  if (problem) throw new UsageError(`${file.path}: ${problem.message.split('\n')[0]}`);
  const value: unknown = document.toJS();
  if (value === null) return EMPTY;
  if (typeof value !== 'object' || Array.isArray(value))
    throw new UsageError(`${file.path}: a map of settings is expected`);
  const settings = value as Record<string, unknown>;
  const unknown = Object.keys(settings).find((key) => !SETTINGS.includes(key));
  if (unknown !== undefined)
    throw new UsageError(`${file.path}: unknown setting ${unknown}; known are ${SETTINGS.join(', ')}`);
  const categories = settings['source-category'] ?? [];
  const list = Array.isArray(categories) ? categories : [categories];
  if (!list.every((item) => typeof item === 'string'))
    throw new UsageError(`${file.path}: source-category is a text or a list of texts`);
  const { timezone } = settings;
  if (timezone !== undefined && typeof timezone !== 'string') throw new UsageError(`${file.path}: timezone is a text`);
  return {
    sourceCategories: list as string[],
    timeZone: timezone as string | undefined,
    ...tableSettings(settings, file.path),
  };
}
