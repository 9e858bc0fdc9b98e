import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isPackageFolder, reasonOf } from '../../host/node/index.ts';
import {
  isSigma,
  type LoadedRule,
  loadSigma,
  normalId,
  type Pipeline,
  parsePipeline,
  parseSigma,
} from '../../languages/sigma/index.ts';
import { nearestName, SourceText, visibleText } from '../../source/index.ts';
import type { ParsedArguments } from '../command.ts';
import { fileOfPipeline } from '../detections.ts';
import type { CliIo } from '../io.ts';
import { paintFor } from '../output/color.ts';
import { RefusedError, renderFindings } from '../query-text.ts';
import { UsageError } from '../usage-error.ts';

const IS_YAML = /\.ya?ml$/i;

function textAt(path: string): SourceText {
  try {
    return new SourceText(path, readFileSync(path, 'utf8').replace(/^\ufeff/, ''));
  } catch (error) {
    throw new UsageError(`explain: ${path}: ${reasonOf(error)}`);
  }
}

/** YAML files at a path: the file, or those of the folder and of the folders in it. */
function yamlFiles(path: string): string[] {
  if (!existsSync(path)) throw new UsageError(`explain: there is no ${path}`);
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => !entry.name.startsWith('.') && (entry.isDirectory() || IS_YAML.test(entry.name)))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => yamlFiles(join(path, entry.name)));
}

/** True for a text of Sigma; most are told without reading them as YAML. */
const isOfSigma = (source: SourceText): boolean =>
  /^(?:detection|correlation|filter)\s*:/m.test(source.text) || isSigma(source);

/** Sigma files at a path; a file that is named itself is taken for one. */
function sigmaFiles(path: string): SourceText[] {
  const sources = yamlFiles(path).map(textAt);
  return sources[0]?.name === path ? sources : sources.filter(isOfSigma);
}

/** True if the argument names a Sigma file, or a folder that is no detection package. */
export function isSigmaPath(path: string): boolean {
  if (!existsSync(path)) return false;
  if (!statSync(path).isDirectory()) return IS_YAML.test(path);
  return !isPackageFolder(path) && yamlFiles(path).some((file) => isOfSigma(textAt(file)));
}

function pipelinesOf(args: ParsedArguments, io: CliIo): Pipeline[] {
  return args.values('pipeline').map((path) => {
    const source = textAt(path);
    const { pipeline, diagnostics } = parsePipeline(source, (file) => fileOfPipeline(path, file));
    if (pipeline) return pipeline;
    const paint = paintFor(io.stderr, args, io);
    io.stderr.write(`${renderFindings(diagnostics, source, paint, io.stderr.columns)}\n`);
    throw new RefusedError(`explain: the pipeline ${path} cannot be used; nothing was run`);
  });
}

/** Rules that a message names. */
const NAMED = 5;

const quoted = (title: string): string => `"${visibleText(title)}"`;

function listed(titles: readonly string[]): string {
  const more = titles.length > NAMED ? ` and ${titles.length - NAMED} more` : '';
  return `${titles.slice(0, NAMED).map(quoted).join(', ')}${more}`;
}

/** True if `--rule` means a rule: by its id, its name or its title. */
function isMeant(wanted: string, { head: { id, name, title } }: Pick<LoadedRule, 'head'>): boolean {
  if (id !== undefined && normalId(id) === normalId(wanted)) return true;
  return name === wanted || title.toLowerCase() === wanted.toLowerCase();
}

/** The one rule of a Sigma file or folder, as filters and pipelines leave it; `--rule` chooses among several. */
export function chosenRule(path: string, args: ParsedArguments, io: CliIo): LoadedRule {
  const sources = [path, ...args.values('filters')].flatMap(sigmaFiles);
  const documents = sources.flatMap((source) => parseSigma(source));
  const { rules, parts, refused } = loadSigma(documents, pipelinesOf(args, io));
  const wanted = args.value('rule');
  const isWanted = (title: string): boolean => wanted === undefined || title.toLowerCase() === wanted.toLowerCase();
  const named = [...rules, ...parts.flatMap(({ alone }) => (alone ? [alone] : []))];
  const found = wanted === undefined ? rules : named.filter((rule) => isMeant(wanted, rule));
  const [rule, second] = found;
  if (rule && !second && (wanted !== undefined || refused.length === 0)) return rule;
  const failed = refused.filter(({ title }) => isWanted(title));
  if (!second && failed.length > 0) {
    const paint = paintFor(io.stderr, args, io);
    for (const { source, diagnostics } of failed)
      io.stderr.write(`${renderFindings(diagnostics, source, paint, io.stderr.columns)}\n`);
    throw new RefusedError(`explain: ${failed[0]!.source.name} cannot be run; nothing was run`);
  }
  const titles = found.map(({ head }) => head.title);
  if (wanted === undefined)
    throw new UsageError(
      rules.length === 0
        ? `explain: ${path} holds no rule`
        : `explain: ${path} holds ${rules.length} rules, choose one with --rule: ${listed(titles)}`,
    );
  if (second)
    throw new UsageError(
      `explain: --rule ${quoted(wanted)} means ${found.length} rules, choose one by its id: ${found.map(({ head }) => head.id ?? quoted(head.title)).join(', ')}`,
    );
  if (parts.some((part) => isMeant(wanted, part)))
    throw new UsageError(
      `explain: ${quoted(wanted)} gives no alerts of its own, it is a part of a correlation: explain that`,
    );
  const known = named.map(({ head }) => head.title);
  const near = nearestName(wanted, known);
  throw new UsageError(
    `explain: ${path} holds no rule ${quoted(wanted)}${near ? `; did you mean ${quoted(near)}?` : `; there is ${listed(known)}`}`,
  );
}
