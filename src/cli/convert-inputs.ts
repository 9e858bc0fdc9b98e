import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { type ConvertLanguage, type DetectionPackage, loadPackage, MANIFEST_FILE } from '../detection/index.ts';
import { isPackageFolder, packageFolder, realPath, reasonOf } from '../host/node/index.ts';
import { isSigma } from '../languages/sigma/index.ts';
import type { SourceText } from '../source/index.ts';
import { firstProblem } from './query-text.ts';
import { chosenPackages } from './shipped-detections.ts';
import { type FolderEntry, isTextEntry, type NotRead, readFoundFile, readTextFile } from './text-files.ts';
import { UsageError } from './usage-error.ts';

/** Folders of packages whose texts are kept because they are wrong. */
const SPECIMENS = 'specimens';

/** A text that is to be written in another language. */
export interface ConvertInput {
  readonly language: ConvertLanguage;
  readonly source: SourceText;
  /** Path of the result below the folder of results, without its extension. */
  readonly place: string;
  readonly isNamed: boolean;
  /** The package that the query is of. */
  readonly detection: DetectionPackage | undefined;
}

const languageOf = (path: string): ConvertLanguage | undefined =>
  /\.sumo$/i.test(path) ? 'sumo' : /\.ya?ml$/i.test(path) ? 'sigma' : undefined;

const withoutExtension = (path: string): string => path.replace(/\.(?:sumo|ya?ml)$/i, '');

const TITLES: Readonly<Record<ConvertLanguage, string>> = { sumo: 'a Sumo Logic search', sigma: 'a Sigma rule' };

/** Why a text of which letters would be lost is not read. */
const NOT_WHOLE = 'it is not all UTF-8';

/** A text of which no letter is lost. */
function wholeText(path: string): SourceText {
  const { source, isWhole } = readTextFile('convert', path);
  if (!isWhole) throw new UsageError(`convert: cannot read ${path}: ${NOT_WHOLE}`);
  return source;
}

/** The files, folders, packages and ids that are to be converted, and what was left aside. */
export class ConvertInputs {
  readonly inputs: ConvertInput[] = [];
  /** Files in folders that hold the target's language or no rule. */
  ignored = 0;
  /** What folders hold that could not be read. */
  readonly notRead: NotRead[] = [];
  hasFolder = false;
  readonly #to: ConvertLanguage;
  /** Files by their paths without links: one that is named twice is converted once. */
  readonly #taken = new Set<string>();
  #repeated = 0;

  constructor(to: ConvertLanguage) {
    this.#to = to;
  }

  async add(path: string): Promise<void> {
    if (path === '-') {
      const language = this.#to === 'sumo' ? 'sigma' : 'sumo';
      const source = wholeText(path);
      this.inputs.push({ language, source, place: 'result', isNamed: true, detection: undefined });
    } else if (!existsSync(path)) await this.#id(path);
    else if (statSync(path).isDirectory()) this.#folderNamed(path);
    else if (basename(path) === MANIFEST_FILE) this.#package(dirname(path), true);
    else this.#named(path);
  }

  async #id(id: string): Promise<void> {
    if (/[\\/]|\.(?:sumo|ya?ml)$/i.test(id)) throw new UsageError(`convert: cannot read ${id}: there is no such file`);
    for (const one of chosenPackages('convert', [id])) this.#query(one, true);
  }

  #folderNamed(path: string): void {
    if (isPackageFolder(path)) {
      this.#package(path, true);
      return;
    }
    this.hasFolder = true;
    const found = (): number => this.inputs.length + this.notRead.length + this.#repeated;
    const before = found();
    this.#folder(path, path);
    if (found() === before) throw new UsageError(`convert: nothing in ${path} can be converted to ${this.#to}`);
  }

  #named(path: string): void {
    const language = languageOf(path);
    if (language === undefined)
      throw new UsageError(`convert: ${path} is no .sumo query file, no Sigma file and no detection package`);
    if (language === this.#to) throw new UsageError(`convert: ${path} is ${TITLES[language]} already`);
    if (!this.#isFirst(path)) return;
    const source = wholeText(path);
    this.inputs.push({
      ...{ language, source, isNamed: true, detection: undefined },
      place: withoutExtension(basename(path)),
    });
  }

  #isFirst(path: string): boolean {
    const real = realPath(path);
    const isFirst = !this.#taken.has(real);
    this.#taken.add(real);
    if (!isFirst) this.#repeated++;
    return isFirst;
  }

  #folder(root: string, folder: string): void {
    let entries: FolderEntry[];
    try {
      entries = readdirSync(folder, { withFileTypes: true });
    } catch (error) {
      if (folder === root) throw new UsageError(`convert: cannot read ${folder}: ${reasonOf(error)}`);
      this.notRead.push({ path: folder, reason: reasonOf(error) });
      return;
    }
    const visible = entries.filter(({ name }) => !name.startsWith('.') && name !== SPECIMENS);
    for (const entry of visible.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        if (isPackageFolder(path)) this.#package(path, false);
        else this.#folder(root, path);
      } else if (languageOf(path) !== undefined && isTextEntry(path, entry)) this.#file(root, path);
    }
  }

  #file(root: string, path: string): void {
    const language = languageOf(path)!;
    if (language === this.#to) {
      this.ignored++;
      return;
    }
    if (!this.#isFirst(path)) return;
    const file = readFoundFile(path, this.notRead);
    if (!file) return;
    const { source, isWhole } = file;
    if (!isWhole) this.notRead.push({ path, reason: NOT_WHOLE });
    else if (language === 'sigma' && !isSigma(source)) this.ignored++;
    else this.#found(root, path, language, source);
  }

  #found(root: string, path: string, language: ConvertLanguage, source: SourceText): void {
    const place = withoutExtension(relative(root, path));
    this.inputs.push({ language, source, place, isNamed: false, detection: undefined });
  }

  #package(folder: string, isNamed: boolean): void {
    if (!isNamed && this.#to === 'sumo') {
      this.ignored++;
      return;
    }
    const { loaded, problems } = loadPackage(packageFolder(folder), { withTests: false });
    if (loaded) this.#query(loaded, isNamed);
    else if (!isNamed)
      this.notRead.push({ path: folder, reason: `the package does not load: ${firstProblem(problems)}` });
    else throw new UsageError(`convert: the package ${folder} does not load: ${firstProblem(problems)}`);
  }

  #query(detection: DetectionPackage, isNamed: boolean): void {
    const { slug } = detection.manifest;
    const query = detection.queries.get('sumo-search');
    if (!query && !isNamed) {
      this.ignored++;
      return;
    }
    if (this.#to === 'sumo' || !query) throw new UsageError(`convert: ${slug} is ${TITLES.sumo} already`);
    this.inputs.push({ language: 'sumo', source: query.source, place: slug, isNamed, detection });
  }
}
