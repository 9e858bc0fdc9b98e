import { existsSync, readFileSync } from 'node:fs';
import { reasonOf } from '../../host/node/index.ts';
import { nodesOf, schemaOf } from '../../ir/index.ts';
import { queryJob, rowEntries, rowText, runJob, Warnings } from '../../scan/index.ts';
import { visibleText } from '../../source/index.ts';
import type { CommandDefinition, ParsedArguments } from '../command.ts';
import { COMMON_EXITS } from '../exits.ts';
import { tablesFor } from '../inner.ts';
import type { CliIo } from '../io.ts';
import { formatOption, OUTPUT_OPTION, READING_OPTIONS, RUNNING_OPTIONS } from '../options.ts';
import { paintFor } from '../output/color.ts';
import { inBatches, openResult } from '../output/result-writer.ts';
import { ROW_FORMATS, type RowFormat, renderRows } from '../output/rows.ts';
import { readyQuery } from '../query-text.ts';
import { hiddenColumnsLine, missingFieldsLine, outOfScopeHint, truncationLines } from '../remarks.ts';
import { saveTable, saveTarget } from '../save-table.ts';
import { searchRange } from '../search-range.ts';
import { filesSummary, hasSkipped, openSession, reportReading, speedSummary, withoutTimeLine } from '../session.ts';
import { UserTables } from '../tables.ts';
import { EXIT, UsageError } from '../usage-error.ts';

/** The query and its paths: with -e or --file every positional is a path. */
function queryOf(args: ParsedArguments): { name: string; text: string; paths: readonly string[] } {
  const [expression, file] = [args.value('expression'), args.value('file')];
  if (expression !== undefined && file !== undefined) throw new UsageError('query: -e and --file cannot go together');
  let paths = args.positionals;
  let query: { name: string; text: string };
  if (expression !== undefined) query = { name: 'query', text: expression };
  else if (file !== undefined) {
    try {
      query = { name: file, text: readFileSync(file, 'utf8') };
    } catch (error) {
      throw new UsageError(`query: cannot read ${file}: ${reasonOf(error)}`);
    }
  } else {
    query = { name: 'query', text: paths[0]! };
    paths = paths.slice(1);
  }
  if (paths.length === 0 && query.name === 'query' && existsSync(query.text))
    throw new UsageError(`query: the query is missing before ${query.text}; * stands for every event`);
  return { ...query, paths };
}

/** `spoor query`: one ad hoc query over logs. */
/** Rows that are given out before it is waited until they are on their way. */
const DRAINED_AFTER = 64;

export const queryCommand: CommandDefinition = {
  name: 'query',
  summary: 'Runs one Sumo Logic query over logs and writes its rows in the query’s own order.',
  usage: ['spoor query QUERY PATH…', 'spoor query -e QUERY PATH…', 'spoor query --file FILE PATH…'],
  positionals: { min: 1, max: Number.POSITIVE_INFINITY, name: 'QUERY' },
  options: [
    { name: 'expression', short: 'e', value: 'QUERY', summary: 'the query; every positional is then a path' },
    { name: 'file', short: 'f', value: 'FILE', summary: 'read the query from a file; every positional is then a path' },
    formatOption(...ROW_FORMATS),
    OUTPUT_OPTION,
    ...RUNNING_OPTIONS,
    ...READING_OPTIONS,
  ],
  examples: [
    {
      title: 'the commonest programs of a host',
      command: `spoor query '_sourceCategory=windows/sysmon | where EventID = 1 | count by Image | sort by _count' ~/logs`,
    },
    { title: 'a query from a file, as NDJSON', command: 'spoor query --file hunt.sumo ~/logs --format ndjson' },
    {
      title: 'any log from standard input',
      command: `journalctl -o json | spoor query '* | count by _SYSTEMD_UNIT' -`,
    },
  ],
  exits: COMMON_EXITS,
  async run(args, io: CliIo) {
    const { name, text, paths } = queryOf(args);
    const query = readyQuery('query', name, text, args, io);
    const isOfTable = nodesOf(query.plan)[0]?.kind === 'table';
    if (paths.length === 0 && !isOfTable)
      throw new UsageError('query: PATH is missing: name a log, a folder of logs, or - for standard input');
    const userTables = new UserTables('query', args, io, () => [query.plan]);
    const target = saveTarget('query', query.plan, userTables);
    const session = await openSession('query', paths, args, io);
    const format = (args.value('format') ?? 'table') as RowFormat;
    const schema = schemaOf(query.plan);
    const warnings = new Warnings();
    const range = await searchRange('query', session, [query.plan]);
    const tables = await tablesFor('query', query.plan, session, range, userTables, (which, message) =>
      warnings.add(which, message),
    );
    const out = inBatches(await openResult(io, args.value('output')));
    const width = io.stdout.columns;
    const paint = paintFor(io.stdout, args, io);
    const { window, now, timeZone, categories } = session;
    const { reports, shard } = await runJob(
      queryJob,
      {
        ...{ plan: query.plan, window, range, now, timeZone, categories, tables },
        assumed: query.assumed.map((one) => one.name),
        isStreamed: args.value('order') === 'input' && format === 'ndjson',
      },
      session.inputs,
      { ...session.reading, drained: () => out.drained() },
      (item) => {
        if (typeof item === 'string') out.write(item);
        else if (item instanceof Uint8Array) out.writeBytes(item);
        else for (const { code, message } of item.warnings) warnings.add(code, message);
      },
    );
    const { counts, fields, scope } = shard;
    const result = shard.finish();
    let count = shard.streamed;
    let hiddenColumns = 0;
    session.progress.clear();
    if (format === 'ndjson') {
      for (const row of result.rows) {
        count++;
        out.write(`${rowText(row, schema)}\n`);
        if (count % DRAINED_AFTER === 0) await out.drained();
      }
    } else {
      count = result.rows.length;
      const { text, hidden } = renderRows(result.rows, result.schema, format, width, paint);
      out.write(text);
      hiddenColumns = hidden;
    }
    const isInterrupted = io.isInterrupted();
    if (isInterrupted) await out.discard();
    // What is said of the run comes behind the result.
    else await out.drained();
    const code = paths.length === 0 ? EXIT.ok : reportReading('query', session, reports, io);
    if (!isInterrupted) {
      await out.commit();
      if (target) {
        const rows = result.rows.map((row) => rowEntries(row, schema));
        await saveTable('query', target, rows, io);
      }
    }
    for (const { code: which, message } of warnings.list())
      io.stderr.write(`${session.paint.warning('warning')} [${which}] ${visibleText(message)}\n`);
    for (const line of truncationLines(result.truncations, session.paint)) io.stderr.write(`${line}\n`);
    if (schema.rows === 'messages' || args.has('from') || args.has('to'))
      io.stderr.write(withoutTimeLine(counts.withoutTime, counts.events, session.window));
    if (!session.quiet && counts.events > 0)
      io.stderr.write(missingFieldsLine(fields.missing, session.window, session.paint));
    if (!session.quiet && !scope.passed && counts.events > 0) io.stderr.write(outOfScopeHint(['the query'], counts));
    if (!session.quiet) io.stderr.write(hiddenColumnsLine(hiddenColumns));
    if (!session.quiet || hasSkipped(reports)) {
      const rows = `${count} ${count === 1 ? 'row' : 'rows'}`;
      io.stderr.write(`${filesSummary(reports, counts)} · ${rows} · ${speedSummary(session.progress)}\n`);
    }
    return code;
  },
};
