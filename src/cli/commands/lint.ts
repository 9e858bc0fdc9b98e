import { readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { definitionOf } from '../../detection/index.ts';
import { type Diagnostic, type FixClass, renderJson, renderTerminal } from '../../diagnostic/index.ts';
import { reasonOf } from '../../host/node/index.ts';
import { type AppliedFix, fixSumo, lintSumo } from '../../lint/index.ts';
import { SourceText } from '../../source/index.ts';
import type { CommandDefinition, ParsedArguments } from '../command.ts';
import { exitsWith } from '../exits.ts';
import { formatOption, OUTPUT_OPTION } from '../options.ts';
import { paintFor } from '../output/color.ts';
import { openResult } from '../output/result-writer.ts';
import { EXIT, UsageError } from '../usage-error.ts';

/** Folders of packages whose texts are kept because they are wrong; they are checked when named only. */
const SPECIMENS = 'specimens';

/** The query files that a path means. */
function queryFiles(path: string): string[] {
  let isFolder: boolean;
  try {
    isFolder = statSync(path).isDirectory();
  } catch (error) {
    throw new UsageError(`lint: cannot read ${path}: ${reasonOf(error)}`);
  }
  if (!isFolder) {
    if (/\.ya?ml$/i.test(path)) throw new UsageError(`lint: ${path}: checking Sigma rules comes with a later version`);
    return [path];
  }
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => !entry.name.startsWith('.') && entry.name !== SPECIMENS)
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const inner = join(path, entry.name);
      if (entry.isDirectory()) return queryFiles(inner);
      return entry.name.endsWith('.sumo') ? [inner] : [];
    });
}

function readSource(path: string): SourceText {
  try {
    return new SourceText(path, readFileSync(path === '-' ? 0 : path, 'utf8').replace(/^\ufeff/, ''));
  } catch (error) {
    throw new UsageError(`lint: cannot read ${path}: ${reasonOf(error)}`);
  }
}

/** Writes a file whole or not at all. */
function replaceFile(path: string, text: string): void {
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
  try {
    writeFileSync(temporary, text, { flag: 'wx', mode: statSync(path).mode });
    renameSync(temporary, path);
  } catch (error) {
    throw new UsageError(`lint: cannot write ${path}: ${reasonOf(error)}`);
  }
}

interface Checked {
  readonly source: SourceText;
  readonly findings: readonly Diagnostic[];
  readonly applied: readonly AppliedFix[];
}

function check(source: SourceText, classes: readonly FixClass[] | undefined): Checked {
  if (!classes) return { source, findings: lintSumo(source).diagnostics, applied: [] };
  const { text, applied, remaining } = fixSumo(source, classes);
  return { source: new SourceText(source.name, text), findings: remaining, applied };
}

function fixClasses(args: ParsedArguments): readonly FixClass[] | undefined {
  if (args.has('suggested') && !args.has('fix') && !args.has('print'))
    throw new UsageError('lint: --suggested goes with --fix or --print');
  if (!args.has('fix') && !args.has('print')) return undefined;
  return args.has('suggested') ? ['repair', 'safe', 'suggested'] : ['repair', 'safe'];
}

const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

/** What could be mended yet, and by which option. */
function fixHint(
  findings: readonly { readonly one: Diagnostic }[],
  classes: readonly FixClass[] | undefined,
): string | undefined {
  const having = (wanted: readonly FixClass[]): number =>
    findings.filter(({ one }) => one.fixes?.some((fix) => wanted.includes(fix.class))).length;
  const sure = having(['repair', 'safe']);
  if (!classes && sure > 0) return `${sure} can be mended: --fix writes them into the file, --print shows the text`;
  const guessed = having(['suggested']);
  if (classes?.includes('suggested') || guessed === 0) return undefined;
  return `${guessed} can be mended by a guess at the meaning: ${classes ? 'add --suggested' : '--print --suggested shows the text'}`;
}

/** `spoor lint`: checks query files, and mends them. */
export const lintCommand: CommandDefinition = {
  name: 'lint',
  summary: 'Checks queries for what the platform refuses and for what can never match, and mends them.',
  usage: ['spoor lint PATH…', 'spoor lint PATH… --fix [--suggested]', 'spoor lint FILE --print'],
  positionals: { min: 1, max: Number.POSITIVE_INFINITY, name: 'PATH' },
  options: [
    { name: 'fix', summary: 'write repairs and safe fixes into the files' },
    { name: 'suggested', summary: 'with --fix or --print: also fixes that guess at the meaning' },
    { name: 'print', summary: 'print the mended text instead of writing it' },
    formatOption('table', 'ndjson', 'json'),
    OUTPUT_OPTION,
  ],
  examples: [
    { title: 'what is wrong with a query', command: 'spoor lint hunt.sumo' },
    { title: 'the mended text', command: 'spoor lint hunt.sumo --print' },
    { title: 'mend all queries of a folder', command: 'spoor lint detections/ --fix' },
  ],
  exits: exitsWith(1, 'a finding of severity fails or never is left'),
  async run(args, io) {
    const classes = fixClasses(args);
    const files = args.positionals.flatMap((path) => (path === '-' ? ['-'] : queryFiles(path)));
    if (files.length === 0) throw new UsageError(`lint: no .sumo file in ${args.positionals.join(', ')}`);
    if (args.has('print') && files.length > 1) throw new UsageError('lint: --print takes one file');
    const checked = files.map((file) => check(readSource(file), classes));
    const out = await openResult(io, args.value('output'));
    const format = args.value('format') ?? 'table';
    const findings = checked.flatMap(({ source, findings: own }) => own.map((one) => ({ one, source })));
    if (args.has('print')) out.write(checked[0]!.source.text);
    else if (format === 'table') {
      const paint = paintFor(io.stdout, args, io);
      const blocks = findings.map(({ one, source }) =>
        renderTerminal(one, source, definitionOf(one.code), paint, io.stdout.columns),
      );
      out.write(blocks.length > 0 ? `${blocks.join('\n\n')}\n` : '');
    } else {
      const objects = findings.map(({ one, source }) => renderJson(one, source, definitionOf(one.code)));
      out.write(
        format === 'json'
          ? `${JSON.stringify(objects, null, 2)}\n`
          : objects.map((object) => `${JSON.stringify(object)}\n`).join(''),
      );
    }
    if (args.has('fix') && !args.has('print')) {
      for (const { source, applied } of checked)
        if (applied.length > 0 && source.name !== '-') replaceFile(source.name, source.text);
    }
    await out.commit();
    const applied = checked.reduce((sum, one) => sum + one.applied.length, 0);
    const bad = findings.filter(({ one }) => one.severity === 'fails' || one.severity === 'never').length;
    const mended = classes ? `${plural(applied, 'fix').replace('fixs', 'fixes')} applied · ` : '';
    io.stderr.write(
      `${mended}queries ${files.length} · findings ${findings.length}, of them ${bad} that fail or never match\n`,
    );
    const hint = args.has('quiet') ? undefined : fixHint(findings, classes);
    if (hint) io.stderr.write(`${hint}\n`);
    return bad > 0 ? EXIT.failed : EXIT.ok;
  },
};
