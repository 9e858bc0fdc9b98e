import { sourceCategoryOf } from '../../event/index.ts';
import {
  countJob,
  type EventCounts,
  howToLog,
  type InputReport,
  missingLogs,
  runJob,
  type SeverityLevel,
  severityRank,
  type Visibility,
  visibilityOfAll,
} from '../../scan/index.ts';
import { formatIsoTime } from '../../value/index.ts';
import { CHOICE_OPTIONS } from '../choose-rules.ts';
import type { CommandDefinition } from '../command.ts';
import { checkRuleOptions, chosenOf, loadRules, RULE_OPTIONS } from '../detections.ts';
import { COMMON_EXITS } from '../exits.ts';
import type { CliIo } from '../io.ts';
import { formatOption, OUTPUT_OPTION, READING_OPTIONS } from '../options.ts';
import { levelPaint } from '../output/alerts.ts';
import { type Paint, paintFor } from '../output/color.ts';
import { openResult } from '../output/result-writer.ts';
import { oneLine, renderTable } from '../output/table.ts';
import { filesSummary, hasSkipped, openSession, reportReading, speedSummary } from '../session.ts';
import { chosenDetections } from '../shipped-detections.ts';

/** Ids that a channel's line names; the rest are counted. */
const NAMED_IDS = 8;

function channelRows(counts: EventCounts): string[][] {
  const byChannel = new Map<string, { events: number; ids: [number, number][]; readonly channel: string }>();
  for (const { channel, provider, eventId, events } of counts.list()) {
    const place = channel !== '' ? channel : provider === undefined ? '(no channel)' : `(no channel) ${provider}`;
    const entry = byChannel.get(place) ?? { events: 0, ids: [], channel };
    entry.events += events;
    if (eventId !== undefined) entry.ids.push([eventId, events]);
    byChannel.set(place, entry);
  }
  return [...byChannel].map(([place, { channel, events, ids }]) => {
    const commonest = [...ids].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    const named = commonest.slice(0, NAMED_IDS).map(([id, count]) => `${id}×${count}`);
    const more = commonest.length - named.length;
    const category = channel === '' ? '' : sourceCategoryOf(channel);
    return [place, String(events), category, named.join(' ') + (more > 0 ? ` +${more} ids` : '')];
  });
}

/** A rule with what it can see; `detection` is its id, as for packages. */
type Sight = Visibility & { readonly title?: string; readonly severity?: SeverityLevel; readonly path?: string };

/** Rules that a group of the table names, unless all are wanted. */
const NAMED_RULES = 3;

const ruleName = ({ title, detection }: Sight): string => title ?? detection;

/** Rules that see nothing, by the log that they would need; each by itself if all are wanted. */
function blindTables(visibility: readonly Sight[], isAll: boolean, width: number, paint: Paint): string {
  const missing = missingLogs(visibility);
  const blind = missing.reduce((sum, { rules }) => sum + rules.length, 0);
  const head = `${paint.bold('Rules')}       ${visibility.length - blind} of ${visibility.length} can see something here`;
  if (missing.length === 0) return head;
  const highest = (rules: readonly Sight[]): SeverityLevel | undefined =>
    rules.reduce<Sight | undefined>(
      (most, one) => (severityRank(one.severity) > severityRank(most?.severity) ? one : most),
      undefined,
    )?.severity;
  const logs = renderTable(
    [
      { title: 'LOG THAT IS NOT HERE', weight: 2 },
      { title: 'RULES', right: true },
      { title: 'HIGHEST', weight: 3, paint: levelPaint(paint) },
      { title: 'SUCH AS', weight: 1.5 },
      { title: 'TO HAVE IT', weight: 2 },
    ],
    missing.map(({ log, rules }) => {
      const weighty = [...(rules as readonly Sight[])].sort(
        (a, b) => severityRank(b.severity) - severityRank(a.severity),
      );
      const named = weighty.slice(0, NAMED_RULES).map(ruleName).join('; ');
      return [log, String(rules.length), highest(rules) ?? '', named, howToLog(log) ?? ''];
    }),
    width,
    paint,
  );
  if (!isAll) return `${head}\n\n${logs}`;
  const each = renderTable(
    [
      { title: 'LEVEL', weight: 4, paint: levelPaint(paint) },
      { title: 'RULE THAT SEES NOTHING', weight: 2 },
      { title: 'WHY', weight: 2 },
      { title: 'FILE', keepEnd: true },
    ],
    missing.flatMap(({ rules }) =>
      (rules as readonly Sight[]).map((one) => [one.severity ?? '', ruleName(one), one.reason, one.path ?? '']),
    ),
    width,
    paint,
  );
  return `${head}\n\n${logs}\n\n${each}`;
}

function inspection(reports: readonly InputReport[], counts: EventCounts, visibility: readonly Sight[]) {
  const { span } = counts;
  return {
    files: reports.map(({ name, format, reason, events, damages, notes, shapes, status }) => ({
      file: name,
      status,
      ...(format !== undefined && { format }),
      reason,
      events,
      damages,
      shapes: Object.fromEntries(shapes),
      notes,
    })),
    events: counts.events,
    ...(span && { from: formatIsoTime(span.from), to: formatIsoTime(span.to) }),
    withoutTime: counts.withoutTime,
    lossy: counts.lossy,
    hosts: Object.fromEntries(counts.hosts()),
    sourceCategories: Object.fromEntries(counts.categories()),
    channels: counts.list().map(({ channel, provider, eventId, events }) => ({
      channel,
      ...(provider !== undefined && { provider }),
      ...(eventId !== undefined && { eventId }),
      events,
    })),
    detections: visibility,
  };
}

/** The format with the shapes of its records: `ndjson: nxlog`. */
function formatName(report: InputReport): string {
  if (!report.format) return report.status;
  const shapes = [...report.shapes.keys()].filter((shape) => shape !== report.format);
  return shapes.length > 0 ? `${report.format}: ${shapes.join(', ')}` : report.format;
}

function printTables(
  reports: readonly InputReport[],
  counts: EventCounts,
  seeing: string,
  width: number,
  paint: Paint,
): string {
  const { span } = counts;
  const hosts = counts.hosts();
  const categories = counts.categories();
  const head = [
    `${paint.bold('Time (UTC)')}  ${span ? `${formatIsoTime(span.from)} to ${formatIsoTime(span.to)}` : 'no event has a time'}`,
    `${paint.bold('Hosts')}       ${
      hosts
        .slice(0, 5)
        .map(([name, events]) => `${oneLine(name)} (${events})`)
        .join(', ') || 'none named'
    }${hosts.length > 5 ? ` and ${hosts.length - 5} more` : ''}`,
    `${paint.bold('Categories')}  ${
      categories
        .slice(0, 6)
        .map(([name, events]) => `${oneLine(name)} (${events})`)
        .join(', ') || 'none'
    }${categories.length > 6 ? ` and ${categories.length - 6} more` : ''}`,
  ];
  if (counts.withoutTime > 0)
    head.push(`${counts.withoutTime === 1 ? '1 event has' : `${counts.withoutTime} events have`} no time`);
  if (counts.lossy > 0) head.push(`${counts.lossy} events are in a form that cannot hold all that the log held`);
  const files = renderTable(
    [
      { title: 'FILE', keepEnd: true, weight: 2 },
      { title: 'FORMAT' },
      { title: 'EVENTS', right: true },
      { title: 'DAMAGE', right: true },
      { title: 'WHY, AND REMARKS' },
    ],
    reports.map((report) => [
      report.name,
      formatName(report),
      String(report.events),
      String(report.damages),
      [report.reason, ...report.notes].join('; '),
    ]),
    width,
    paint,
  );
  const channels = renderTable(
    [
      { title: 'CHANNEL', weight: 2 },
      { title: 'EVENTS', right: true },
      { title: 'SOURCE CATEGORY' },
      { title: 'EVENT IDS', weight: 2 },
    ],
    channelRows(counts),
    width,
    paint,
  );
  return `${[head.join('\n'), files, channels, seeing].join('\n\n')}\n`;
}

/** What each detection can see, and why. */
function sightTable(visibility: readonly Visibility[], width: number, paint: Paint): string {
  const columns = [{ title: 'DETECTION' }, { title: 'SEES' }, { title: 'WHY', weight: 3 }];
  const rows = visibility.map((one) => [one.detection, one.sees ? 'yes' : 'nothing', one.reason]);
  return renderTable(columns, rows, width, paint);
}

/** `spoor inspect`: what logs hold, and which detections can see something in them. */
export const inspectCommand: CommandDefinition = {
  name: 'inspect',
  summary: 'Says what logs hold, and which detections can see something in them and why.',
  usage: ['spoor inspect PATH…', 'spoor inspect PATH… --rules DIR|FILE…'],
  positionals: { min: 1, max: Number.POSITIVE_INFINITY, name: 'PATH' },
  options: [...RULE_OPTIONS, ...CHOICE_OPTIONS, formatOption('table', 'json'), OUTPUT_OPTION, ...READING_OPTIONS],
  examples: [
    { title: 'a folder of logs', command: 'spoor inspect ~/logs' },
    { title: 'for a script', command: 'spoor inspect Sysmon.evtx --format json' },
    { title: 'why files were ignored', command: 'spoor inspect ~/logs --verbose' },
    { title: 'which logs rules miss here', command: 'spoor inspect ~/logs --rules sigma/ --level high' },
  ],
  exits: COMMON_EXITS,
  async run(args, io: CliIo) {
    checkRuleOptions('inspect', args);
    const rules = args.has('rules') ? await loadRules('inspect', args.values('rules'), args, io) : undefined;
    const session = await openSession('inspect', args.positionals, args, io);
    const { window, categories } = session;
    const { reports, shard } = await runJob(
      countJob,
      { window, categories },
      session.inputs,
      session.reading,
      () => undefined,
    );
    const { counts } = shard;
    const code = reportReading('inspect', session, reports, io);
    const detections = rules?.detections ?? chosenOf('inspect', chosenDetections('inspect', [], args, io), args, io);
    const sights = visibilityOfAll(detections, counts);
    const visibility = detections.map(
      ({ title, severity, path }, index): Sight => ({
        ...sights[index]!,
        ...(rules && { ...(title && { title }), ...(severity && { severity }), ...(path && { path }) }),
      }),
    );
    const shown = session.verbose ? reports : reports.filter((report) => report.status !== 'ignored');
    const out = await openResult(io, args.value('output'));
    const paint = paintFor(io.stdout, args, io);
    const { columns } = io.stdout;
    if (args.value('format') === 'json')
      out.write(`${JSON.stringify(inspection(reports, counts, visibility), null, 2)}\n`);
    else {
      const seeing = rules
        ? blindTables(visibility, session.verbose, columns, paint)
        : sightTable(visibility, columns, paint);
      out.write(printTables(shown, counts, seeing, columns, paint));
    }
    await out.commit();
    const blind = visibility.filter(({ sees }) => !sees).length;
    const rulesSummary = rules
      ? `rules ${detections.length + rules.parts} loaded, ${rules.notLoaded.length} not loaded, ${blind} see nothing here · `
      : '';
    if (!session.quiet || hasSkipped(reports))
      io.stderr.write(`${rulesSummary}${filesSummary(reports, counts)} · ${speedSummary(session.progress)}\n`);
    return code;
  },
};
