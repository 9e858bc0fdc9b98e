import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { reasonOf } from '../host/node/index.ts';
import type { Macros } from '../languages/sumo/index.ts';
import { readConfigFile } from './config-file.ts';
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

/** Reads `spoor.yaml` in a folder or above it; without one nothing is set. Throws a UsageError for what it cannot use. */
export function readConfig(folder: string): ProjectConfig {
  const file = findFile(folder);
  return file ? { ...EMPTY, ...readConfigFile(file.path, file.text) } : EMPTY;
}
