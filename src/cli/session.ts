import type { Event, EventMetadata } from '../event/index.ts';
import { NOT_EVTX, recognizeFormat } from '../formats/index.ts';
import { inputsOf, type MeantInput, PathError } from '../host/node/index.ts';
import {
  type EventCounts,
  type Input,
  type InputReport,
  metadataReader,
  type OpenInput,
  parseSourceCategory,
  type RunJobOptions,
  runJob,
  type SourceCategoryRule,
  spanJob,
  type ThreadPool,
  type TimeWindow,
} from '../scan/index.ts';
import { visibleText } from '../source/index.ts';
import { countText, isZone, parseMoment, parseSpan } from '../value/index.ts';
import type { ParsedArguments } from './command.ts';
import { readConfig } from './config.ts';
import type { CliIo } from './io.ts';
import { type Paint, paintFor } from './output/color.ts';
import { Progress } from './output/progress.ts';
import { EXIT, UsageError } from './usage-error.ts';

/** What every command that reads logs works with. */
export interface Session {
  /** The paths as the user named them. */
  readonly paths: readonly string[];
  readonly inputs: readonly Input[];
  /** Of each input, the indexes of the paths that mean it. */
  readonly pathsOf: readonly (readonly number[])[];
  readonly window: TimeWindow;
  readonly timeZone: string;
  readonly now: number;
  readonly categories: readonly SourceCategoryRule[];
  readonly metadata: (event: Event) => EventMetadata;
  readonly reading: RunJobOptions;
  readonly progress: Progress;
  readonly quiet: boolean;
  readonly verbose: boolean;
  /** Paint of standard error. */
  readonly paint: Paint;
}

/** Opens the logs that a command's paths name. Throws a UsageError for what cannot be used; nothing was run then. */
export async function openSession(
  command: string,
  paths: readonly string[],
  args: ParsedArguments,
  io: CliIo,
): Promise<Session> {
  const config = readConfig(io.workingFolder);
  const timeZone = args.value('timezone') ?? config.timeZone ?? 'UTC';
  if (!isZone(timeZone))
    throw new UsageError(`${command}: unknown time zone ${timeZone}; zones have names such as Europe/Berlin`);
  const threads = args.value('threads');
  if (threads !== undefined && !/^[1-9]\d{0,3}$/.test(threads))
    throw new UsageError(`${command}: --threads takes a whole number from 1 to 9999`);
  const categories = [...config.sourceCategories, ...args.values('source-category')];
  const partial = categories.find((text) => /^=|=$|^$/.test(text));
  if (partial !== undefined)
    throw new UsageError(`${command}: the source category "${partial}" is neither CATEGORY nor CHANNEL-GLOB=CATEGORY`);
  const rules = categories.map(parseSourceCategory);
  const meant = await inputsOf(paths).catch((error: unknown) => {
    throw error instanceof PathError ? new UsageError(`${command}: ${error.message}`) : error;
  });
  const found = meant.map(({ input }) => input);
  const textInput = args.value('input') === 'text';
  for (const input of found) if (input.found === 'named') await refuseNoLog(command, input, textInput);
  const sizes = found.map((input) => input.size);
  const total = sizes.every((size) => size !== undefined) ? sizes.reduce((sum, size) => sum + size, 0) : undefined;
  const interleaves = io.stdout.isTerminal && (command === 'events' || args.value('order') === 'input');
  const progress = new Progress(io, !args.has('quiet') && !interleaves, total);
  const inputs = found.map((input) => watched(input, progress, io));
  const reading: RunJobOptions = {
    textInput,
    timeZone,
    tally: progress,
    isStopped: () => io.isInterrupted() || io.isClosed(),
    onReport: () => progress.tick(),
    threads: threadsFor(found, total, threads === undefined ? undefined : Number(threads), io),
  };
  const nowText = args.value('now');
  const now = nowText === undefined ? io.clock() : parseMoment(nowText, io.clock(), timeZone);
  if (now === undefined)
    throw new UsageError(`${command}: --now ${nowText} is no time; write it as 2024-05-01T10:00:00Z`);
  const paint = paintFor(io.stderr, args, io);
  io.stderr.write(namedTwiceLine(meant, args.has('verbose'), paint));
  return {
    paths,
    inputs,
    pathsOf: meant.map((one) => one.paths),
    window: await windowOf(command, args, inputs, timeZone, reading),
    timeZone,
    now,
    categories: rules,
    metadata: metadataReader(rules),
    reading,
    progress,
    quiet: args.has('quiet'),
    verbose: args.has('verbose'),
    paint,
  };
}

/** Says which logs paths mean more than once: all of them, or the first and how many others. */
function namedTwiceLine(meant: readonly MeantInput[], isVerbose: boolean, paint: Paint): string {
  const twice = meant.flatMap(({ input: { name }, again }) =>
    again.map((other) => visibleText(other === name ? name : `${other} is ${name}`)),
  );
  if (twice.length === 0) return '';
  const shown = isVerbose ? twice : twice.slice(0, 1);
  const more = twice.length > shown.length ? `, and ${twice.length - shown.length} more` : '';
  return `${paint.warning('named twice')} ${shown.join(', ')}${more}; ${twice.length === 1 ? 'it' : 'each'} is read once\n`;
}

/** Bytes below which it is not even asked whether threads are worth it. */
const WORTH_THREADS = 32_000_000;

/** Threads for a run: as many as were asked for, else all cores where there is much to do; no others for what only this one can read. */
function threadsFor(
  inputs: readonly Input[],
  total: number | undefined,
  wanted: number | undefined,
  io: CliIo,
): ThreadPool | undefined {
  const count = wanted ?? ((total ?? 0) >= WORTH_THREADS ? (io.cores ?? 1) : 1);
  if (count === 1 || !io.threadPool || inputs.some((input) => !input.rereadable)) return undefined;
  const pool = io.threadPool(Math.min(count, MOST_THREADS), wanted !== undefined);
  return { ...pool, open: async (name, size) => tended(await pool.open(name, size), io) };
}

/** A log during whose reading the heap is looked after. */
function tended(source: OpenInput, io: CliIo): OpenInput {
  return {
    ...source,
    read(position, into) {
      io.tendHeap?.();
      return source.read(position, into);
    },
  };
}

/** Threads that are started at most, however many are asked for. */
const MOST_THREADS = 64;

/** Names of rules and queries. */
const RULE_NAMES = /\.(?:sumo|ya?ml)$/i;

/** A file that the user named and that is no log stops the run before it begins. */
async function refuseNoLog(command: string, input: Input, isTextLog: boolean): Promise<void> {
  let source: OpenInput;
  try {
    source = await input.open();
  } catch {
    return;
  }
  try {
    const head = new Uint8Array(65_536);
    const length = await source.read(0, head);
    const format = recognizeFormat(head.subarray(0, length), input.name);
    if (length === 0) throw new UsageError(`${command}: ${input.name} is empty, so it is no log`);
    if (format === NOT_EVTX)
      throw new UsageError(`${command}: ${input.name} is named .evtx but holds no Windows event log`);
    if (!format) throw new UsageError(`${command}: ${input.name} is no log that spoor can read`);
    // As a shell writes `--rules *.yml`.
    if (format.format.name === 'text' && !isTextLog && RULE_NAMES.test(input.name))
      throw new UsageError(
        `${command}: ${input.name} is named as rules are, not as a log; each --rules takes one path, and --input text reads it as a log`,
      );
  } catch (error) {
    if (error instanceof UsageError) throw error;
  } finally {
    await source.close();
  }
}

/** Milliseconds between pauses in which signals and timers get their turn. */
const REST_EVERY = 20;

function watched(input: Input, progress: Progress, io: CliIo): Input {
  return {
    ...input,
    async open() {
      const source = await input.open();
      let reached = 0;
      let rested = io.clock();
      return {
        ...source,
        async read(position, into) {
          io.tendHeap?.();
          if (io.clock() - rested > REST_EVERY) {
            await new Promise((resolve) => setImmediate(resolve));
            rested = io.clock();
          }
          const length = await source.read(position, into);
          const end = position + length;
          if (end > reached) {
            progress.bytes += end - reached;
            reached = end;
          }
          progress.tick();
          return length;
        },
      };
    },
  };
}

async function windowOf(
  command: string,
  args: ParsedArguments,
  inputs: readonly Input[],
  timeZone: string,
  reading: RunJobOptions,
): Promise<TimeWindow> {
  const texts = { from: args.value('from'), to: args.value('to') };
  const isRelative = (text: string | undefined): boolean => text !== undefined && parseSpan(text) !== undefined;
  let newest = 0;
  if (isRelative(texts.from) || isRelative(texts.to)) {
    if (inputs.some((input) => !input.rereadable)) {
      throw new UsageError(`${command}: a relative --from or --to needs files that can be read twice, not a pipe`);
    }
    newest = await newestTime(inputs, reading);
  }
  const read = (name: 'from' | 'to'): number | undefined => {
    const text = texts[name];
    if (text === undefined) return undefined;
    const moment = parseMoment(text, newest, timeZone);
    if (moment === undefined) {
      throw new UsageError(
        `${command}: --${name} ${text} is no time; write 2024-05-01T10:00:00Z, or -24h before the newest event`,
      );
    }
    return moment;
  };
  const window = { from: read('from'), to: read('to') };
  if (window.from !== undefined && window.to !== undefined && window.from >= window.to) {
    throw new UsageError(`${command}: --from is not before --to, so no event lies between them`);
  }
  return window;
}

async function newestTime(inputs: readonly Input[], reading: RunJobOptions): Promise<number> {
  const { shard } = await runJob(spanJob, undefined, inputs, reading, () => undefined);
  return shard.span?.newest ?? 0;
}

/** Tells what could not be read, and stops if there was no log at all. Returns 0, or 3 for damage. */
export function reportReading(command: string, session: Session, reports: readonly InputReport[], io: CliIo): number {
  session.progress.clear();
  const { paint } = session;
  for (const one of reports) {
    const report = { ...one, name: visibleText(one.name), reason: visibleText(one.reason) };
    for (const damage of report.firstDamages) {
      const place = damage.line === undefined ? `byte ${damage.offset}` : `line ${damage.line}`;
      io.stderr.write(`${paint.warning('damaged')} ${report.name}, ${place}: ${visibleText(damage.reason)}\n`);
    }
    const hidden = report.damages - report.firstDamages.length;
    if (hidden > 0) io.stderr.write(`${paint.warning('damaged')} ${report.name}: ${hidden} more places\n`);
    if (report.status === 'unreadable')
      io.stderr.write(
        `${paint.warning('not read')} ${report.name}: ${report.reason.replace(`cannot read ${report.name}: `, '')}\n`,
      );
    if (report.status === 'ignored' && session.verbose)
      io.stderr.write(`${paint.dim('ignored')} ${report.name}: ${report.reason}\n`);
    if (session.verbose)
      for (const note of report.notes) io.stderr.write(`${paint.dim('note')} ${report.name}: ${visibleText(note)}\n`);
  }
  if (io.isInterrupted() || io.isClosed()) return EXIT.ok;
  const refused = reports.find((report) => report.status === 'refused');
  if (refused)
    throw new UsageError(
      `${command}: ${refused.name === '-' ? 'standard input' : refused.name} is no log: ${refused.reason}`,
    );
  const isDamaged = reports.some((report) => report.damages > 0 || report.status === 'unreadable');
  if (reports.length === 0 || (!isDamaged && reports.every((report) => report.status === 'ignored'))) {
    throw new UsageError(
      `${command}: no log was found${reports.length > 0 ? `; ${reports.length === 1 ? '1 file is' : `${reports.length} files are`} none (--verbose says why)` : ` in ${session.paths.join(', ')}`}`,
    );
  }
  return isDamaged ? EXIT.damaged : EXIT.ok;
}

/** The words of the summary that begin with the files. */
export function filesSummary(reports: readonly InputReport[], counts: Pick<EventCounts, 'events'>): string {
  const damaged = reports.filter((report) => report.damages > 0 || report.status === 'unreadable').length;
  const ignored = reports.filter((report) => report.status === 'ignored').length;
  return `files ${reports.length} (${damaged} damaged, ${ignored} ignored) · events ${counts.events}`;
}

/** Says what became of events without a time: they come last, and fall out of any window (contract of the command line). */
export function withoutTimeLine(count: number, events: number, window: TimeWindow): string {
  const isLimited = window.from !== undefined || window.to !== undefined;
  if (count === 0 || (count === events && !isLimited)) return '';
  const what = count === 1 ? '1 event has no time' : `${countText(count)} events have no time`;
  return isLimited ? `${what} and fell out of --from/--to\n` : `${what}; such events come last\n`;
}

/** True if a run left something out of which a quiet one must tell, too. */
export function hasSkipped(reports: readonly InputReport[]): boolean {
  return reports.some((report) => report.status !== 'read' || report.damages > 0);
}

/** The words of the summary that tell time and speed. */
export function speedSummary(progress: Progress): string {
  const { seconds } = progress;
  const rate = seconds > 0 ? progress.bytes / 1e6 / seconds : 0;
  return `${seconds.toFixed(1)} s · ${Math.round(rate)} MB/s`;
}
