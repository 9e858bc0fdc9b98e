import { existsSync, readFileSync, statSync } from 'node:fs';
import type { ReadyQuery } from '../../detection/index.ts';
import type { EvaluationContext } from '../../engines/js/evaluate.ts';
import { prepareTrace } from '../../engines/js/trace.ts';
import { NearMisses } from '../../proof/index.ts';
import { isWithin, readInputs } from '../../scan/index.ts';
import type { CommandDefinition, ParsedArguments } from '../command.ts';
import { chosenPackages } from '../detections.ts';
import { COMMON_EXITS } from '../exits.ts';
import type { CliIo } from '../io.ts';
import { formatOption, OUTPUT_OPTION, READING_OPTIONS, RUNNING_OPTIONS } from '../options.ts';
import { type Paint, paintFor } from '../output/color.ts';
import { openResult } from '../output/result-writer.ts';
import { cellText } from '../output/rows.ts';
import { renderTable } from '../output/table.ts';
import { renderTrace, traceObject } from '../output/trace.ts';
import { readyQuery } from '../query-text.ts';
import { filesSummary, openSession, reportReading, type Session, speedSummary } from '../session.ts';
import { UsageError } from '../usage-error.ts';

/** The query that an id or a query file names, ready to run. */
async function queryOf(id: string, args: ParsedArguments, io: CliIo): Promise<ReadyQuery> {
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

function renderMisses(misses: NearMisses, width: number, paint: Paint): string {
  const rows = misses
    .list()
    .map((miss) => [
      String(miss.events),
      miss.test,
      miss.saw.map(([field, value]) => `${field} = ${cellText(value) || 'no value'}`).join(', '),
      miss.change,
      `${miss.example.file}#${miss.example.record}`,
    ]);
  if (rows.length === 0) return '';
  const columns = [
    { title: 'EVENTS', right: true },
    { title: 'ONLY THIS FAILED', weight: 2 },
    { title: 'SAW', weight: 2 },
    { title: 'SMALLEST CHANGE' },
    { title: 'FOR EXAMPLE', keepEnd: true },
  ];
  return `${renderTable(columns, rows, width, paint)}\n`;
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
    const trace = prepareTrace(query.plan, contextOf(session));
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
          session.progress.events++;
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
    else if (records.size === 0) out.write(renderMisses(misses, io.stdout.columns, paint));
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
