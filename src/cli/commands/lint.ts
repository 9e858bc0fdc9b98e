import { existsSync } from 'node:fs';
import { definitionOf } from '../../detection/index.ts';
import {
  type FixClass,
  type PlacedDiagnostic,
  renderJson,
  renderSarif,
  renderTerminal,
} from '../../diagnostic/index.ts';
import { isSigma } from '../../languages/sigma/index.ts';
import {
  type AppliedFix,
  type CheckedDocument,
  type CheckOptions,
  checkDocument,
  checkSigma,
  fixDocument,
  fixSigma,
} from '../../lint/index.ts';
import type { CommandDefinition, ParsedArguments } from '../command.ts';
import { readConfig } from '../config.ts';
import { exitsWith } from '../exits.ts';
import { queryValues } from '../fill-query.ts';
import { type FixEffect, FixEffects } from '../fix-effects.ts';
import type { CliIo } from '../io.ts';
import { isYamlName, LintInputs } from '../lint-inputs.ts';
import { lintSeverities } from '../lint-severities.ts';
import { formatOption, OUTPUT_OPTION, READING_OPTIONS, RUNNING_OPTIONS } from '../options.ts';
import { type Paint, paintFor } from '../output/color.ts';
import { fixEffectJson, renderFixEffect } from '../output/fix-effects-table.ts';
import { fixHint, isBad, lintSummary } from '../output/lint-summary.ts';
import { openResult, type ResultWriter } from '../output/result-writer.ts';
import { outOfScopeHint } from '../remarks.ts';
import { filesSummary, openSession, reportReading } from '../session.ts';
import { type NotRead, readFoundFile, readTextFile, replaceTexts, type TextFile, tellNotRead } from '../text-files.ts';
import { EXIT, UsageError } from '../usage-error.ts';
import { VERSION } from '../version.ts';

/** A file that was checked, and what was applied to it. */
interface CheckedFile {
  readonly file: TextFile;
  readonly document: CheckedDocument;
  readonly applied: readonly AppliedFix[];
}

interface Checked {
  readonly files: readonly CheckedFile[];
  readonly problems: readonly PlacedDiagnostic[];
  /** Files of folders that hold no query and no rule. */
  readonly ignored: readonly string[];
  /** What folders hold that could not be read. */
  readonly notRead: readonly NotRead[];
}

function fixClasses(args: ParsedArguments): readonly FixClass[] | undefined {
  const isFixing = args.has('fix') || args.has('print');
  if (args.has('suggested') && !isFixing && !args.has('on'))
    throw new UsageError('lint: --suggested goes with --fix, --print or --on');
  if (isFixing && args.has('on'))
    throw new UsageError('lint: --on shows what fixes would change, and --fix and --print make them: one or the other');
  if (!isFixing) return undefined;
  return args.has('suggested') ? ['repair', 'safe', 'suggested'] : ['repair', 'safe'];
}

function checkOptions(args: ParsedArguments, io: CliIo): CheckOptions {
  const config = readConfig(io.workingFolder);
  return { severities: lintSeverities(config), macros: queryValues('lint', args, io).macros };
}

type OpenFile = Omit<CheckedFile, 'document'> & {
  /** Undefined for rules of Sigma, which are checked together. */
  readonly document: CheckedDocument | undefined;
};

/** True for a file of Sigma rules; a broken one, or one of standard input, is told by a key that others do not have. */
function holdsSigma({ source }: TextFile): boolean {
  const isYaml = isYamlName(source.name);
  if (!isYaml && source.name !== '-') return false;
  return /^(?:detection|correlation)\s*:/m.test(source.text) || (isYaml && isSigma(source));
}

function openFile(
  file: TextFile,
  classes: readonly FixClass[] | undefined,
  options: CheckOptions,
): OpenFile | undefined {
  if (holdsSigma(file)) {
    const fixed = classes && fixSigma(file.source, classes, options);
    const source = fixed?.source ?? file.source;
    return { file: { ...file, source }, document: undefined, applied: fixed?.applied ?? [] };
  }
  if (isYamlName(file.source.name)) return undefined;
  const fixed = classes && fixDocument(file.source, classes, options);
  const document = classes ? fixed : checkDocument(file.source, options);
  return document && { file, document, applied: fixed?.applied ?? [] };
}

/** The files with their findings, rules of Sigma among them, in their order. */
function withRules(opened: readonly OpenFile[], options: CheckOptions): readonly CheckedFile[] {
  const rules = opened.filter(({ document }) => !document);
  const checked = checkSigma(
    rules.map(({ file }) => file.source),
    options,
  );
  const documents = new Map(rules.map((one, index) => [one, checked[index]!]));
  return opened.map((one) => ({ ...one, document: one.document ?? documents.get(one)! }));
}

function checkFiles(
  paths: readonly string[],
  classes: readonly FixClass[] | undefined,
  options: CheckOptions,
): Checked {
  const inputs = new LintInputs('lint', paths);
  const opened: OpenFile[] = [];
  const ignored: string[] = [];
  const { notRead } = inputs;
  for (const { path, isNamed } of inputs.files) {
    const file = isNamed ? readTextFile('lint', path) : readFoundFile(path, notRead);
    if (!file) continue;
    const one = openFile(file, classes, options);
    if (one) opened.push(one);
    else if (isNamed)
      throw new UsageError(`lint: ${path} holds no ${isYamlName(path) ? 'rule of Sigma' : 'query that I know'}`);
    else ignored.push(path);
  }
  if (opened.length + inputs.problems.length + notRead.length === 0)
    throw new UsageError(
      `lint: no .sumo file, no Sigma rule and no exported content or Terraform with a query in ${paths.join(', ')}`,
    );
  return { files: withRules(opened, options), problems: inputs.problems, ignored, notRead };
}

function writeFindings(
  findings: readonly PlacedDiagnostic[],
  format: string,
  out: ResultWriter,
  paint: Paint,
  width: number,
): void {
  if (format === 'sarif') out.write(`${JSON.stringify(renderSarif(findings, definitionOf, VERSION), null, 2)}\n`);
  else if (format === 'table') {
    const blocks = findings.map(({ diagnostic, source }) =>
      renderTerminal(diagnostic, source, definitionOf(diagnostic.code), paint, width),
    );
    out.write(blocks.length > 0 ? `${blocks.join('\n\n')}\n` : '');
  } else {
    const objects = findings.map(({ diagnostic, source }) =>
      renderJson(diagnostic, source, definitionOf(diagnostic.code)),
    );
    const lines = objects.map((object) => `${JSON.stringify(object)}\n`).join('');
    out.write(format === 'json' ? `${JSON.stringify(objects, null, 2)}\n` : lines);
  }
}

/** The values of `--on`; several paths may stand in one, with commas between them. */
function logPaths(args: ParsedArguments): string[] {
  return args.values('on').flatMap((value) => (existsSync(value) ? [value] : value.split(',').filter(Boolean)));
}

/** Runs what `--on` asks for; gives 3 for damaged logs, else 0. */
async function showEffects(
  documents: readonly CheckedDocument[],
  options: CheckOptions,
  args: ParsedArguments,
  io: CliIo,
  out: ResultWriter,
): Promise<number> {
  const format = args.value('format') ?? 'table';
  if (format === 'sarif') throw new UsageError('lint: --on gives table, ndjson or json, not sarif');
  const paths = logPaths(args);
  if (paths.includes('-')) throw new UsageError('lint: --on reads its logs more than once, so not from standard input');
  const session = await openSession('lint', paths, args, io);
  const isStopped = (): boolean => io.isInterrupted() || io.isClosed();
  const effects = new FixEffects(session, options, queryValues('lint', args, io), isStopped);
  const classes: FixClass[] = args.has('suggested') ? ['repair', 'safe', 'suggested'] : ['repair', 'safe'];
  const paint = paintFor(io.stdout, args, io);
  const objects: Record<string, unknown>[] = [];
  let before: FixEffect | undefined;
  for (const document of documents) {
    for await (const effect of effects.of(document, classes)) {
      if (format === 'table') out.write(renderFixEffect(effect, before, io.stdout.columns, paint));
      else if (format === 'ndjson') out.write(`${JSON.stringify(fixEffectJson(effect))}\n`);
      else objects.push(fixEffectJson(effect));
      before = effect;
    }
  }
  if (format === 'json') out.write(`${JSON.stringify(objects, null, 2)}\n`);
  session.progress.clear();
  const rules = documents.reduce((sum, one) => sum + one.rules, 0);
  if (rules > 0)
    io.stderr.write(
      `${rules === 1 ? 'the Sigma rule was' : `${rules} Sigma rules were`} checked, but --on tries fixes of queries only\n`,
    );
  if (!before) io.stderr.write('there is no fix to try on logs\n');
  if (effects.reports.length === 0) return EXIT.ok;
  const code = reportReading('lint', session, effects.reports, io);
  const { counts, isInScope } = effects;
  if (counts && counts.events > 0 && !isInScope && !session.quiet)
    io.stderr.write(outOfScopeHint(['these queries'], counts));
  if (counts && !session.quiet) io.stderr.write(`${filesSummary(effects.reports, counts)}\n`);
  return code;
}

/** `spoor lint`: checks queries wherever they stand and Sigma rules, and mends them. */
export const lintCommand: CommandDefinition = {
  name: 'lint',
  summary: 'Checks queries and Sigma rules for what is refused and for what can never match, and mends them.',
  usage: [
    'spoor lint PATH…',
    'spoor lint PATH… --fix [--suggested]',
    'spoor lint FILE --print',
    'spoor lint PATH… --on LOGS [--on LOGS]…',
  ],
  positionals: { min: 1, max: Number.POSITIVE_INFINITY, name: 'PATH' },
  options: [
    { name: 'fix', summary: 'write repairs and safe fixes into the files; of - the mended text is printed' },
    {
      name: 'suggested',
      summary: 'with --fix or --print: also fixes that guess at the meaning; with --on: them too in all together',
    },
    { name: 'print', summary: 'print the mended text instead of writing it' },
    {
      name: 'on',
      value: 'LOGS',
      repeated: true,
      summary: 'show what each fix changes on these logs: paths or globs, commas between',
    },
    formatOption('table', 'ndjson', 'json', 'sarif'),
    OUTPUT_OPTION,
    ...RUNNING_OPTIONS.filter(({ name }) => name === 'param' || name === 'now'),
    ...READING_OPTIONS,
  ],
  examples: [
    { title: 'what is wrong with a query', command: 'spoor lint hunt.sumo' },
    { title: 'the mended text', command: 'spoor lint hunt.sumo --print' },
    {
      title: 'mend all queries of a folder: query files, exported content, Terraform',
      command: 'spoor lint content/ --fix',
    },
    { title: 'check Sigma rules', command: 'spoor lint rules/' },
    { title: 'what each fix changes on recorded logs', command: 'spoor lint hunt.sumo --on ~/logs' },
    { title: 'for code scanning', command: 'spoor lint content/ --format sarif --output lint.sarif' },
  ],
  exits: exitsWith(1, 'a finding of severity fails or never is left'),
  async run(args, io) {
    const isPiped = args.positionals.includes('-');
    if (isPiped && args.has('fix') && args.positionals.length > 1)
      throw new UsageError('lint: --fix prints the mended text of -, so no other file can stand beside it');
    const classes = fixClasses(args);
    const options = checkOptions(args, io);
    const isPrinting = args.has('print') || (isPiped && args.has('fix'));
    const { files, problems, ignored, notRead } = checkFiles(args.positionals, classes, options);
    if (isPrinting && files.length !== 1) throw new UsageError('lint: --print takes one file');
    const documents = files.map((one) => one.document);
    const findings = [
      ...problems,
      ...documents.flatMap(({ source, findings: own }) => own.map((diagnostic) => ({ diagnostic, source }))),
    ];
    const out = await openResult(io, args.value('output'));
    if (args.has('fix') && !isPrinting)
      replaceTexts(
        'lint',
        files
          .filter(({ applied }) => applied.length > 0)
          .map(({ file, document }) => ({ file, text: document.source.text })),
      );
    let code: number = notRead.length > 0 ? EXIT.damaged : EXIT.ok;
    if (isPrinting) out.write(documents[0]!.source.text);
    else if (args.has('on')) code = Math.max(code, await showEffects(documents, options, args, io, out));
    else
      writeFindings(findings, args.value('format') ?? 'table', out, paintFor(io.stdout, args, io), io.stdout.columns);
    await out.commit();
    tellNotRead(notRead, args, io);
    if (args.has('verbose'))
      for (const path of ignored) io.stderr.write(`ignored ${path}: it holds no query or rule that I know\n`);
    const own = findings.map(({ diagnostic }) => diagnostic);
    const applied = classes && files.reduce((sum, one) => sum + one.applied.length, 0);
    const counts = { documents, ignored: ignored.length, notRead: notRead.length, findings: own, applied };
    io.stderr.write(`${lintSummary(counts)}\n`);
    const hint = args.has('quiet') || args.has('on') ? undefined : fixHint(own, classes);
    if (hint) io.stderr.write(`${hint}\n`);
    return own.some(isBad) ? EXIT.failed : code;
  },
};
