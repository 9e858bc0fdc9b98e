import { type Event, RecordEvent } from '../event/index.ts';
import type { ByteSource, EventSink, Format, ReadSummary } from './format.ts';
import { headText } from './head-text.ts';
import { legacyRecord } from './legacy-record.ts';
import { eachLine, type Line, MAX_LINE } from './lines.ts';

const SHAPE = 'sumo-legacy';
const START = /^\s*instance of Win32_NTLogEvent\b/;
/** Longest record in characters; Windows' own events have at most 64 KB. */
const MAX_RECORD = 1_048_576;

/** Whether a quoted text is open behind a line. */
function isOpenBehind(line: string, wasOpen: boolean): boolean {
  let isOpen = wasOpen;
  for (let i = 0; i < line.length; i++) {
    if (line[i] === '\\') i++;
    else if (line[i] === '"') isOpen = !isOpen;
  }
  return isOpen;
}

/** Puts lines together to records: from `instance of …` to the `};` that stands in no quoted text. */
class Records {
  readonly #file: string;
  readonly #sink: EventSink;
  #first: Line | undefined;
  #lines: string[] = [];
  #length = 0;
  #isOpen = false;
  events = 0;

  constructor(file: string, sink: EventSink) {
    this.#file = file;
    this.#sink = sink;
  }

  /** False if the sink wants no more. */
  line(line: Line): boolean {
    const { text, hasReturn } = line;
    if (START.test(text)) {
      this.cut('the record has no end');
      this.#first = line;
      this.#isOpen = false;
    } else if (!this.#first) {
      if (text.trim() !== '') this.damage(line, text.length, 'text between two records');
      return true;
    }
    this.#lines.push(text, hasReturn ? '\r\n' : '\n');
    this.#length += text.length + 2;
    if (this.#length > MAX_RECORD) this.cut(`a record of more than ${MAX_RECORD} characters`);
    else if (!this.#isOpen && /^\s*\};?\s*$/.test(text)) return this.#emit();
    else this.#isOpen = isOpenBehind(text, this.#isOpen);
    return true;
  }

  /** Gives up what was collected, if anything was. */
  cut(reason: string): void {
    if (this.#first) this.damage(this.#first, this.#length, reason);
    this.#first = undefined;
    this.#lines = [];
    this.#length = 0;
  }

  damage({ number, offset }: Line, length: number, reason: string): void {
    this.#sink.damage({ file: this.#file, line: number, offset, length, reason });
  }

  #emit(): boolean {
    const { number, offset } = this.#first!;
    const text = this.#lines.slice(0, -1).join('');
    const record = legacyRecord(text);
    if ('fault' in record) {
      this.cut(record.fault);
      return true;
    }
    const event: Event = new RecordEvent({
      ...record,
      origin: { file: this.#file, record: number, offset },
      shape: SHAPE,
      raw: text,
      original: text,
    });
    this.#first = undefined;
    this.#lines = [];
    this.#length = 0;
    this.events++;
    return this.#sink.event(event) !== false;
  }
}

async function read(source: ByteSource, sink: EventSink): Promise<ReadSummary> {
  const records = new Records(source.name, sink);
  let goesOn = true;
  await eachLine(source, {
    line(line) {
      goesOn = records.line(line);
      return goesOn;
    },
    tooLong: (line) => records.damage(line, MAX_LINE, `line is longer than ${MAX_LINE} bytes`),
  });
  if (goesOn) records.cut('the record has no end');
  const { events } = records;
  return { events, notes: [], shapes: new Map(events > 0 ? [[SHAPE, events]] : []) };
}

/** Windows events as Sumo Logic's Installed Collector sends them in its legacy format (spec windows-telemetry §6.3). */
export const sumoLegacy: Format = {
  name: 'sumo-legacy',
  summary:
    "Sumo Logic's Windows source, legacy format: `instance of Win32_NTLogEvent { … };` over many lines. Insertion strings are " +
    'named where event id and number of strings tell how, else they are `Data`; `_raw` is the text.',
  recognizedBy: 'a line `instance of Win32_NTLogEvent` before any other text',
  examples: [
    {
      title: 'one event',
      text: 'instance of Win32_NTLogEvent\n{\n\tEventCode = 4957;\n\tInsertionStrings = {"Lab-Rule", "Lab rule", "Local Port"};\n\tLogfile = "Security";\n\tTimeGenerated = "20240105100302.981000-000";\n};',
    },
  ],
  recognize(head) {
    const text = headText(head);
    return text !== undefined && START.test(text)
      ? { shape: SHAPE, reason: 'starts with `instance of Win32_NTLogEvent`' }
      : undefined;
  },
  read,
};
