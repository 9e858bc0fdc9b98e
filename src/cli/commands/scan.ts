import { SpillError, temporarySpillStore } from '../../host/node/index.ts';
import {
  type Alert,
  AlertSummary,
  type DetectResult,
  detect,
  detectorStats,
  GROUPINGS,
  type Grouping,
  type RunnableDetection,
  SEVERITY_LEVELS,
  type SeverityLevel,
  type SpillRun,
  type SpillStore,
  severityRank,
  type Visibility,
  visibilityOfAll,
  Warnings,
  whatRanOverWhat,
  whatRulesRanOver,
} from '../../scan/index.ts';
import { visibleText } from '../../source/index.ts';
import { CHOICE_OPTIONS } from '../choose-rules.ts';
import type { CommandDefinition, ParsedArguments } from '../command.ts';
import { checkRuleOptions, chosenOf, type LoadedRules, loadRules, RULE_OPTIONS } from '../detections.ts';
import { exitsWith } from '../exits.ts';
import { tablesFor } from '../inner.ts';
import type { CliIo } from '../io.ts';
import { kindCache } from '../kind-cache.ts';
import { formatOption, OUTPUT_OPTION, READING_OPTIONS, RUNNING_OPTIONS } from '../options.ts';
import type { AlertFormDefinition, AlertFormSetting } from '../output/alert-forms/form.ts';
import { groupedForm } from '../output/alert-forms/grouped.ts';
import { ALERT_FORMS } from '../output/alert-forms/index.ts';
import { paintFor } from '../output/color.ts';
import { renderDetectorStats } from '../output/detector-stats.ts';
import { explainCommands } from '../output/explain-command.ts';
import { inBatches, openResult } from '../output/result-writer.ts';
import { ROW_FORMATS, type RowFormat } from '../output/rows.ts';
import { runSummary } from '../output/run-summary.ts';
import { outOfScopeHint, truncationLines } from '../remarks.ts';
import { searchRange } from '../search-range.ts';
import { filesSummary, openSession, reportReading, type Session, speedSummary, withoutTimeLine } from '../session.ts';
import { chosenDetections } from '../shipped-detections.ts';
import { UserTables } from '../tables.ts';
import { EXIT, UsageError } from '../usage-error.ts';
import { VERSION } from '../version.ts';

/** Puts alerts aside; remembers what is under way, and why it could not, so that the reading can wait or end. */
class WatchedSpill implements SpillStore {
  readonly #store = temporarySpillStore();
  readonly #collect: () => void;
  #writing: Promise<unknown> | undefined;
  /** True if alerts were put aside of which the memory was not given back yet. */
  #isGone = false;
  failure: SpillError | undefined;

  constructor(collect: () => void) {
    this.#collect = collect;
  }

  write(lines: Iterable<string>): Promise<SpillRun> {
    const writing = this.#store.write(lines);
    this.#writing = writing
      .catch((error: SpillError) => (this.failure = error))
      .finally(() => (this.#writing = undefined));
    return writing;
  }

  /** Waits for what is under way, so that alerts do not pile up in memory. */
  async settled(): Promise<void> {
    if (this.#writing) {
      await this.#writing;
      this.#isGone = true;
    } else if (this.#isGone) {
      // By now nobody holds them any more.
      this.#isGone = false;
      this.#collect();
    }
  }
}

function spillMistake({ message }: SpillError): UsageError {
  return new UsageError(`scan: ${message}`, 'TMPDIR names another folder; --order input needs none');
}

function failed(failOn: string | undefined, levels: ReadonlySet<SeverityLevel | undefined>, alerts: number): boolean {
  if (failOn === undefined || alerts === 0) return false;
  if (failOn === 'any') return true;
  const least = severityRank(failOn as SeverityLevel);
  return [...levels].some((level) => severityRank(level) >= least);
}

async function detectionsFor(args: ParsedArguments, io: CliIo): Promise<LoadedRules> {
  checkRuleOptions('scan', args);
  if (!args.has('rules')) {
    const shipped = chosenDetections('scan', args.values('detection'), args, io);
    return { detections: chosenOf('scan', shipped, args, io), notLoaded: [], parts: 0 };
  }
  if (args.has('detection'))
    throw new UsageError('scan: --rules and --detection cannot go together: --rules runs only what it names');
  return loadRules('scan', args.values('rules'), args, io);
}

/** The form that is asked for. Throws a UsageError where it does not go with how alerts are given out. */
function formFor(args: ParsedArguments): AlertFormDefinition {
  const name = args.value('format') ?? ALERT_FORMS[0]!.name;
  const form = ALERT_FORMS.find((one) => one.name === name)!;
  if (args.has('group') && !(ROW_FORMATS as readonly string[]).includes(name))
    throw new UsageError(`scan: --group goes with --format ${ROW_FORMATS.join(', ')}, not ${name}`);
  return form;
}

function endOfScan(
  session: Session,
  detections: readonly RunnableDetection[],
  rules: LoadedRules,
  result: DetectResult,
  visibility: readonly Visibility[],
  isRules: boolean,
  isVerbose: boolean,
  isFolded: boolean,
): string {
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
    ...RULE_OPTIONS,
    ...CHOICE_OPTIONS,
    {
      name: 'fail-on',
      value: 'LEVEL',
      choices: ['any', ...SEVERITY_LEVELS],
      summary: 'exit 1 if there is an alert of this severity or above',
    },
    {
      name: 'group',
      value: 'BY',
      choices: GROUPINGS,
      summary: 'one row for all alerts of a rule, host or technique, the highest level first',
    },
    { name: 'all', summary: 'in tables: every alert by itself, equal ones not folded' },
    {
      name: 'stats',
      summary: 'tell how many rules each kind of event met, and how many of them were asked of every such event',
    },
    formatOption(...ALERT_FORMS.map(({ name }) => name)),
    OUTPUT_OPTION,
    ...RUNNING_OPTIONS,
    ...READING_OPTIONS,
  ],
  examples: [
    { title: 'a folder of event logs', command: 'spoor scan ~/logs' },
    { title: 'one technique, for a script', command: 'spoor scan ~/logs --detection T1021.006 --format ndjson' },
    { title: 'your own queries, as a gate', command: 'spoor scan samples --rules detections/ --fail-on high' },
    {
      title: 'what Sigma rules found, rule by rule',
      command: 'spoor scan ~/logs --rules sigma/ --level high --group rule',
    },
  ],
  exits: exitsWith(1, 'done, and an alert as --fail-on asks for was found'),
  async run(args, io) {
    const form = formFor(args);
    const rules = await detectionsFor(args, io);
    const { detections } = rules;
    const session = await openSession('scan', args.positionals, args, io);
    const isImmediate = args.value('order') === 'input';
    const opened = await openResult(io, args.value('output'));
    const out = isImmediate ? opened : inBatches(opened);
    const grouping = args.value('group') as Grouping | undefined;
    const summary = new AlertSummary();
    const fieldNames = new Set<string>();
    const setting: AlertFormSetting = {
      ...{ out, fieldNames, width: io.stdout.columns, paint: paintFor(io.stdout, args, io) },
      ...{ all: args.has('all'), isImmediate },
    };
    const writer =
      grouping === undefined ? form.start(setting) : groupedForm(grouping, form.name as RowFormat, setting);
    const levels = new Set<SeverityLevel | undefined>();
    const give = (alert: Alert): void => {
      levels.add(alert.severity);
      summary.add(alert);
      writer.write(alert);
    };
    const userTables = new UserTables('scan', args, io, () =>
      detections.filter((one) => !one.isPlain).map((one) => one.plan),
    );
    const { now, timeZone, window, categories } = session;
    const range = await searchRange(
      'scan',
      session,
      detections.filter((one) => !one.isPlain).map((one) => one.plan),
    );
    const spill = new WatchedSpill(() => io.collectGarbage?.());
    const early = new Warnings();
    const ready: RunnableDetection[] = [];
    for (const detection of detections) {
      if (detection.isPlain) {
        ready.push(detection);
        continue;
      }
      const tables = await tablesFor('scan', detection.plan, session, range, userTables, (code, message) =>
        early.add(code, `${detection.id}: ${message}`),
      );
      ready.push(tables.size > 0 ? { ...detection, tables } : detection);
    }
    const cache = kindCache(rules.key, ready, args, io);
    const result = await detect(ready, session.inputs, {
      ...session.reading,
      kinds: cache?.read(),
      fieldsAsText: form.isJson === true && grouping === undefined,
      ...{ now, timeZone, window, categories },
      ...(range && { range }),
      isStopped: () => spill.failure !== undefined || session.reading.isStopped?.() === true,
      spill,
      async drained() {
        await out.drained();
        await spill.settled();
      },
      ...(isImmediate && { streamTo: give }),
      onAlert: (alert) => {
        session.progress.alerts++;
        if (form.namesFields && !isImmediate) for (const name of Object.keys(alert.fields)) fieldNames.add(name);
      },
    });
    const wasInterrupted = io.isInterrupted();
    try {
      for await (const batch of result.batches) {
        if (io.isClosed() || (io.isInterrupted() && !wasInterrupted)) break;
        for (const alert of batch) give(alert);
        await out.drained();
      }
    } catch (error) {
      throw error instanceof SpillError ? spillMistake(error) : error;
    }
    const isInterrupted = io.isInterrupted();
    session.progress.clear();
    const visibility = visibilityOfAll(detections, result.counts);
    const rewriting = ['pipeline', 'filters'].flatMap((option) =>
      args.values(option).map((value) => [option, value] as const),
    );
    const explain = explainCommands(detections, rewriting);
    const notes = writer.finish({
      ...{ version: VERSION, detections, visibility, counts: result.counts, reports: result.reports, summary },
      ...{ notLoaded: rules.notLoaded.length, explain, at: io.clock() },
    });
    if (isInterrupted) await out.discard();
    // What is said of the run comes behind the result.
    else await out.drained();
    const code = reportReading('scan', session, result.reports, io);
    if (!isInterrupted) await out.commit();
    for (const { code: which, message } of early.list())
      io.stderr.write(`${session.paint.warning('warning')} [${which}] ${visibleText(message)}\n`);
    reportRun(session, result, notes, io);
    if (!session.quiet && grouping === undefined) {
      const text = runSummary(summary, explain, form.name, io.stderr.columns, session.paint);
      // On a terminal it stands right below the table.
      io.stderr.write(text !== '' && io.stdout.isTerminal ? `\n${text}` : text);
    }
    if (args.has('stats')) {
      const stats = detectorStats(ready, result.counts);
      io.stderr.write(renderDetectorStats(stats, io.stderr.columns, session.paint));
    }
    const isFolded = writer.folds === true;
    const [isRules, isVerbose] = [args.has('rules'), args.has('verbose')];
    io.stderr.write(endOfScan(session, detections, rules, result, visibility, isRules, isVerbose, isFolded));
    const made = cache && result.saveKinds();
    if (made) cache.write(made);
    return failed(args.value('fail-on'), levels, result.alertCount) ? EXIT.failed : code;
  },
};

function reportRun(session: Session, result: DetectResult, notes: readonly string[], io: CliIo): void {
  for (const { code, message, detection } of result.warnings) {
    io.stderr.write(`${session.paint.warning('warning')} ${detection} [${code}] ${visibleText(message)}\n`);
  }
  for (const [detection, truncations] of result.truncations) {
    for (const line of truncationLines(truncations, session.paint)) io.stderr.write(`${detection}: ${line}\n`);
  }
  for (const note of notes) io.stderr.write(`${session.paint.warning('left out')} ${visibleText(note)}\n`);
}
