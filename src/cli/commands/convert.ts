import { dirname, join } from 'node:path';
import {
  CONVERT_LANGUAGES,
  type Conversion,
  type ConvertedSigma,
  type ConvertLanguage,
  definitionOf,
  headOfPackage,
  sigmaToSumo,
  sumoToSigma,
} from '../../detection/index.ts';
import { renderJson, renderTerminal } from '../../diagnostic/index.ts';
import { makeFolder, reasonOf } from '../../host/node/index.ts';
import { parsePipeline } from '../../languages/sigma/index.ts';
import { SOURCE_FORMATS, type SourceFormat } from '../../languages/sumo/index.ts';
import type { CommandDefinition, ParsedArguments } from '../command.ts';
import { type ConvertInput, ConvertInputs } from '../convert-inputs.ts';
import { fileOfPipeline } from '../detections.ts';
import type { CliIo } from '../io.ts';
import { formatOption, OUTPUT_OPTION } from '../options.ts';
import { paintFor } from '../output/color.ts';
import { openResult } from '../output/result-writer.ts';
import { RefusedError, renderFindings } from '../query-text.ts';
import { readTextFile, tellNotRead, writeText } from '../text-files.ts';
import { EXIT, UsageError } from '../usage-error.ts';

/** A conversion with the place that its text gets. */
interface Placed extends Conversion {
  readonly input: ConvertInput;
  readonly place: string;
}

const EXTENSIONS: Readonly<Record<ConvertLanguage, string>> = { sumo: '.sumo', sigma: '.yml' };

function pipelinesOf(args: ParsedArguments, io: CliIo) {
  return args.values('pipeline').map((path) => {
    const { source } = readTextFile('convert', path);
    const { pipeline, diagnostics } = parsePipeline(source, (file) => fileOfPipeline(path, file));
    if (pipeline) return pipeline;
    io.stderr.write(`${renderFindings(diagnostics, source, paintFor(io.stderr, args, io), io.stderr.columns)}\n`);
    throw new RefusedError(`convert: the pipeline ${path} cannot be used; nothing was written`);
  });
}

/** `category=…,product=…,service=…` as a log source. */
function logSourceOf(args: ParsedArguments): Readonly<Record<string, string>> | undefined {
  const text = args.value('log-source');
  if (text === undefined) return undefined;
  const pairs = text.split(',').map((pair) => /^(category|product|service)=(\S+)$/.exec(pair.trim()));
  if (pairs.some((pair) => !pair))
    throw new UsageError(`convert: --log-source takes category=…, product=… and service=…, with commas, not ${text}`);
  return Object.fromEntries(pairs.map((pair) => [pair![1]!, pair![2]!]));
}

/** Results in the order of their files, each with a place of its own. */
function convertAll(
  inputs: readonly ConvertInput[],
  to: ConvertLanguage,
  args: ParsedArguments,
  io: CliIo,
): { readonly found: Placed[]; readonly parts: number; readonly filters: number } {
  const bySource = new Map(inputs.map((input) => [input.source, input]));
  const { conversions, parts, filters }: ConvertedSigma =
    to === 'sumo'
      ? sigmaToSumo(
          inputs.map(({ source }) => source),
          {
            sourceFormat: (args.value('source-format') ?? 'json') as SourceFormat,
            sourceCategory: args.value('source-category'),
            pipelines: pipelinesOf(args, io),
          },
        )
      : {
          conversions: inputs.map(({ source, detection }) =>
            sumoToSigma(source, { logSource: logSourceOf(args), head: detection && headOfPackage(detection) }),
          ),
          parts: 0,
          filters: 0,
        };
  const taken = new Map<string, number>();
  const order = new Map(inputs.map((input, index) => [input, index]));
  const found = conversions
    .map((one) => ({ ...one, input: bySource.get(one.source)! }))
    .sort((a, b) => order.get(a.input)! - order.get(b.input)! || firstPlace(a) - firstPlace(b))
    .map((one) => {
      const count = (taken.get(one.input.place) ?? 0) + 1;
      taken.set(one.input.place, count);
      return { ...one, place: `${one.input.place}${count > 1 ? `-${count}` : ''}${EXTENSIONS[to]}` };
    });
  return { found, parts, filters };
}

const firstPlace = ({ start }: Conversion): number => start;

function objectOf(one: Placed, to: ConvertLanguage) {
  return {
    source: one.source.name,
    title: one.title,
    from: one.input.language,
    to,
    result: one.fidelity,
    ...(one.text !== undefined && { text: one.text }),
    notes: one.notes.map((note) => renderJson(note, one.noted, definitionOf(note.code))),
  };
}

/** Notes as people read them: whole for files that were named, a line each for those of folders. */
function tellNotes(found: readonly Placed[], args: ParsedArguments, io: CliIo): void {
  const paint = paintFor(io.stderr, args, io);
  for (const { noted, notes, fidelity, input } of found) {
    if (input.isNamed) {
      const shown = args.has('quiet') ? notes.filter((one) => one.severity === 'fails') : notes;
      // One reason at several places is told once.
      for (const note of shown) {
        const first = shown.find(({ code, message }) => code === note.code && message === note.message);
        if (first !== note) continue;
        const others = shown.filter((one) => one !== note && one.code === note.code && one.message === note.message);
        const places = others.map(({ span }) => {
          const { line, column } = noted.lines.positionOf(span.start);
          return `${line}:${column}`;
        });
        const told =
          places.length === 0 ? note : { ...note, notes: [...(note.notes ?? []), `also at ${places.join(', ')}`] };
        io.stderr.write(`${renderTerminal(told, noted, definitionOf(note.code), paint, io.stderr.columns)}\n\n`);
      }
      continue;
    }
    if (fidelity !== 'unsupported' && !args.has('verbose')) continue;
    const told = fidelity === 'unsupported' ? notes.filter((one) => one.severity === 'fails') : notes;
    const [first] = told;
    if (!first) continue;
    const { line, column } = noted.lines.positionOf(first.span.start);
    const more = told.length > 1 ? ` (and ${told.length - 1} more)` : '';
    io.stderr.write(
      `${paint.warning(fidelity)} ${noted.name}:${line}:${column} ${first.code}: ${first.message}${more}\n`,
    );
  }
}

function summaryOf(
  found: readonly Placed[],
  others: { readonly ignored: number; readonly notRead: number; readonly parts: number; readonly filters: number },
): string {
  const { ignored, notRead, parts: inner, filters } = others;
  const count = (fidelity: string): number => found.filter((one) => one.fidelity === fidelity).length;
  const parts = [
    `converted ${found.length}`,
    ...['exact', 'approximate', 'unsupported'].map((one) => `${one} ${count(one)}`),
    ...(inner > 0 ? [`within correlations ${inner}`] : []),
    ...(filters > 0 ? [`filters ${filters}`] : []),
    ...(ignored > 0 ? [`ignored ${ignored} ${ignored === 1 ? 'file' : 'files'}`] : []),
    ...(notRead > 0 ? [`not read ${notRead}`] : []),
  ];
  return parts.join(' · ');
}

/** Writes each text to its place below a folder. */
function writeFolder(folder: string, found: readonly Placed[]): void {
  for (const { place, text } of found) {
    if (text === undefined) continue;
    const path = join(folder, place);
    try {
      makeFolder(dirname(path));
    } catch (error) {
      throw new UsageError(`convert: cannot write ${path}: ${reasonOf(error)}`);
    }
    writeText('convert', path, text);
  }
}

function exitOf(found: readonly Placed[], hasFolder: boolean, failOn: string | undefined): number {
  const has = (...fidelities: readonly string[]): boolean => found.some((one) => fidelities.includes(one.fidelity));
  if (!hasFolder && has('unsupported')) return EXIT.usage;
  if (failOn === 'unsupported' && has('unsupported')) return EXIT.failed;
  return failOn === 'approximate' && has('unsupported', 'approximate') ? EXIT.failed : EXIT.ok;
}

/** `spoor convert`: a detection in another language. */
export const convertCommand: CommandDefinition = {
  name: 'convert',
  summary:
    'Writes a detection in another language, and says of each whether the result is exact, approximate or not possible, with the reason at its place.',
  usage: [
    'spoor convert FILE --to LANGUAGE',
    'spoor convert DIR --to LANGUAGE --output DIR',
    'spoor convert DETECTION --to sigma',
  ],
  positionals: { min: 1, max: Number.POSITIVE_INFINITY, name: 'FILE' },
  options: [
    {
      name: 'to',
      value: 'LANGUAGE',
      choices: CONVERT_LANGUAGES,
      summary: 'the language to write: sumo (from Sigma) or sigma (from a Sumo Logic search)',
    },
    {
      name: 'source-format',
      value: 'FORM',
      choices: SOURCE_FORMATS,
      summary: 'to sumo: how the messages lie there: json (default), xml, or fields that are made at ingest',
    },
    { name: 'source-category', value: 'C', summary: 'to sumo: source category that the search reads, * a wildcard' },
    {
      name: 'log-source',
      value: 'K=V,…',
      summary: 'to sigma: log source of the rule (category=…,product=…,service=…) in place of the one found',
    },
    {
      name: 'pipeline',
      value: 'FILE',
      repeated: true,
      summary: 'a processing pipeline that rewrites Sigma rules first',
    },
    {
      name: 'fail-on',
      value: 'RESULT',
      choices: ['approximate', 'unsupported'],
      summary: 'exit with 1 if a result is that, or worse',
    },
    formatOption('text', 'json', 'ndjson'),
    { ...OUTPUT_OPTION, value: 'PATH', summary: 'write the result there: a file, or a folder for several results' },
  ],
  examples: [
    { title: 'a Sigma rule as a search', command: 'spoor convert rule.yml --to sumo --source-category windows/sysmon' },
    { title: 'a whole rule set', command: 'spoor convert ~/sigma/rules --to sumo --output searches' },
    { title: 'a detection as a Sigma rule', command: 'spoor convert t1021.006 --to sigma' },
  ],
  exits: [
    [0, 'done; in a folder also if some cannot be written, which are listed and counted'],
    [1, 'with --fail-on: a result is approximate or unsupported'],
    [2, 'wrong use, or a file that was named cannot be written in that language'],
    [3, 'done, but something in a folder could not be read: counted and named on stderr'],
    [70, 'a fault of spoor itself'],
  ],
  async run(args, io) {
    const to = args.value('to') as ConvertLanguage | undefined;
    if (to === undefined) throw new UsageError(`convert: --to names the language: ${CONVERT_LANGUAGES.join(' or ')}`);
    for (const name of to === 'sumo' ? ['log-source'] : ['source-format', 'source-category', 'pipeline'])
      if (args.value(name) !== undefined || args.values(name).length > 0)
        throw new UsageError(`convert: --${name} has no use with --to ${to}`);
    const collected = new ConvertInputs(to);
    for (const path of args.positionals) await collected.add(path);
    const { found, parts, filters } = convertAll(collected.inputs, to, args, io);
    const output = args.value('output');
    const format = args.value('format') ?? 'text';
    const isMany = collected.hasFolder || found.length > 1;
    if (isMany && format === 'text' && output === undefined)
      throw new UsageError(
        `convert: there are ${found.length} results; name a folder for them with --output, or use --format ndjson`,
      );
    const { notRead } = collected;
    tellNotes(found, args, io);
    tellNotRead(notRead, args, io);
    const refused = exitOf(found, collected.hasFolder, args.value('fail-on'));
    if (format === 'text' && isMany && output !== undefined) writeFolder(output, found);
    else if (format !== 'text' || refused !== EXIT.usage) {
      const out = await openResult(io, output);
      const objects = found.map((one) => objectOf(one, to));
      if (format === 'json') out.write(`${JSON.stringify(isMany ? objects : objects[0], null, 2)}\n`);
      else if (format === 'ndjson') for (const object of objects) out.write(`${JSON.stringify(object)}\n`);
      else for (const { text } of found) out.write(text ?? '');
      await out.commit();
    }
    if (!args.has('quiet') || notRead.length > 0 || found.some((one) => one.fidelity === 'unsupported'))
      io.stderr.write(`${summaryOf(found, { ignored: collected.ignored, notRead: notRead.length, parts, filters })}\n`);
    return refused === EXIT.ok && notRead.length > 0 ? EXIT.damaged : refused;
  },
};
