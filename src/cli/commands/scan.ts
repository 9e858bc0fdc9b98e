import { SpillError, temporarySpillStore } from '../../host/node/index.ts';
import {
  type Alert,
  type DetectResult,
  detect,
  type RunnableDetection,
  type SpillRun,
  type SpillStore,
  visibilityOf,
  Warnings,
  whatRanOverWhat,
  whatRulesRanOver,
} from '../../scan/index.ts';
import { visibleText } from '../../source/index.ts';
import type { CommandDefinition, ParsedArguments } from '../command.ts';
import { chosenDetections, type LoadedRules, loadRules } from '../detections.ts';
import { exitsWith } from '../exits.ts';
import { tablesFor } from '../inner.ts';
import type { CliIo } from '../io.ts';
import { formatOption, OUTPUT_OPTION, READING_OPTIONS, RUNNING_OPTIONS } from '../options.ts';
import { foldAlerts, renderAlerts } from '../output/alerts.ts';
import { paintFor } from '../output/color.ts';
import { openResult, type ResultWriter } from '../output/result-writer.ts';
import { cellText, csvField, ROW_FORMATS, type RowFormat } from '../output/rows.ts';
import { outOfScopeHint, truncationLines } from '../remarks.ts';
import { searchRange } from '../search-range.ts';
import { filesSummary, openSession, reportReading, type Session, speedSummary, withoutTimeLine } from '../session.ts';
import { UserTables } from '../tables.ts';
import { EXIT, UsageError } from '../usage-error.ts';

const LEVELS = ['informational', 'low', 'medium', 'high', 'critical'] as const;

/** Units of text that are written at once, so that many alerts do not cost a write each. */
const LINES_TOGETHER = 32_768;

/** Alerts that a table shows at most; NDJSON has no such bound. */
const TABLE_ROWS = 100_000;

const CSV_COLUMNS: readonly (readonly [string, (alert: Alert) => unknown])[] = [
  ['time', (alert) => alert.time],
  ['severity', (alert) => alert.severity],
  ['detection', (alert) => alert.detection ?? alert.rule?.id],
  ['title', (alert) => alert.title],
  ['branch', (alert) => alert.branch],
  ['host', (alert) => alert.host],
  ['user', (alert) => alert.user],
  ['count', (alert) => alert.count],
  ['file', (alert) => alert.events[0]?.file],
  ['record', (alert) => alert.events[0]?.record],
  ['fields', (alert) => JSON.stringify(alert.fields)],
];

/** Writes alerts one by one in the form asked for; tables wait for all of them. */
class AlertWriter {
  readonly #out: ResultWriter;
  readonly #format: RowFormat;
  readonly #kept: Alert[] = [];
  /** Lines to be written together, unless each alert is to be seen as it is found. */
  #lines = '';
  readonly #most: number;
  #written = 0;

  constructor(out: ResultWriter, format: RowFormat, isImmediate: boolean) {
    this.#out = out;
    this.#format = format;
    this.#most = isImmediate ? 0 : LINES_TOGETHER;
    if (format === 'json') out.write('[');
    if (format === 'csv') out.write(`${CSV_COLUMNS.map(([name]) => name).join(',')}\r\n`);
  }

  /** True if a table will show equal alerts as one. */
  get folds(): boolean {
    return this.#format === 'table' && foldAlerts(this.#kept).length < this.#kept.length;
  }

  /** True once a table could not take more. */
  get truncated(): boolean {
    return this.#format === 'table' && this.#written > TABLE_ROWS;
  }

  write(alert: Alert): void {
    const isFirst = this.#written++ === 0;
    switch (this.#format) {
      case 'ndjson':
        this.#lines += `${JSON.stringify(alert)}\n`;
        if (this.#lines.length > this.#most) this.#flush();
        break;
      case 'json':
        this.#out.write(`${isFirst ? '\n' : ',\n'}${JSON.stringify(alert)}`);
        break;
      case 'csv':
        this.#out.write(`${CSV_COLUMNS.map(([, value]) => csvField(cellText(value(alert)))).join(',')}\r\n`);
        break;
      case 'table':
        if (this.#kept.length < TABLE_ROWS) this.#kept.push(alert);
    }
  }

  #flush(): void {
    if (this.#lines !== '') this.#out.write(this.#lines);
    this.#lines = '';
  }

  finish(render: (alerts: readonly Alert[]) => string): void {
    this.#flush();
    if (this.#format === 'json') this.#out.write(this.#written > 0 ? '\n]\n' : ']\n');
    if (this.#format === 'table') this.#out.write(render(this.#kept));
  }
}

/** Puts alerts aside; remembers what is under way, and why it could not, so that the reading can wait or end. */
class WatchedSpill implements SpillStore {
  readonly #store = temporarySpillStore();
  #writing: Promise<unknown> | undefined;
  failure: SpillError | undefined;

  write(lines: Iterable<string>): Promise<SpillRun> {
    const writing = this.#store.write(lines);
    this.#writing = writing
      .catch((error: SpillError) => (this.failure = error))
      .finally(() => (this.#writing = undefined));
    return writing;
  }

  /** Waits for what is under way, so that alerts do not pile up in memory. */
  async settled(): Promise<void> {
    await this.#writing;
  }
}

function spillMistake({ message }: SpillError): UsageError {
  return new UsageError(`scan: ${message}`, 'TMPDIR names another folder; --order input needs none');
}

function failed(failOn: string | undefined, levels: ReadonlySet<string | undefined>, alerts: number): boolean {
  if (failOn === undefined || alerts === 0) return false;
  if (failOn === 'any') return true;
  const least = LEVELS.indexOf(failOn as (typeof LEVELS)[number]);
  return [...levels].some((level) => level !== undefined && LEVELS.indexOf(level as (typeof LEVELS)[number]) >= least);
}

async function detectionsFor(args: ParsedArguments, io: CliIo): Promise<LoadedRules> {
  if (args.has('pipeline') && !args.has('rules'))
    throw new UsageError('scan: --pipeline rewrites Sigma rules, which --rules names');
  if (!args.has('rules'))
    return { detections: await chosenDetections('scan', args.values('detection'), args, io), notLoaded: [], parts: 0 };
  if (args.has('detection'))
    throw new UsageError('scan: --rules and --detection cannot go together: --rules runs only what it names');
  return loadRules('scan', args.values('rules'), args, io);
}

function endOfScan(
  session: Session,
  detections: readonly RunnableDetection[],
  rules: LoadedRules,
  result: DetectResult,
  isRules: boolean,
  isVerbose: boolean,
  isFolded: boolean,
): string {
  const visibility = detections.map((one) => visibilityOf(one.id, one.reads, result.counts, one.reach));
  const blind = detections.filter(
    (one, index) => !visibility[index]!.sees || result.outOfScope.includes(one.id),
  ).length;
  const files = filesSummary(result.reports, result.counts);
  const blindLines = isVerbose
    ? visibility
        .map((one, index) => ({ ...one, path: detections[index]!.path }))
        .filter((one) => !one.sees && one.path !== undefined)
        .map(({ detection, path, reason }) => `sees nothing ${visibleText(path!)} (${detection}): ${reason}\n`)
        .join('')
    : '';
  const loaded = isRules
    ? `rules ${detections.length + rules.parts} loaded, ${rules.notLoaded.length} not loaded, ${blind} see nothing here · `
    : '';
  const summary = `${loaded}${files} · detections ${detections.length} (${blind} see nothing here) · alerts ${result.alertCount} · ${speedSummary(session.progress)}\n`;
  const timeless = withoutTimeLine(result.counts.withoutTime, result.counts.events, session.window);
  if (session.quiet) return `${blindLines}${timeless}${summary}`;
  const hint =
    result.outOfScope.length > 0 && result.counts.events > 0 ? outOfScopeHint(result.outOfScope, result.counts) : '';
  const folded = isFolded ? 'Equal alerts share a row (×N); --all gives each its own.\n' : '';
  const isMany = isRules && detections.length > 1 && detections.some((one) => one.reach !== undefined);
  const ran = isMany ? whatRulesRanOver(visibility, result.counts) : whatRanOverWhat(visibility, result.counts);
  return `${blindLines}${hint}${timeless}${summary}${ran}\n${folded}`;
}

/** `spoor scan`: detections over logs. */
export const scanCommand: CommandDefinition = {
  name: 'scan',
  summary: 'Runs detections over logs and writes their alerts, oldest first.',
  usage: ['spoor scan PATH… [--detection ID…]', 'spoor scan PATH… --rules DIR|FILE…'],
  positionals: { min: 1, max: Number.POSITIVE_INFINITY, name: 'PATH' },
  options: [
    {
      name: 'detection',
      short: 'd',
      value: 'ID',
      repeated: true,
      summary: 'only this detection: slug, uuid, or an ATT&CK technique for all of it',
    },
    {
      name: 'rules',
      short: 'r',
      value: 'DIR|FILE',
      repeated: true,
      summary: 'only these: .sumo query files, Sigma files, detection packages, folders of them',
    },
    {
      name: 'pipeline',
      value: 'FILE',
      repeated: true,
      summary: 'a processing pipeline that rewrites Sigma rules before they run',
    },
    {
      name: 'fail-on',
      value: 'LEVEL',
      choices: ['any', ...LEVELS],
      summary: 'exit 1 if there is an alert of this severity or above',
    },
    { name: 'all', summary: 'in tables: every alert by itself, equal ones not folded' },
    formatOption(...ROW_FORMATS),
    OUTPUT_OPTION,
    ...RUNNING_OPTIONS,
    ...READING_OPTIONS,
  ],
  examples: [
    { title: 'a folder of event logs', command: 'spoor scan ~/logs' },
    { title: 'one technique, for a script', command: 'spoor scan ~/logs --detection T1021.006 --format ndjson' },
    { title: 'your own queries, as a gate', command: 'spoor scan samples --rules detections/ --fail-on high' },
  ],
  exits: exitsWith(1, 'done, and an alert as --fail-on asks for was found'),
  async run(args, io) {
    const rules = await detectionsFor(args, io);
    const { detections } = rules;
    const session = await openSession('scan', args.positionals, args, io);
    const format = (args.value('format') ?? 'table') as RowFormat;
    const out = await openResult(io, args.value('output'));
    const writer = new AlertWriter(out, format, args.value('order') === 'input');
    const levels = new Set<string | undefined>();
    const give = (alert: Alert): void => {
      levels.add(alert.severity);
      writer.write(alert);
    };
    const userTables = new UserTables('scan', args, io);
    const { now, timeZone, window, categories } = session;
    const range = await searchRange(
      'scan',
      session,
      detections.map((one) => one.plan),
    );
    const spill = new WatchedSpill();
    const early = new Warnings();
    const ready: RunnableDetection[] = [];
    for (const detection of detections) {
      const tables = await tablesFor('scan', detection.plan, session, range, userTables, (code, message) =>
        early.add(code, `${detection.id}: ${message}`),
      );
      ready.push(tables.size > 0 ? { ...detection, tables } : detection);
    }
    const result = await detect(ready, session.inputs, {
      ...session.reading,
      ...{ now, timeZone, window, categories },
      ...(range && { range }),
      isStopped: () => spill.failure !== undefined || session.reading.isStopped?.() === true,
      spill,
      async drained() {
        await out.drained();
        await spill.settled();
      },
      ...(args.value('order') === 'input' && { streamTo: give }),
      onAlert: () => {
        session.progress.alerts++;
      },
    });
    const wasInterrupted = io.isInterrupted();
    try {
      for await (const alert of result.alerts) {
        if (io.isClosed() || (io.isInterrupted() && !wasInterrupted)) break;
        give(alert);
        await out.drained();
      }
    } catch (error) {
      throw error instanceof SpillError ? spillMistake(error) : error;
    }
    const isInterrupted = io.isInterrupted();
    session.progress.clear();
    writer.finish((alerts) => renderAlerts(alerts, args.has('all'), io.stdout.columns, paintFor(io.stdout, args, io)));
    if (isInterrupted) await out.discard();
    const code = reportReading('scan', session, result.reports, io);
    if (!isInterrupted) await out.commit();
    for (const { code: which, message } of early.list())
      io.stderr.write(`${session.paint.warning('warning')} [${which}] ${visibleText(message)}\n`);
    reportRun(session, result, writer, io);
    const isFolded = writer.folds && !args.has('all');
    io.stderr.write(endOfScan(session, detections, rules, result, args.has('rules'), args.has('verbose'), isFolded));
    return failed(args.value('fail-on'), levels, result.alertCount) ? EXIT.failed : code;
  },
};

function reportRun(session: Session, result: DetectResult, writer: AlertWriter, io: CliIo): void {
  for (const { code, message, detection } of result.warnings) {
    io.stderr.write(`${session.paint.warning('warning')} ${detection} [${code}] ${visibleText(message)}\n`);
  }
  for (const [detection, truncations] of result.truncations) {
    for (const line of truncationLines(truncations, session.paint)) io.stderr.write(`${detection}: ${line}\n`);
  }
  if (writer.truncated)
    io.stderr.write(
      `${session.paint.warning('truncated')} the table shows the first ${TABLE_ROWS} alerts; --format ndjson has all\n`,
    );
}
