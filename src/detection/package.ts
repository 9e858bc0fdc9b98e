import { ATTACK_VERSION } from '../attack/index.ts';
import { type Diagnostic, defineDiagnostic } from '../diagnostic/index.ts';
import { type LoadedRule, loadSigma, parseSigma } from '../languages/sigma/index.ts';
import { SourceText } from '../source/index.ts';
import { type Manifest, manifestShape, type PackagePlatform } from './manifest.ts';
import { MANIFEST_FILE } from './manifest-file.ts';
import { type BranchCases, casesShape, type PackageTest, testShape } from './package-test.ts';
import { prepareQuery, type ReadyQuery } from './prepare.ts';
import { readYaml } from './shape.ts';

/** A file of a package that is not there or does not fit the rest. */
export const invalidPackage = defineDiagnostic<{ file: string }>({
  code: 'detection/invalid-package',
  severity: 'fails',
  title: 'Package that does not hold together',
  why: 'A detection is loaded whole or not at all: half of it would look as if nothing were missing.',
  help: 'Put the file where the package says it is, or change what refers to it.',
});

/** Reads the files of a package; paths are relative to it, with forward slashes. */
export interface PackageFiles {
  /** Path of the folder as messages show it. */
  readonly folder: string;
  /** The text of a file. Throws an error with a one-line message if it cannot be read. */
  read(path: string): string;
  /** Names of the files in a folder, sorted; none if there is no such folder. */
  list(folder: string): readonly string[];
}

/** A query of a package: what runs in production, and the text that is kept because it is wrong. */
export interface PackageQuery {
  readonly platform: PackagePlatform;
  readonly source: SourceText;
  readonly specimen: SourceText | undefined;
  /** What runs in production, as written: it needs no repair. */
  readonly prepared: ReadyQuery;
}

/** The Sigma rule of a package: what `spoor convert` makes of its search. */
export interface PackageRule {
  readonly platform: PackagePlatform;
  readonly source: SourceText;
  readonly rule: LoadedRule;
}

/** A detection with all that belongs to it. */
export interface DetectionPackage {
  readonly manifest: Manifest;
  readonly files: PackageFiles;
  /** By platform key: `sumo-search` … */
  readonly queries: ReadonlyMap<string, PackageQuery>;
  /** Undefined without tests, too. */
  readonly sigma: PackageRule | undefined;
  readonly tests: readonly PackageTest[];
  readonly cases: BranchCases | undefined;
}

/** A finding with the text that it points into. */
export interface PackageProblem {
  readonly diagnostic: Diagnostic;
  readonly source: SourceText;
}

/** A package, or why it cannot be loaded. */
export type LoadedPackage =
  | { readonly loaded: DetectionPackage; readonly problems: readonly [] }
  | { readonly loaded: undefined; readonly problems: readonly PackageProblem[] };

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

class Loading {
  readonly problems: PackageProblem[] = [];
  readonly #files: PackageFiles;

  constructor(files: PackageFiles) {
    this.#files = files;
  }

  /** The text of a file that `mention` in another text names. */
  text(path: string, mentionedIn?: SourceText): SourceText | undefined {
    const name = `${this.#files.folder}/${path}`;
    try {
      return new SourceText(name, this.#files.read(path).replace(/^\ufeff/, ''));
    } catch (error) {
      const source = mentionedIn ?? new SourceText(name, '');
      this.report(source, path, `cannot read ${path}: ${(error as Error).message}`, path);
      return undefined;
    }
  }

  /** Reports at the first place where a text mentions something. */
  report(source: SourceText, mention: string, message: string, file: string): void {
    const start = Math.max(0, source.text.indexOf(mention));
    const end = source.text.startsWith(mention, start) ? start + mention.length : start;
    this.problems.push({
      source,
      diagnostic: invalidPackage.report({ span: { start, end }, message, data: { file } }),
    });
  }

  add(source: SourceText, diagnostics: readonly Diagnostic[]): void {
    for (const diagnostic of diagnostics) this.problems.push({ source, diagnostic });
  }
}

function loadQueries(loading: Loading, manifest: Manifest, source: SourceText): Map<string, PackageQuery> {
  const queries = new Map<string, PackageQuery>();
  for (const [key, platform] of Object.entries(manifest.platforms)) {
    if (key === 'sigma') continue;
    const text = loading.text(platform.query_file, source);
    const specimen = platform.specimen === undefined ? undefined : loading.text(platform.specimen, source);
    if (!text) continue;
    if (key !== 'sumo-search') {
      loading.report(source, key, `platform ${key} comes with a later version`, platform.query_file);
      continue;
    }
    const prepared = prepareQuery(text, { strict: true });
    if (prepared.status === 'refused') loading.add(prepared.source, prepared.diagnostics);
    else queries.set(key, { platform, source: text, specimen, prepared });
  }
  return queries;
}

function loadRule(loading: Loading, manifest: Manifest, source: SourceText): PackageRule | undefined {
  const platform = manifest.platforms.sigma;
  const text = platform && loading.text(platform.query_file, source);
  if (!platform || !text) return undefined;
  const { rules, refused } = loadSigma(parseSigma(text));
  for (const one of refused) loading.add(one.source, one.diagnostics);
  const [rule] = rules;
  if (rule && rules.length === 1) return { platform, source: text, rule };
  if (refused.length === 0)
    loading.report(text, '', `one rule is expected, found ${rules.length}`, platform.query_file);
  return undefined;
}

function loadTests(
  loading: Loading,
  files: PackageFiles,
  manifest: Manifest,
  source: SourceText,
): Pick<DetectionPackage, 'tests' | 'cases'> {
  const shape = testShape(manifest);
  const tests: PackageTest[] = [];
  for (const path of manifest.tests) {
    const text = loading.text(path, source);
    if (!text) continue;
    const read = readYaml(text, shape);
    loading.add(text, read.diagnostics);
    if (read.value) tests.push(read.value);
    if (read.value && baseName(path) !== `${read.value.id}.yaml`)
      loading.report(text, read.value.id, `the file of test ${read.value.id} is named ${baseName(path)}`, path);
  }
  for (const name of files.list('tests')) {
    const path = `tests/${name}`;
    if (name.endsWith('.yaml') && path !== manifest.cases && !manifest.tests.includes(path))
      loading.report(source, 'tests:', `${path} is not listed, so it would never run`, path);
  }
  let cases: BranchCases | undefined;
  const text = manifest.cases === undefined ? undefined : loading.text(manifest.cases, source);
  if (text) {
    const read = readYaml(text, casesShape);
    loading.add(text, read.diagnostics);
    cases = read.value;
  }
  return { tests, cases };
}

/** How much of a package is loaded. */
export interface LoadOptions {
  /** False leaves tests, cases and the Sigma rule out, for what only runs the query. */
  readonly withTests?: boolean;
}

/** Loads a package with its queries, tests and cases; data sets are read when they are used. */
export function loadPackage(files: PackageFiles, { withTests = true }: LoadOptions = {}): LoadedPackage {
  const loading = new Loading(files);
  const source = loading.text(MANIFEST_FILE);
  if (!source) return { loaded: undefined, problems: loading.problems };
  const { value: manifest, diagnostics } = readYaml(source, manifestShape);
  loading.add(source, diagnostics);
  if (!manifest) return { loaded: undefined, problems: loading.problems };
  if (baseName(files.folder) !== manifest.slug)
    loading.report(source, manifest.slug, `the folder is named ${baseName(files.folder)}, not ${manifest.slug}`, '');
  if (manifest.attack.version !== ATTACK_VERSION)
    loading.report(source, manifest.attack.version, `the pinned ATT&CK is ${ATTACK_VERSION}`, '');
  const queries = loadQueries(loading, manifest, source);
  const sigma = withTests ? loadRule(loading, manifest, source) : undefined;
  const proof = withTests ? loadTests(loading, files, manifest, source) : { tests: [], cases: undefined };
  if (loading.problems.length > 0) return { loaded: undefined, problems: loading.problems };
  return { loaded: { manifest, files, queries, sigma, ...proof }, problems: [] };
}
