import { isUtf8 } from 'node:buffer';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import {
  type DetectionPackage,
  definitionOf,
  loadPackage,
  MANIFEST_FILE,
  type ReadyQuery,
} from '../detection/index.ts';
import { renderTerminal } from '../diagnostic/index.ts';
import { isPackageFolder, packageFolder, reasonOf, SmallFiles } from '../host/node/index.ts';
import { type FileText, isSigma, parseSigma } from '../languages/sigma/index.ts';
import { tagsOf } from '../proof/index.ts';
import type { RunnableDetection } from '../scan/index.ts';
import { SourceText, visibleText } from '../source/index.ts';
import { type Choice, type Choosable, choiceLine, chooseRules, choosesRules } from './choose-rules.ts';
import type { OptionDefinition, ParsedArguments } from './command.ts';
import { prepareFilled, type QueryValues, queryValues } from './fill-query.ts';
import type { CliIo } from './io.ts';
import { KeptQuery } from './kept-query.ts';
import { paintFor } from './output/color.ts';
import { firstProblem, preparationOf, RefusedError, readyQuery, tellPreparation } from './query-text.ts';
import { packageQuery } from './shipped-detections.ts';
import { loadSigmaSet, type UsedFilter } from './sigma-set.ts';
import { type FolderEntry, isTextEntry } from './text-files.ts';
import { UsageError } from './usage-error.ts';

/** What `--rules` gave: what runs, and what does not with the reason. */
export interface LoadedRules {
  readonly detections: readonly RunnableDetection[];
  readonly notLoaded: readonly { readonly path: string; readonly reason: string }[];
  /** Rules that run as parts of correlations only. */
  readonly parts: number;
  /** Stands for all that the Sigma rules are made of, where they are kept for the next run. */
  readonly key?: string | undefined;
}

/** Options that load rules and what changes them. */
export const RULE_OPTIONS: readonly OptionDefinition[] = [
  {
    name: 'rules',
    short: 'r',
    value: 'DIR|FILE',
    repeated: true,
    summary: 'only these: .sumo query files, Sigma files, detection packages, folders of them',
  },
  {
    name: 'pipeline',
    value: 'FILE',
    repeated: true,
    summary: 'a processing pipeline that rewrites Sigma rules before they run',
  },
  {
    name: 'filters',
    value: 'DIR|FILE',
    repeated: true,
    summary: 'Sigma filters that take what is normal here out of the rules they name',
  },
  { name: 'no-cache', summary: 'make the rules anew, and keep nothing of them for the next run' },
];

/** Loads what `--rules` names; what is named itself and does not load ends the run, in a folder it is counted. */
class RuleLoader {
  readonly detections: RunnableDetection[] = [];
  readonly notLoaded: { path: string; reason: string }[] = [];
  parts = 0;
  key: string | undefined;
  readonly #sigma: SourceText[] = [];
  /** Files of `--filters`. */
  readonly #filterFiles = new Set<string>();
  /** Sigma files that were named themselves. */
  readonly #named = new Set<string>();
  readonly #smallFiles = new SmallFiles();
  /** Absolute paths of files that were read, so that one that several paths mean is no second rule. */
  readonly #seen = new Set<string>();
  /** How often a path meant a file that was read before. */
  #again = 0;
  readonly #command: string;
  readonly #args: ParsedArguments;
  readonly #io: CliIo;
  #values: QueryValues | undefined;

  constructor(command: string, args: ParsedArguments, io: CliIo) {
    this.#command = command;
    this.#args = args;
    this.#io = io;
  }

  /** A path that the user named. */
  named(path: string): void {
    if (this.#isFolder(path)) {
      const found = (): number => this.detections.length + this.notLoaded.length + this.#sigma.length + this.#again;
      const before = found();
      if (isPackageFolder(path)) this.#package(path, true);
      else this.#folder(path);
      if (found() === before) throw new UsageError(`${this.#command}: no query and no detection in ${path}`);
    } else if (basename(path) === MANIFEST_FILE) this.#package(dirname(path), true);
    else if (/\.ya?ml$/i.test(path)) {
      this.#named.add(path);
      if (this.#isNew(resolve(path))) this.#sigma.push(new SourceText(path, this.#textOf(path)));
    } else if (!path.endsWith('.sumo')) {
      throw new UsageError(
        `${this.#command}: ${path} is no .sumo query file, no Sigma file, no detection package and no folder of them`,
      );
    } else {
      const text = this.#textOf(path);
      if (this.#isNew(resolve(path))) this.#query(path, text);
    }
  }

  /** The text of a file without its byte order mark; a letter that is lost would be asked for as another one, and never be found. */
  #read(path: string): string {
    const bytes = this.#smallFiles.read(path);
    if (!isUtf8(bytes)) throw new Error('it is not all UTF-8');
    const text = bytes.toString();
    return text.startsWith('\ufeff') ? text.slice(1) : text;
  }

  #isFolder(path: string): boolean {
    try {
      return statSync(path).isDirectory();
    } catch (error) {
      throw new UsageError(`${this.#command}: cannot read ${path}: ${reasonOf(error)}`);
    }
  }

  /** True if no path meant the file with this absolute path before. */
  #isNew(whole: string): boolean {
    if (this.#seen.has(whole)) {
      this.#again++;
      return false;
    }
    this.#seen.add(whole);
    return true;
  }

  #textOf(path: string): string {
    try {
      return this.#read(path);
    } catch (error) {
      throw new UsageError(`${this.#command}: cannot read ${path}: ${reasonOf(error)}`);
    }
  }

  /** A query that the user named, from the cache or made and kept there. */
  #query(path: string, text: string): void {
    this.#values ??= queryValues(this.#command, this.#args, this.#io);
    const kept = new KeptQuery(path, text, this.#values, this.#args, this.#io);
    const known = kept.read();
    if (known) tellPreparation(path, known.preparation, this.#args, this.#io);
    const query = known ? undefined : readyQuery(this.#command, path, text, this.#args, this.#io);
    const detection = known?.detection ?? detectionOf(path, query!);
    if (query) kept.write(detection, preparationOf(new SourceText(path, text), query));
    this.detections.push(detection);
  }

  #package(folder: string, isNamedItself: boolean): void {
    const { loaded, problems } = loadPackage(packageFolder(folder));
    if (loaded) this.detections.push(packageQuery(loaded));
    else if (!isNamedItself) this.notLoaded.push({ path: folder, reason: firstProblem(problems) });
    else {
      const paint = paintFor(this.#io.stderr, this.#args, this.#io);
      for (const { diagnostic, source } of problems) {
        const definition = definitionOf(diagnostic.code);
        this.#io.stderr.write(`${renderTerminal(diagnostic, source, definition, paint, this.#io.stderr.columns)}\n\n`);
      }
      throw new RefusedError(`${this.#command}: the package ${folder} cannot be loaded; nothing was run`);
    }
  }

  #folder(folder: string): void {
    let entries: FolderEntry[];
    try {
      entries = readdirSync(folder, { withFileTypes: true });
    } catch (error) {
      this.notLoaded.push({ path: folder, reason: reasonOf(error) });
      return;
    }
    if (entries.some(({ name }) => name === MANIFEST_FILE)) {
      this.#package(folder, false);
      return;
    }
    const visible = entries.filter((entry) => !entry.name.startsWith('.'));
    const whole = resolve(folder);
    for (const entry of visible.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) this.#folder(path);
      else if (/\.(?:sumo|ya?ml)$/i.test(path) && isTextEntry(path, entry)) this.#file(path, join(whole, entry.name));
    }
  }

  /** A file or folder of `--filters`, which holds nothing but filters. */
  filters(path: string): void {
    const files = this.#isFolder(path) ? this.#yamlFiles(path) : [path];
    if (files.length === 0) throw new UsageError(`${this.#command}: no filter in ${path}`);
    for (const file of files) {
      const source = new SourceText(file, this.#textOf(file));
      const documents = parseSigma(source);
      const other = documents.find(({ rule }) => rule && rule.kind !== 'filter');
      if (other) {
        const what = `"${visibleText(other.title)}" in ${file} is a rule`;
        throw new UsageError(`${this.#command}: --filters takes filters only, and ${what}; --rules takes rules`);
      }
      if (file === path) this.#named.add(file);
      this.#filterFiles.add(file);
      this.#sigma.push(source);
    }
  }

  /** The YAML files of a folder and those below it, in sorted order. */
  #yamlFiles(folder: string): string[] {
    let entries: FolderEntry[];
    try {
      entries = readdirSync(folder, { withFileTypes: true });
    } catch (error) {
      throw new UsageError(`${this.#command}: cannot read ${folder}: ${reasonOf(error)}`);
    }
    return entries
      .filter(({ name }) => !name.startsWith('.'))
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .flatMap((entry) => {
        const path = join(folder, entry.name);
        if (entry.isDirectory()) return this.#yamlFiles(path);
        return /\.ya?ml$/i.test(entry.name) && isTextEntry(path, entry) ? [path] : [];
      });
  }

  /** Counts the filters of `--filters`, and names those that change no rule: they refer to one that is not there. */
  #tellFilters(filters: readonly UsedFilter[]): void {
    if (this.#filterFiles.size === 0) return;
    const paint = paintFor(this.#io.stderr, this.#args, this.#io);
    const own = filters.filter(({ path }) => this.#filterFiles.has(path));
    for (const { title, path, rules } of own) {
      if (rules > 0) continue;
      const name = `"${visibleText(title)}" (${visibleText(path)})`;
      this.#io.stderr.write(`${paint.warning('unused')} the filter ${name} changes no rule\n`);
    }
    const used = own.filter(({ rules }) => rules > 0).length;
    this.#io.stderr.write(`filters ${own.length} loaded (${used} change rules)\n`);
  }

  /** Makes rules of all Sigma files together, since they refer to one another. */
  finish(): void {
    const pipelines = this.#args.values('pipeline').map((path) => new SourceText(path, this.#textOf(path)));
    if (this.#sigma.length + pipelines.length === 0) return;
    const files = { rules: this.#sigma, pipelines, fileOfPipeline, named: this.#named };
    const set = loadSigmaSet(this.#command, files, this.#args, this.#io);
    this.#tellFilters(set.filters);
    this.notLoaded.push(...set.notLoaded);
    this.detections.push(...set.detections);
    this.parts += set.parts;
    this.key = set.key;
  }

  #file(path: string, whole: string): void {
    if (!this.#isNew(whole)) return;
    let text: string;
    try {
      text = this.#read(path);
    } catch (error) {
      this.notLoaded.push({ path, reason: reasonOf(error) });
      return;
    }
    if (!path.toLowerCase().endsWith('.sumo')) {
      const source = new SourceText(path, text);
      if (/^(?:detection|correlation)\s*:/m.test(text) || isSigma(source)) this.#sigma.push(source);
      else if (this.#args.has('verbose')) this.#io.stderr.write(`ignored ${path}: no rule\n`);
      return;
    }
    const source = new SourceText(path, text);
    this.#values ??= queryValues(this.#command, this.#args, this.#io);
    const prepared = prepareFilled(source, this.#values, { strict: this.#args.has('strict') });
    if (prepared.status === 'ready') {
      tellPreparation(path, preparationOf(source, prepared), this.#args, this.#io);
      this.detections.push(detectionOf(path, prepared));
    } else
      this.notLoaded.push({
        path,
        reason: firstProblem(prepared.diagnostics.map((diagnostic) => ({ diagnostic, source: prepared.source }))),
      });
  }
}

/** A query of a file as what runs. */
function detectionOf(path: string, query: ReadyQuery): RunnableDetection {
  return {
    id: basename(path, extname(path)),
    path,
    attack: [],
    form: query.form,
    repairs: [...new Set(query.repairs.map((repair) => repair.code))],
    plan: query.plan,
    reads: [],
  };
}

/** The text of a file that a pipeline names by its path from the pipeline on. */
export function fileOfPipeline(pipeline: string, path: string): FileText {
  try {
    return { text: readFileSync(join(dirname(pipeline), path), 'utf8') };
  } catch (error) {
    return { reason: reasonOf(error) };
  }
}

/** How many rules did not load, and where the reasons are. */
export function notLoadedText(count: number, isVerbose: boolean): string {
  return `${count} not loaded${count > 0 && !isVerbose ? ' (--verbose says why)' : ''}`;
}

/** Loads query files, Sigma rules, packages, and folders of them, recursively; `--verbose` names what was not loaded and why. */
export async function loadRules(
  command: string,
  paths: readonly string[],
  args: ParsedArguments,
  io: CliIo,
): Promise<LoadedRules> {
  const loader = new RuleLoader(command, args, io);
  for (const path of paths) loader.named(path);
  for (const path of args.values('filters')) loader.filters(path);
  loader.finish();
  if (args.has('verbose')) {
    const paint = paintFor(io.stderr, args, io);
    for (const { path, reason } of loader.notLoaded)
      io.stderr.write(`${paint.warning('not loaded')} ${visibleText(`${path}: ${reason}`)}\n`);
  }
  const { notLoaded, parts, key } = loader;
  const detections = chosenOf(command, loader.detections, args, io);
  return { detections, notLoaded, parts, key };
}

/** The detections that options choose, with a line that counts the others. */
export function chosenOf<T extends Choosable>(
  command: string,
  all: readonly T[],
  args: ParsedArguments,
  io: CliIo,
): readonly T[] {
  if (all.length === 0 || !choosesRules(args)) return all;
  const choice: Choice<T> = chooseRules(command, all, args);
  const paint = paintFor(io.stderr, args, io);
  for (const value of choice.idle) io.stderr.write(`${paint.warning('unused')} ${visibleText(value)} meets no rule\n`);
  io.stderr.write(`${choiceLine(all.length, choice)}\n`);
  return choice.chosen;
}

/** A package as options choose it: by its slug or uuid, its techniques and tactics. */
export function packageChoice(detection: DetectionPackage) {
  const { slug, id, severity, status, attack } = detection.manifest;
  const techniques = attack.mappings.map(({ technique }) => technique);
  return {
    detection,
    id: slug,
    name: id,
    severity: severity.level,
    status,
    attack: techniques,
    tags: tagsOf(detection),
  };
}

/** Throws a UsageError for options that change rules where no rules are named. */
export function checkRuleOptions(command: string, args: ParsedArguments): void {
  if (args.has('rules')) return;
  if (args.has('pipeline')) throw new UsageError(`${command}: --pipeline rewrites Sigma rules, which --rules names`);
  if (args.has('filters')) throw new UsageError(`${command}: --filters changes Sigma rules, which --rules names`);
}
