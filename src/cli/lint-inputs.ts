import { readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { loadPackage, MANIFEST_FILE } from '../detection/index.ts';
import type { PlacedDiagnostic } from '../diagnostic/index.ts';
import { isPackageFolder, packageFolder, realPath, reasonOf } from '../host/node/index.ts';
import { formOfName } from '../lint/index.ts';
import { type FolderEntry, isTextEntry, type NotRead } from './text-files.ts';
import { UsageError } from './usage-error.ts';

/** Folders of packages whose texts are kept because they are wrong; they are checked when named only. */
const SPECIMENS = 'specimens';
/** Larger files of JSON in a folder are logs or data, not exported content. */
const MOST_BYTES = 50_000_000;

/** A file that may hold queries; one that the user named must. */
export interface LintFile {
  readonly path: string;
  readonly isNamed: boolean;
}

/** The files that paths mean. */
export class LintInputs {
  readonly files: LintFile[] = [];
  /** What is wrong with packages themselves. */
  readonly problems: PlacedDiagnostic[] = [];
  /** Folders below those that were named that could not be read. */
  readonly notRead: NotRead[] = [];
  readonly #command: string;
  /** Where in the list a file stands, by its path without links: one that is checked twice would seem to repeat itself. */
  readonly #known = new Map<string, number>();

  constructor(command: string, paths: readonly string[]) {
    this.#command = command;
    for (const path of paths) this.#named(path);
  }

  #add(path: string, isNamed: boolean): void {
    const key = path === '-' ? path : realPath(path);
    const known = this.#known.get(key);
    if (known === undefined) {
      this.#known.set(key, this.files.length);
      this.files.push({ path, isNamed });
    } else if (isNamed) this.files[known] = { path, isNamed };
  }

  #named(path: string): void {
    if (path === '-') {
      this.#add(path, true);
      return;
    }
    let isFolder: boolean;
    try {
      isFolder = statSync(path).isDirectory();
    } catch (error) {
      throw new UsageError(`${this.#command}: cannot read ${path}: ${reasonOf(error)}`);
    }
    if (isFolder) {
      const before = this.notRead.length;
      this.#folder(path);
      const own = this.notRead.slice(before).find((one) => one.path === path);
      if (own) throw new UsageError(`${this.#command}: cannot read ${path}: ${own.reason}`);
    } else if (basename(path) === MANIFEST_FILE) this.#package(dirname(path));
    else this.#add(path, true);
  }

  /** A detection package: what is wrong with it, and the queries that it names. */
  #package(folder: string): void {
    const { loaded, problems } = loadPackage(packageFolder(folder), { withTests: false });
    // What is wrong with a query is found when the query is checked.
    this.problems.push(...problems.filter(({ diagnostic }) => diagnostic.code.startsWith('detection/')));
    for (const { platform } of loaded?.queries.values() ?? []) this.#add(join(folder, platform.query_file), true);
    this.#walk(folder, false);
  }

  #folder(folder: string): void {
    if (isPackageFolder(folder)) this.#package(folder);
    else this.#walk(folder, true);
  }

  #entriesOf(folder: string): FolderEntry[] {
    try {
      return readdirSync(folder, { withFileTypes: true });
    } catch (error) {
      this.notRead.push({ path: folder, reason: reasonOf(error) });
      return [];
    }
  }

  /** The files of a folder; those of a package that are YAML describe it. */
  #walk(folder: string, takesYaml: boolean): void {
    const entries = this.#entriesOf(folder)
      .filter((entry) => !entry.name.startsWith('.') && entry.name !== SPECIMENS)
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        if (!takesYaml && !isPackageFolder(path)) this.#walk(path, false);
        else this.#folder(path);
      } else if (!isTextEntry(path, entry)) continue;
      else if (isYamlName(path)) {
        if (takesYaml) this.#add(path, false);
      } else if (formOfName(path) !== undefined && !isTooLarge(path)) this.#add(path, false);
    }
  }
}

/** True for a name of a file of YAML, which may hold rules of Sigma. */
export function isYamlName(path: string): boolean {
  return /\.ya?ml$/i.test(path);
}

function isTooLarge(path: string): boolean {
  return /\.json$/i.test(path) && (statSync(path, { throwIfNoEntry: false })?.size ?? 0) > MOST_BYTES;
}
