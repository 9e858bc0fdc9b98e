import { formatSumo } from '../../languages/sumo/index.ts';
import { formOfName } from '../../lint/index.ts';
import type { CommandDefinition } from '../command.ts';
import { LintInputs } from '../lint-inputs.ts';
import { OUTPUT_OPTION } from '../options.ts';
import { paintFor } from '../output/color.ts';
import { openResult } from '../output/result-writer.ts';
import { renderFindings } from '../query-text.ts';
import { type ReplacedText, readTextFile, replaceTexts } from '../text-files.ts';
import { EXIT, UsageError } from '../usage-error.ts';

/** The query files that paths mean; exported content keeps the layout that the platform gave it. */
function queryFiles(paths: readonly string[]): string[] {
  const { files } = new LintInputs('format', paths);
  const named = files.find(({ path, isNamed }) => isNamed && !isQueryName(path));
  if (named)
    throw new UsageError(`format: ${named.path} is no query file; format takes .sumo files and folders of them`);
  const found = files.map(({ path }) => path).filter(isQueryName);
  if (found.length === 0) throw new UsageError(`format: no .sumo file in ${paths.join(', ')}`);
  return found;
}

/** A text of lines, the last one ended, too. */
function ended(text: string): string {
  if (text === '' || text.endsWith('\n')) return text;
  return text + (text.includes('\r\n') ? '\r\n' : '\n');
}

function isQueryName(path: string): boolean {
  return (formOfName(path) ?? 'query') === 'query';
}

/** `spoor format`: the one layout of a query. */
export const formatCommand: CommandDefinition = {
  name: 'format',
  summary:
    'Writes queries in one layout: a stage a line, what is too long broken at and, or and commas, comments kept.',
  usage: ['spoor format FILE…', 'spoor format FILE… --check', 'spoor format FILE --print'],
  positionals: { min: 1, max: Number.POSITIVE_INFINITY, name: 'FILE' },
  options: [
    { name: 'check', summary: 'write nothing; list the files that would change' },
    { name: 'print', summary: 'print the text instead of writing it; so it is for - (standard input)' },
    OUTPUT_OPTION,
  ],
  examples: [
    { title: 'lay out a query in its file', command: 'spoor format hunt.sumo' },
    { title: 'for a check in CI', command: 'spoor format detections/ --check' },
    { title: 'from an editor', command: 'spoor format - < hunt.sumo' },
  ],
  exits: [
    [0, 'done'],
    [1, 'with --check: a file would change'],
    [2, 'wrong use, or a query that the platform refuses, which is left alone'],
    [70, 'a fault of spoor itself'],
  ],
  async run(args, io) {
    if (args.has('check') && args.has('print')) throw new UsageError('format: --check and --print cannot go together');
    const paths = queryFiles(args.positionals);
    const isPrinting = !args.has('check') && (args.has('print') || paths.includes('-'));
    if (isPrinting && paths.length > 1) throw new UsageError('format: one file can be printed, not several');
    const formatted: ReplacedText[] = [];
    let refused = 0;
    for (const path of paths) {
      const file = readTextFile('format', path);
      const { text, refusals } = formatSumo(file.source.text);
      if (text !== undefined) formatted.push({ file, text: ended(text) });
      else {
        refused++;
        const paint = paintFor(io.stderr, args, io);
        io.stderr.write(`${renderFindings(refusals, file.source, paint, io.stderr.columns)}\n`);
      }
    }
    const changed = formatted.filter(({ file, text }) => text !== file.source.text);
    const out = await openResult(io, args.value('output'));
    if (isPrinting) for (const { text } of formatted) out.write(text);
    else if (args.has('check')) for (const { file } of changed) out.write(`${file.source.name}\n`);
    else replaceTexts('format', changed);
    if (isPrinting && refused > 0) await out.discard();
    else await out.commit();
    if (!isPrinting && (!args.has('quiet') || refused > 0)) {
      const done = args.has('check') ? `${changed.length} would change` : `${changed.length} changed`;
      io.stderr.write(`files ${paths.length} · ${done}${refused > 0 ? ` · ${refused} left alone` : ''}\n`);
    }
    if (refused > 0) return EXIT.usage;
    return args.has('check') && changed.length > 0 ? EXIT.failed : EXIT.ok;
  },
};
