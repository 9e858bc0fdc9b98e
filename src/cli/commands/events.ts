import { builtinOf } from '../../engines/js/row.ts';
import { type Event, foldName, type Raw } from '../../event/index.ts';
import { isWithin, readInputs } from '../../scan/index.ts';
import { formatIsoTime, parseJson, printJson } from '../../value/index.ts';
import type { CommandDefinition } from '../command.ts';
import { COMMON_EXITS } from '../exits.ts';
import { formatOption, OUTPUT_OPTION, READING_OPTIONS } from '../options.ts';
import { openResult } from '../output/result-writer.ts';
import {
  filesSummary,
  hasSkipped,
  openSession,
  reportReading,
  type Session,
  speedSummary,
  throttled,
  withoutTimeLine,
} from '../session.ts';
import { UsageError } from '../usage-error.ts';
import { compileWhere } from '../where.ts';

/**
 * An event in the canonical form of the command line's contract: System fields flat, then the payload under its element's name,
 * then the built-in fields that the log itself sets.
 */
export function canonicalEvent(event: Event): Record<string, unknown> {
  const fields = Object.fromEntries(event.payload());
  const payload = event.payloadKind === 'fields' ? fields : { [event.payloadKind]: fields };
  return {
    ...Object.fromEntries(event.system()),
    ...(event.payload().length > 0 && payload),
    ...event.metadata,
  };
}

/** The line of an event. Text has only `_raw`; JSON of no known shape is as logged, or it would not read back the same. */
export function canonicalLine(event: Event): string {
  if (event.shape === 'text') return JSON.stringify({ _raw: event.raw() });
  if (event.shape !== 'json') return JSON.stringify(canonicalEvent(event));
  const text = event.original();
  const json = /[\r\n]/.test(text) ? parseJson(text) : undefined;
  return json ? printJson(json) : text;
}

/** Fields by name, built-in ones included. */
function chosenFields(event: Event, names: readonly string[], session: Session): Record<string, Raw> {
  const read = (name: string): Raw => {
    const value = builtinOf(foldName(name), event, session.metadata) ?? event.get(name);
    return typeof value === 'number' && BUILTIN_TIMES.has(foldName(name)) ? formatIsoTime(value) : value;
  };
  return Object.fromEntries(names.map((name) => [name, read(name)]).filter(([, value]) => value !== undefined));
}

const BUILTIN_TIMES = new Set(['_messagetime', '_receipttime']);

/** `spoor events`: the decoder as a tool. */
export const eventsCommand: CommandDefinition = {
  name: 'events',
  summary: 'Decodes logs and writes their events, one JSON object a line, in record order.',
  usage: ['spoor events PATH… [--where EXPR] [--fields A,B] [--shape canonical|original]'],
  positionals: { min: 1, max: Number.POSITIVE_INFINITY, name: 'PATH' },
  options: [
    { name: 'where', value: 'EXPR', summary: 'only events for which this expression of the query language holds' },
    { name: 'fields', value: 'A,B', summary: 'only these fields, in this order' },
    {
      name: 'shape',
      value: 'SHAPE',
      choices: ['canonical', 'original'],
      summary: 'original: the form that the file has (XML for EVTX)',
    },
    formatOption('ndjson'),
    OUTPUT_OPTION,
    ...READING_OPTIONS,
  ],
  examples: [
    { title: 'everything in a folder of logs', command: 'spoor events ~/logs > events.ndjson' },
    {
      title: 'process creations, three fields',
      command: `spoor events Sysmon.evtx --where 'EventID = 1' --fields UtcTime,Image,CommandLine`,
    },
    {
      title: 'the XML of a record',
      command: `spoor events Security.evtx --where 'EventRecordID = 4711' --shape original`,
    },
  ],
  exits: COMMON_EXITS,
  async run(args, io) {
    const where = args.value('where');
    const keeps = where === undefined ? () => true : compileWhere(where, 'events: --where');
    const fields = args
      .value('fields')
      ?.split(',')
      .map((name) => name.trim());
    if (fields?.some((name) => name === ''))
      throw new UsageError('events: --fields takes names with commas between them');
    const isOriginal = args.value('shape') === 'original';
    if (isOriginal && fields) throw new UsageError('events: --fields and --shape original cannot go together');
    const session = await openSession('events', args.positionals, args, io);
    const out = await openResult(io, args.value('output'));
    const { from, to } = session.window;
    const isPlain = where === undefined && !fields && !isOriginal && from === undefined && to === undefined;
    let events = 0;
    let withoutTime = 0;
    const reports = await readInputs(
      throttled(session.inputs, () => out.drained()),
      {
        event(event) {
          session.progress.events++;
          if (!event.time) withoutTime++;
          if (!isWithin(event, session.window) || !keeps(event, session)) return true;
          events++;
          const text = isOriginal
            ? event.original()
            : fields
              ? JSON.stringify(chosenFields(event, fields, session))
              : canonicalLine(event);
          out.write(`${text}\n`);
          return true;
        },
      },
      isPlain ? { ...session.reading, lines: (bytes) => out.writeBytes(bytes) } : session.reading,
    );
    if (isPlain) {
      const written = reports.reduce((sum, report) => sum + report.events, 0);
      events = written;
      session.progress.events = written;
    }
    if (io.isInterrupted()) await out.discard();
    const code = reportReading('events', session, reports, io);
    if (!io.isInterrupted()) await out.commit();
    const all = session.progress.events;
    if (session.window.from !== undefined || session.window.to !== undefined)
      io.stderr.write(withoutTimeLine(withoutTime, all, session.window));
    if (!session.quiet || hasSkipped(reports))
      io.stderr.write(
        `${filesSummary(reports, { events: all })} · written ${events} · ${speedSummary(session.progress)}\n`,
      );
    return code;
  },
};
