import { existsSync, readFileSync, statSync } from 'node:fs';
import type { ReadyQuery } from '../../detection/index.ts';
import type { EvaluationContext } from '../../engines/js/evaluate.ts';
import { fieldsOf } from '../../engines/js/interpret.ts';
import { prepareTrace } from '../../engines/js/trace.ts';
import { loadSigma, parseSigma } from '../../languages/sigma/index.ts';
import { type NearMiss, NearMisses, PLAIN_CHANGE } from '../../proof/index.ts';
import { isWithin, readInputs, Warnings } from '../../scan/index.ts';
import { SourceText, visibleText } from '../../source/index.ts';
import type { CommandDefinition, ParsedArguments } from '../command.ts';
import { chosenPackages } from '../detections.ts';
import { COMMON_EXITS } from '../exits.ts';
import { tablesFor } from '../inner.ts';
import type { CliIo } from '../io.ts';
import { formatOption, OUTPUT_OPTION, READING_OPTIONS, RUNNING_OPTIONS } from '../options.ts';
import { type Paint, paintFor } from '../output/color.ts';
import { openResult } from '../output/result-writer.ts';
import { cellText } from '../output/rows.ts';
import { oneLine, renderTable } from '../output/table.ts';
import { renderTrace, traceObject } from '../output/trace.ts';
import { RefusedError, readyQuery, renderFindings } from '../query-text.ts';
import { searchRange } from '../search-range.ts';
import { filesSummary, openSession, reportReading, type Session, speedSummary } from '../session.ts';
import { UserTables } from '../tables.ts';
import { UsageError } from '../usage-error.ts';

/** A query or rule that runs, with the text that its conditions stand in. */
type Explained = Pick<ReadyQuery, 'plan' | 'source'>;

/** The one rule of a Sigma file. */
function ruleOf(path: string, args: ParsedArguments, io: CliIo): Explained {
  const source = new SourceText(path, readFileSync(path, 'utf8').replace(/^\ufeff/, ''));
  const { rules, refused } = loadSigma(parseSigma(source));
  if (refused.length > 0) {
    const paint = paintFor(io.stderr, args, io);
    for (const { diagnostics } of refused)
      io.stderr.write(`${renderFindings(diagnostics, source, paint, io.stderr.columns)}\n`);
    throw new RefusedError(`explain: ${path} cannot be run; nothing was run`);
  }
  const [rule, second] = rules;
  if (!rule || second) throw new UsageError(`explain: ${path} holds ${rules.length} rules; name a file that holds one`);
  return { plan: rule.plan, source };
}

/** The query that an id, a query file or a Sigma file names, ready to run. */
async function queryOf(id: string, args: ParsedArguments, io: CliIo): Promise<Explained> {
  if (/\.ya?ml$/i.test(id) && existsSync(id) && statSync(id).isFile()) return ruleOf(id, args, io);
  if (existsSync(id) && statSync(id).isFile()) return readyQuery('explain', id, readFileSync(id, 'utf8'), args, io);
  const packages = await chosenPackages('explain', [id]);
  if (packages.length > 1)
    throw new UsageError(`explain: ${id} names ${packages.length} detections; name one by its slug`);
  const query = packages[0]?.queries.get('sumo-search')?.prepared;
  if (!query) throw new UsageError(`explain: ${id} has no query that runs`);
  return query;
}

/** A path, and the record in it that is asked for. */
function placeOf(argument: string): { path: string; record: string | undefined } {
  if (existsSync(argument)) return { path: argument, record: undefined };
  const found = /^(.+)#(\d+)$/.exec(argument);
  return found ? { path: found[1]!, record: found[2]! } : { path: argument, record: undefined };
}

function contextOf(session: Session): EvaluationContext {
  return {
    now: session.now,
    timeZone: session.timeZone,
    fieldsAs: 'text',
    params: new Map(),
    metadata: session.metadata,
    warn: () => {},
  };
}

/** Values of one test that a block names; the rest is counted. */
const SHOWN_VALUES = 5;

/** Near misses in blocks: a test that failed, then what it saw, the commonest first. */
function renderMisses(misses: NearMisses, source: SourceText, width: number, paint: Paint): string {
  const byTest = new Map<string, NearMiss[]>();
  for (const miss of misses.list())
    byTest.set(`${miss.line}:${miss.column}`, [...(byTest.get(`${miss.line}:${miss.column}`) ?? []), miss]);
  const total = (group: readonly NearMiss[]): number => group.reduce((sum, miss) => sum + miss.events, 0);
  const groups = [...byTest.values()].sort((a, b) => total(b) - total(a));
  const blocks = groups.map((group) => {
    const [{ test, line, column }] = group as [NearMiss];
    const head = `${paint.bold(String(total(group)))} failed only at ${source.name}:${line}:${column}  ${paint.accent(oneLine(test))}`;
    const rows = group
      .slice(0, SHOWN_VALUES)
      .map((miss) => [
        `${miss.events}×`,
        miss.saw.map(([field, value]) => `${field} = ${cellText(value) || 'no value'}`).join(', '),
        miss.change === PLAIN_CHANGE ? '' : miss.change,
        `${miss.example.file}#${miss.example.record}`,
      ]);
    const columns = [
      { title: '', right: true },
      { title: 'it saw', weight: 2 },
      ...(rows.some((row) => row[2] !== '') ? [{ title: 'enough would be' }] : []),
      { title: 'for example', keepEnd: true },
    ];
    const cells = columns.length === 4 ? rows : rows.map(([count, saw, , example]) => [count!, saw!, example!]);
    const table = renderTable(columns, cells, width - 2, paint).replace(/^/gm, '  ');
    const more =
      group.length > SHOWN_VALUES ? `\n  ${paint.dim(`and ${group.length - SHOWN_VALUES} other values`)}` : '';
    return `${head}\n${table}${more}`;
  });
  return blocks.length > 0 ? `${blocks.join('\n\n')}\n` : '';
}

/** `spoor explain`: why an event matches or not; over logs, what almost matched. */
export const explainCommand: CommandDefinition = {
  name: 'explain',
  summary: 'Shows each test of a detection on one event; over logs, the events that one test kept from matching.',
  usage: ['spoor explain DETECTION FILE#RECORD', 'spoor explain DETECTION PATH…'],
  positionals: { min: 2, max: Number.POSITIVE_INFINITY, name: 'DETECTION and PATH' },
  options: [formatOption('table', 'ndjson', 'json'), OUTPUT_OPTION, ...RUNNING_OPTIONS, ...READING_OPTIONS],
  examples: [
    { title: 'why a record matches or not', command: 'spoor explain t1021.006 Sysmon.evtx#4711' },
    { title: 'what almost matched in a folder', command: 'spoor explain t1021.006 ~/logs' },
    { title: 'a query of your own', command: 'spoor explain hunt.sumo ~/logs --format ndjson' },
    { title: 'why a Sigma rule matched', command: 'spoor explain rule.yml Sysmon.evtx#4711' },
  ],
  exits: COMMON_EXITS,
  async run(args, io) {
    const [id, ...rest] = args.positionals as [string, ...string[]];
    const places = rest.map(placeOf);
    const records = new Set(places.map((place) => place.record).filter((record) => record !== undefined));
    if (records.size > 0 && places.some((place) => place.record === undefined)) {
      throw new UsageError('explain: name records (FILE#RECORD) or logs, not both');
    }
    const query = await queryOf(id, args, io);
    const session = await openSession(
      'explain',
      places.map((place) => place.path),
      args,
      io,
    );
    const warnings = new Warnings();
    const warn = (code: string, message: string): void => warnings.add(code, message);
    const range = await searchRange('explain', session, [query.plan]);
    const tables = await tablesFor('explain', query.plan, session, range, new UserTables('explain', args, io), warn);
    const trace = prepareTrace(query.plan, {
      ...contextOf(session),
      fieldsAs: fieldsOf(query.plan),
      range,
      tables,
      warn,
    });
    const misses = new NearMisses(query.source);
    const out = await openResult(io, args.value('output'));
    const paint = paintFor(io.stdout, args, io);
    const format = args.value('format') ?? 'table';
    const found: unknown[] = [];
    let matched = 0;
    const reports = await readInputs(
      session.inputs,
      {
        event(event, file) {
          if (!isWithin(event, session.window)) return true;
          if (records.size === 0) {
            const traced = trace(event);
            if (traced.passes) matched++;
            else misses.add(event, traced);
          } else if (String(event.origin.record) === places[file]?.record) {
            const traced = trace(event);
            const at = { file: event.origin.file, record: event.origin.record, offset: event.origin.offset };
            found.push({ ...at, ...(traceObject(traced, query.source) as object) });
            if (format === 'table') {
              out.write(
                `${paint.bold(`${at.file}#${at.record}`)} ${renderTrace(traced, query.source, io.stdout.columns, paint)}\n`,
              );
            }
          }
          return true;
        },
      },
      session.reading,
    );
    const code = reportReading('explain', session, reports, io);
    for (const { code: which, message } of warnings.list())
      io.stderr.write(`${session.paint.warning('warning')} [${which}] ${visibleText(message)}\n`);
    if (records.size > 0 && found.length === 0) {
      await out.discard();
      throw new UsageError(
        `explain: no record ${[...records].join(', ')} in ${places.map((place) => place.path).join(', ')}`,
      );
    }
    const objects =
      records.size > 0 ? found : misses.list().map(({ saw, ...miss }) => ({ ...miss, saw: Object.fromEntries(saw) }));
    if (format === 'json') out.write(`${JSON.stringify(objects, null, 2)}\n`);
    else if (format === 'ndjson') out.write(objects.map((object) => `${JSON.stringify(object)}\n`).join(''));
    else if (records.size === 0) out.write(renderMisses(misses, query.source, io.stdout.columns, paint));
    await out.commit();
    if (!session.quiet) {
      const near = misses.list().reduce((sum, miss) => sum + miss.events, 0) + misses.others;
      const words = records.size > 0 ? '' : ` · ${matched} matched · ${near} failed by one test`;
      io.stderr.write(
        `${filesSummary(reports, { events: session.progress.events })}${words} · ${speedSummary(session.progress)}\n`,
      );
    }
    return code;
  },
};
