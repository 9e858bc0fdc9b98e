import { eventsJob, runJob } from '../../scan/index.ts';
import type { CommandDefinition } from '../command.ts';
import { COMMON_EXITS } from '../exits.ts';
import { formatOption, OUTPUT_OPTION, READING_OPTIONS } from '../options.ts';
import { inBatches, openResult } from '../output/result-writer.ts';
import { filesSummary, hasSkipped, openSession, reportReading, speedSummary, withoutTimeLine } from '../session.ts';
import { UsageError } from '../usage-error.ts';
import { parseWhere } from '../where.ts';

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
    const condition = where === undefined ? undefined : parseWhere(where, 'events: --where');
    const fields = args
      .value('fields')
      ?.split(',')
      .map((name) => name.trim());
    if (fields?.some((name) => name === ''))
      throw new UsageError('events: --fields takes names with commas between them');
    const isOriginal = args.value('shape') === 'original';
    if (isOriginal && fields) throw new UsageError('events: --fields and --shape original cannot go together');
    const session = await openSession('events', args.positionals, args, io);
    const out = inBatches(await openResult(io, args.value('output')));
    const { window, now, timeZone, categories } = session;
    const { reports, shard } = await runJob(
      eventsJob,
      {
        ...{ where: condition, fields, window, now, timeZone, categories },
        shape: isOriginal ? 'original' : 'canonical',
      },
      session.inputs,
      { ...session.reading, drained: () => out.drained() },
      (item) => (typeof item === 'string' ? out.write(item) : out.writeBytes(item)),
    );
    const events = reports.reduce((sum, report) => sum + report.events, 0);
    if (io.isInterrupted()) await out.discard();
    // What is said of the run comes behind the result.
    else await out.drained();
    const code = reportReading('events', session, reports, io);
    if (!io.isInterrupted()) await out.commit();
    const isLimited = window.from !== undefined || window.to !== undefined;
    const { withoutTime } = shard.counted;
    const written = isLimited || where !== undefined ? shard.counted.written : events;
    if (isLimited) io.stderr.write(withoutTimeLine(withoutTime, events, window));
    if (!session.quiet || hasSkipped(reports))
      io.stderr.write(
        `${filesSummary(reports, { events })} · written ${written} · ${speedSummary(session.progress)}\n`,
      );
    return code;
  },
};
