import { createHash } from 'node:crypto';
import {
  type FileText,
  type LoadedFilter,
  type LoadedRule,
  loadSigma,
  type Pipeline,
  parsePipeline,
  parseSigma,
  type RefusedRule,
} from '../languages/sigma/index.ts';
import { type RunnableDetection, runnableRule, StoredRules, sharedBytes, storeRules } from '../scan/index.ts';
import { type SourceText, visibleText } from '../source/index.ts';
import { countText } from '../value/index.ts';
import type { ParsedArguments } from './command.ts';
import type { CliIo } from './io.ts';
import { paintFor } from './output/color.ts';
import { firstProblem, RefusedError, renderFindings } from './query-text.ts';

/** Rules from which on they are kept for the next run. */
const WORTH_KEEPING = 50;

/** Rules from which on making them takes so long that a line says so. */
const WORTH_A_WORD = 500;

/** Files of Sigma rules, filters and pipelines that go together. */
export interface SigmaFiles {
  readonly rules: readonly SourceText[];
  readonly pipelines: readonly SourceText[];
  /** Reads a file that a pipeline names by its path from the pipeline on. */
  readonly fileOfPipeline: (pipeline: string, path: string) => FileText;
  /** Names of files that the user named: of these, one that does not load ends the run. */
  readonly named: ReadonlySet<string>;
}

/** What there is to say of rules that were loaded, as plain data. */
interface Remarks {
  readonly notLoaded: readonly { readonly path: string; readonly reason: string }[];
  /** Findings of rules that load: file, severity, and the rest of the line. */
  readonly findings: readonly (readonly [file: string, severity: string, line: string])[];
  readonly filters: readonly UsedFilter[];
  readonly parts: number;
  readonly standIns: readonly StandIn[];
}

/** A log that some rules are asked of, too, though it is not the one that they are written for. */
interface StandIn {
  readonly log: string;
  readonly note: string;
  readonly rules: number;
}

/** Logs that stand in for others, with what is not the same in them, by the number of rules. */
function standInsOf(rules: readonly LoadedRule[]): StandIn[] {
  const found = new Map<string, { log: string; note: string; rules: number }>();
  for (const { reach } of rules)
    for (const { channels, eventIds, note } of reach.kind === 'channels' ? reach.kinds : []) {
      if (note === undefined) continue;
      const log = [...channels, ...eventIds].join(' ');
      const one = found.get(`${log} ${note}`) ?? { log, note, rules: 0 };
      one.rules++;
      found.set(`${log} ${note}`, one);
    }
  return [...found.values()].sort((a, b) => b.rules - a.rules);
}

/** A filter, and how many rules it changes. */
export interface UsedFilter {
  readonly title: string;
  readonly path: string;
  readonly rules: number;
}

/** Rules ready to run, and what there is to say of them. */
export interface SigmaSet extends Remarks {
  readonly detections: readonly RunnableDetection[];
  /** Stands for all that the rules are made of, where they are kept for the next run. */
  readonly key: string | undefined;
}

class SigmaLoader {
  readonly #command: string;
  readonly #files: SigmaFiles;
  readonly #args: ParsedArguments;
  readonly #io: CliIo;

  constructor(command: string, files: SigmaFiles, args: ParsedArguments, io: CliIo) {
    this.#command = command;
    this.#files = files;
    this.#args = args;
    this.#io = io;
  }

  /** The rules from the cache, or made and kept there. */
  load(): SigmaSet {
    const { rules, named } = this.#files;
    const cache = this.#args.has('no-cache') || rules.length < WORTH_KEEPING ? undefined : this.#io.ruleCache;
    const { pipelines, files } = this.#pipelines();
    const key = cache && this.#key(cache.maker, files);
    const known = cache && StoredRules.of(cache.bytes.read(key!, sharedBytes) ?? new Uint8Array(0));
    // One that was named itself and does not load ends the run, and is told of in full.
    const kept = (known?.remarks as Remarks | undefined)?.notLoaded.some(({ path }) => named.has(path))
      ? undefined
      : known;
    const stored = kept ?? this.#make(pipelines);
    const reason = cache && !kept ? cache.bytes.write(key!, stored.bytes) : undefined;
    if (reason !== undefined) this.#warn(`the rules are not kept for the next run: ${visibleText(reason)}`);
    const remarks = stored.remarks as Remarks;
    for (const [file, severity, line] of remarks.findings) {
      if (!named.has(file) && !this.#args.has('verbose')) continue;
      this.#io.stderr.write(`${paintFor(this.#io.stderr, this.#args, this.#io).warning(severity)} ${line}\n`);
    }
    if (this.#args.has('verbose'))
      for (const { log, note, rules: count } of remarks.standIns)
        this.#io.stderr.write(`${log} ${note} (${count === 1 ? '1 rule' : `${countText(count)} rules`})\n`);
    return { ...remarks, detections: stored.rules, key: reason === undefined ? key : undefined };
  }

  #warn(text: string): void {
    this.#io.stderr.write(`${paintFor(this.#io.stderr, this.#args, this.#io).warning('warning')} ${text}\n`);
  }

  /** Stands for all that the rules are made of: the texts, their names, and the program that makes them. */
  #key(maker: string, files: readonly string[]): string {
    const hash = createHash('sha256').update(`${maker}\0${this.#files.pipelines.length}\0`);
    // One text each: of all of them together a single sign beyond Latin-1 doubles what has to be joined and encoded.
    for (const { name, text } of [...this.#files.pipelines, ...this.#files.rules])
      hash.update(`${name}\0${text.length}\0${text}`);
    for (const file of files) hash.update(`${file.length}\0${file}`);
    return hash.digest('hex').slice(0, 32);
  }

  #make(pipelines: readonly Pipeline[]): StoredRules {
    const { rules: sources } = this.#files;
    if (sources.length >= WORTH_A_WORD && !this.#args.has('quiet'))
      this.#io.stderr.write(`building the rules of ${sources.length} files${this.#io.ruleCache ? ' (once)' : ''}\n`);
    const documents = sources.flatMap((source) => parseSigma(source));
    const { rules, parts, refused, filters } = loadSigma(documents, pipelines);
    const remarks: Remarks = {
      notLoaded: refused.map((one) => this.#refusal(one)),
      findings: [...rules, ...parts, ...filters].flatMap(({ source, diagnostics }) =>
        diagnostics
          .filter(({ severity }) => severity !== 'style')
          .map(({ span, severity, code, message }) => {
            const { line, column } = source.lines.positionOf(span.start);
            return [
              source.name,
              severity,
              `${source.name}:${line}:${column} ${code}: ${visibleText(message)}`,
            ] as const;
          }),
      ),
      filters: filters.map(({ filter, source, rules: used }: LoadedFilter) => ({
        title: filter.title,
        path: source.name,
        rules: used,
      })),
      parts: parts.length,
      standIns: standInsOf(rules),
    };
    return StoredRules.of(storeRules(rules.map(runnableRule), remarks))!;
  }

  /** A rule that does not load; one that was named itself ends the run. */
  #refusal({ source, diagnostics }: RefusedRule): Remarks['notLoaded'][number] {
    if (this.#files.named.has(source.name)) {
      this.#tell(source, diagnostics);
      throw new RefusedError(`${this.#command}: ${source.name} cannot be run; nothing was run`);
    }
    const problems = diagnostics.filter((one) => one.severity === 'fails');
    return { path: source.name, reason: firstProblem(problems.map((diagnostic) => ({ diagnostic, source }))) };
  }

  #tell(source: SourceText, diagnostics: RefusedRule['diagnostics']): void {
    const paint = paintFor(this.#io.stderr, this.#args, this.#io);
    this.#io.stderr.write(`${renderFindings(diagnostics, source, paint, this.#io.stderr.columns)}\n`);
  }

  /** The processing pipelines, and the files that they name; one that cannot be used ends the run. */
  #pipelines(): { readonly pipelines: readonly Pipeline[]; readonly files: readonly string[] } {
    const files: string[] = [];
    const pipelines = this.#files.pipelines.map((source) => {
      const { pipeline, diagnostics } = parsePipeline(source, (path) => {
        const file = this.#files.fileOfPipeline(source.name, path);
        if ('text' in file) files.push(`${path}\0${file.text}`);
        return file;
      });
      if (!pipeline) {
        this.#tell(source, diagnostics);
        throw new RefusedError(`${this.#command}: the pipeline ${source.name} cannot be used; nothing was run`);
      }
      if (this.#args.has('verbose') && diagnostics.length > 0) this.#tell(source, diagnostics);
      return pipeline;
    });
    return { pipelines, files };
  }
}

/** Makes rules of all Sigma files together, since they refer to one another; many are kept for the next run. */
export function loadSigmaSet(command: string, files: SigmaFiles, args: ParsedArguments, io: CliIo): SigmaSet {
  return new SigmaLoader(command, files, args, io).load();
}
