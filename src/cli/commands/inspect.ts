import { sourceCategoryOf } from '../../event/index.ts';
import { readsOf } from '../../proof/index.ts';
import {
  EventCounts,
  type InputReport,
  isWithin,
  readInputs,
  type Visibility,
  visibilityOf,
} from '../../scan/index.ts';
import { formatIsoTime } from '../../value/index.ts';
import type { CommandDefinition } from '../command.ts';
import { loadShippedDetections } from '../detections.ts';
import { COMMON_EXITS } from '../exits.ts';
import type { CliIo } from '../io.ts';
import { formatOption, OUTPUT_OPTION, READING_OPTIONS } from '../options.ts';
import { type Paint, paintFor } from '../output/color.ts';
import { openResult } from '../output/result-writer.ts';
import { oneLine, renderTable } from '../output/table.ts';
import { filesSummary, hasSkipped, openSession, reportReading, speedSummary } from '../session.ts';

/** Ids that a channel's line names; the rest are counted. */
const NAMED_IDS = 8;

function channelRows(counts: EventCounts): string[][] {
  const byChannel = new Map<string, { events: number; ids: [number, number][] }>();
  for (const { channel, eventId, events } of counts.list()) {
    const entry = byChannel.get(channel) ?? { events: 0, ids: [] };
    entry.events += events;
    if (eventId !== undefined) entry.ids.push([eventId, events]);
    byChannel.set(channel, entry);
  }
  return [...byChannel].map(([channel, { events, ids }]) => {
    const commonest = [...ids].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    const named = commonest.slice(0, NAMED_IDS).map(([id, count]) => `${id}×${count}`);
    const more = commonest.length - named.length;
    const category = channel === '' ? '' : sourceCategoryOf(channel);
    return [
      channel === '' ? '(no channel)' : channel,
      String(events),
      category,
      named.join(' ') + (more > 0 ? ` +${more} ids` : ''),
    ];
  });
}

function inspection(reports: readonly InputReport[], counts: EventCounts, visibility: readonly Visibility[]) {
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
    channels: counts
      .list()
      .map(({ channel, eventId, events }) => ({ channel, ...(eventId !== undefined && { eventId }), events })),
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
  visibility: readonly Visibility[],
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
  const detections = renderTable(
    [{ title: 'DETECTION' }, { title: 'SEES' }, { title: 'WHY', weight: 3 }],
    visibility.map((one) => [one.detection, one.sees ? 'yes' : 'nothing', one.reason]),
    width,
    paint,
  );
  return `${[head.join('\n'), files, channels, detections].join('\n\n')}\n`;
}

/** `spoor inspect`: what logs hold, and which detections can see something in them. */
export const inspectCommand: CommandDefinition = {
  name: 'inspect',
  summary: 'Says what logs hold, and which detections can see something in them and why.',
  usage: ['spoor inspect PATH…'],
  positionals: { min: 1, max: Number.POSITIVE_INFINITY, name: 'PATH' },
  options: [formatOption('table', 'json'), OUTPUT_OPTION, ...READING_OPTIONS],
  examples: [
    { title: 'a folder of logs', command: 'spoor inspect ~/logs' },
    { title: 'for a script', command: 'spoor inspect Sysmon.evtx --format json' },
    { title: 'why files were ignored', command: 'spoor inspect ~/logs --verbose' },
  ],
  exits: COMMON_EXITS,
  async run(args, io: CliIo) {
    const session = await openSession('inspect', args.positionals, args, io);
    const counts = new EventCounts();
    const reports = await readInputs(
      session.inputs,
      {
        event(event) {
          session.progress.events++;
          if (isWithin(event, session.window)) {
            counts.add(event, session.metadata(event)._sourceCategory);
            counts.addHost(event);
          }
          return true;
        },
      },
      session.reading,
    );
    const code = reportReading('inspect', session, reports, io);
    const detections = await loadShippedDetections();
    const visibility = detections.map((detection) => visibilityOf(detection.manifest.slug, readsOf(detection), counts));
    const shown = session.verbose ? reports : reports.filter((report) => report.status !== 'ignored');
    const out = await openResult(io, args.value('output'));
    out.write(
      args.value('format') === 'json'
        ? `${JSON.stringify(inspection(reports, counts, visibility), null, 2)}\n`
        : printTables(shown, counts, visibility, io.stdout.columns, paintFor(io.stdout, args, io)),
    );
    await out.commit();
    if (!session.quiet || hasSkipped(reports))
      io.stderr.write(`${filesSummary(reports, counts)} · ${speedSummary(session.progress)}\n`);
    return code;
  },
};
