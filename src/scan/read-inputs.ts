import type { Event, EventHeader, HeaderSieve } from '../event/index.ts';
import {
  type ByteRange,
  type Damage,
  FORMATS,
  type Format,
  type HeaderGate,
  NOT_EVTX,
  type PartEnd,
  type ReadSummary,
  recognizeFormat,
} from '../formats/index.ts';
import type { Input, OpenInput } from './input.ts';

/** What was found out about one input. */
export interface InputReport {
  readonly name: string;
  readonly format: string | undefined;
  /** Why it was taken for that format, or why it was ignored. */
  readonly reason: string;
  readonly events: number;
  readonly damages: number;
  /** The first damages, enough to show. */
  readonly firstDamages: readonly Damage[];
  readonly notes: readonly string[];
  readonly shapes: ReadonlyMap<string, number>;
  /** `ignored`: no log, met in a folder or by a glob. `refused`: no log, named itself. `unreadable`: could not be opened or read. */
  readonly status: 'read' | 'ignored' | 'refused' | 'unreadable';
}

/** Takes events as they are read; `file` and `position` number inputs and the events within each. */
export interface EventConsumer {
  /** Returning false stops reading altogether. */
  event(event: Event, file: number, position: number): boolean | undefined;
  /** Records that the gate turned down, `count` of one header. */
  skipped?(header: EventHeader, count: number): void;
  /** Records that the sieve turned down, `count` of one header; times in ms since 1970. */
  sieved?(header: EventHeader, count: number, earliest: number, latest: number): void;
}

/** How inputs are read. */
export interface ReadInputsOptions {
  /** Reads any text as a log, one event a line. */
  readonly textInput?: boolean;
  readonly timeZone?: string;
  readonly gate?: HeaderGate;
  readonly sieve?: HeaderSieve;
  /** Takes whole files as canonical NDJSON where their format can write it by itself; the consumer then hears of none of their events. */
  readonly lines?: (bytes: Uint8Array) => void;
  readonly onReport?: (report: InputReport) => void;
  /** Asked between events; true ends the reading. */
  readonly isStopped?: () => boolean;
  /** Counts what was read so far. */
  readonly tally?: ReadTally;
}

/** What was read so far, for those who watch. */
export interface ReadTally {
  bytes: number;
  events: number;
}

/** A part of an input, with the format that was found. */
export interface PartChoice {
  readonly range: ByteRange;
  readonly format: string;
  readonly reason: string;
}

const HEAD = 65_536;
/** Damages of an input that are shown. */
export const SHOWN_DAMAGES = 20;
const TEXT_NAMES = /\.(log|txt)(\.gz)?$/i;

/** The first bytes of an open input, by which its format is found. */
export async function headOf(source: OpenInput): Promise<Uint8Array> {
  const head = new Uint8Array(HEAD);
  const length = await source.read(0, head);
  return head.subarray(0, length);
}

/** A source that ends where the reading is stopped. */
function endingWhen(isStopped: () => boolean, source: OpenInput): OpenInput {
  return { ...source, read: (position, into) => (isStopped() ? 0 : source.read(position, into)) };
}

interface Chosen {
  readonly format: Format | undefined;
  readonly reason: string;
  readonly refusal?: 'refused' | 'unreadable';
}

/** Text is a log when named itself, from standard input, or on demand; in a folder only by its name. */
export function chooseFormat(input: Input, head: Uint8Array, textInput: boolean): Chosen {
  const named = input.found === 'named' || input.found === 'stdin';
  if (head.length === 0)
    return { format: undefined, reason: 'it is empty', ...(named && { refusal: 'refused' as const }) };
  const found = recognizeFormat(head, input.name);
  if (found === NOT_EVTX) {
    const reason = 'it is named .evtx but holds no Windows event log';
    return { format: undefined, reason, refusal: named ? 'refused' : 'unreadable' };
  }
  if (!found)
    return { format: undefined, reason: 'it is no log that is known', ...(named && { refusal: 'refused' as const }) };
  const isText = found.format.name === 'text';
  if (isText && !named && !textInput && !TEXT_NAMES.test(input.name)) {
    return {
      format: undefined,
      reason: 'text is a log in a folder only if named *.log or *.txt, or with --input text',
    };
  }
  return { format: found.format, reason: found.reason };
}

async function chosenFor(
  input: Input,
  source: OpenInput,
  options: ReadInputsOptions,
  part: PartChoice | undefined,
): Promise<Chosen> {
  if (!part) return chooseFormat(input, await headOf(source), options.textInput ?? false);
  return { format: FORMATS.find((format) => format.name === part.format), reason: part.reason };
}

/** Reads an input, or a part of it, and says what was found out; `onEnd` gets what the reader of a part leaves, and what the part lost. */
export async function readInput(
  input: Input,
  file: number,
  consumer: EventConsumer,
  options: ReadInputsOptions,
  part?: PartChoice,
  onEnd?: (end: PartEnd, loss: Damage | undefined) => void,
): Promise<InputReport> {
  const firstDamages: Damage[] = [];
  const { tally, isStopped = () => false } = options;
  const range = part?.range;
  // Behind every position of the parts before: no event is shorter than a byte.
  const first = range?.from ?? 0;
  let damages = 0;
  let events = 0;
  const base = { name: input.name, notes: [], shapes: new Map<string, number>() };
  let source: OpenInput;
  try {
    source = await input.open();
  } catch (error) {
    return {
      ...base,
      format: undefined,
      reason: (error as Error).message,
      events: 0,
      damages: 0,
      firstDamages,
      status: 'unreadable',
    };
  }
  try {
    const { format, reason, refusal } = await chosenFor(input, source, options, part);
    if (!format)
      return { ...base, format: undefined, reason, events: 0, damages: 0, firstDamages, status: refusal ?? 'ignored' };
    const sink = {
      event: (event: Event) => {
        if (isStopped()) return false;
        if (tally) tally.events++;
        return consumer.event(event, file, first + events++);
      },
      skipped: (header: EventHeader, count: number) => {
        if (tally) tally.events += count;
        events += count;
        consumer.skipped?.(header, count);
      },
      ...(consumer.sieved && {
        sieved: (header: EventHeader, count: number, earliest: number, latest: number) => {
          if (tally) tally.events += count;
          events += count;
          consumer.sieved!(header, count, earliest, latest);
        },
      }),
      damage: (damage: Damage) => {
        // Where the reading was stopped, a line may look cut.
        if (isStopped()) return;
        damages++;
        if (firstDamages.length < SHOWN_DAMAGES) firstDamages.push(damage);
      },
    };
    const bytes = endingWhen(isStopped, source);
    let summary: ReadSummary;
    if (options.lines && format.writeLines) {
      summary = await format.writeLines(bytes, options.lines, sink.damage, range);
      events = summary.events;
      if (tally) tally.events += events;
    } else {
      summary = await format.read(bytes, sink, {
        ...(options.timeZone && { timeZone: options.timeZone }),
        ...(options.gate && { gate: options.gate }),
        ...(options.sieve && { sieve: options.sieve }),
        ...(range && { range }),
      });
    }
    const loss = source.loss?.();
    if (part) onEnd?.(summary.end ?? {}, loss);
    else if (loss) sink.damage(loss);
    const { notes, shapes } = summary;
    return {
      name: input.name,
      format: format.name,
      reason,
      events,
      damages,
      firstDamages: inOrder(firstDamages),
      notes,
      shapes,
      status: 'read',
    };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return {
      ...base,
      format: undefined,
      reason: error.message,
      events,
      damages,
      firstDamages,
      status: 'unreadable',
    };
  } finally {
    await source.close();
  }
}

/** Damage in the order of its place: some is found only behind other. */
export function inOrder(damages: readonly Damage[]): readonly Damage[] {
  return [...damages].sort((a, b) => a.offset - b.offset);
}

/** Thrown by an input whose bytes cannot be had; the message is one line for people. */
export class InputError extends Error {
  override readonly name = 'InputError';
}

/** Reads inputs one after the other and reports each. */
export async function readInputs(
  inputs: Iterable<Input>,
  consumer: EventConsumer,
  options: ReadInputsOptions = {},
): Promise<InputReport[]> {
  const reports: InputReport[] = [];
  let file = 0;
  for (const input of inputs) {
    if (options.isStopped?.()) break;
    const report = await readInput(input, file++, consumer, options);
    reports.push(report);
    options.onReport?.(report);
  }
  return reports;
}
