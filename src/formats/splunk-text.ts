import { inSystemOrder, type Raw, type RawField, RecordEvent } from '../event/index.ts';
import { derivedFields } from './derived-fields.ts';
import type { ByteSource, EventSink, Format, ReadOptions, ReadSummary } from './format.ts';
import { headText } from './head-text.ts';
import { eachLine, type Line, MAX_LINE } from './lines.ts';
import { headerOf } from './shapes/shape.ts';
import { classicTime, messageLabels } from './splunk-message.ts';
import { isSysmon, sysmonFields } from './sysmon-message.ts';

const SHAPE = 'splunk-text';
/** Lines of one event; Windows' messages have far fewer. */
const MAX_LINES = 10_000;
const TIME_LINE = /^\d\d\/\d\d\/\d{4} \d\d:\d\d:\d\d(?:\.\d+)? [AP]M\s*$/;
const KEY_LINE = /^(\w+)=(.*)$/;
const HEAD = /^\s*\d\d\/\d\d\/\d{4} \d\d:\d\d:\d\d(?:\.\d+)? [AP]M\s*\r?\nLogName=/;

/** Splunk's keys for System values (spec windows-telemetry §6.8). */
const SYSTEM: Readonly<Record<string, string>> = {
  EventCode: 'EventID',
  LogName: 'Channel',
  ComputerName: 'Computer',
  SourceName: 'Provider_Name',
  TaskCategory: 'Task',
  OpCode: 'Opcode',
  RecordNumber: 'EventRecordID',
  Keywords: 'Keywords',
  Type: 'Level',
  Sid: 'Security_UserID',
};

interface Parts {
  readonly system: readonly RawField[];
  readonly own: readonly RawField[];
  readonly message: string;
}

function partsOf(lines: readonly string[]): Parts {
  const system: RawField[] = [];
  const own: RawField[] = [];
  let message: string[] | undefined;
  for (const line of lines.slice(1)) {
    const [, key = '', value = ''] = message ? [] : (KEY_LINE.exec(line) ?? []);
    if (message) message.push(line);
    else if (key === 'Message') message = [value];
    else if (key !== '') {
      const name = Object.hasOwn(SYSTEM, key) ? SYSTEM[key]! : undefined;
      const raw: Raw =
        /^\d{1,15}$/.test(value) && (key === 'EventCode' || key === 'RecordNumber') ? Number(value) : value;
      if (name !== undefined) system.push([name, raw]);
      own.push([key, value]);
    }
  }
  const text = message?.join('\n') ?? '';
  return { system: text === '' ? system : [...system, ['Message', text]], own, message: text };
}

function eventOf(lines: readonly Line[], file: string, timeZone: string | undefined): RecordEvent {
  const { system, own, message } = partsOf(lines.map(({ text }) => text));
  const first = lines[0]!;
  const ordered = inSystemOrder(system);
  const header = headerOf(ordered);
  const inSysmon = isSysmon(header.channel);
  const payload = inSysmon ? sysmonFields(header.eventId, message) : messageLabels(message);
  const raw = lines.map(({ text, hasReturn }, i) => text + (i === lines.length - 1 ? '' : hasReturn ? '\r\n' : '\n'));
  return new RecordEvent({
    header,
    origin: { file, record: first.number, offset: first.offset },
    time: classicTime(first.text, timeZone),
    shape: SHAPE,
    payloadKind: 'EventData',
    lossy: !inSysmon,
    system: ordered,
    payload,
    derived: [...derivedFields(payload), ...own],
    raw: raw.join(''),
    original: raw.join(''),
  });
}

async function read(source: ByteSource, sink: EventSink, options: ReadOptions): Promise<ReadSummary> {
  let events = 0;
  let lines: Line[] = [];
  let goesOn = true;
  const emit = (): boolean => {
    while (lines.at(-1)?.text.trim() === '') lines.pop();
    const record = lines;
    lines = [];
    if (record.length === 0) return true;
    const [first] = record as [Line];
    if (!TIME_LINE.test(first.text) || record.length < 2) {
      const { offset, number } = first;
      sink.damage({ file: source.name, offset, line: number, reason: 'text that belongs to no event' });
      return true;
    }
    events++;
    return sink.event(eventOf(record, source.name, options.timeZone)) !== false;
  };
  await eachLine(source, {
    line(line) {
      if (TIME_LINE.test(line.text)) goesOn = emit();
      if (goesOn && (lines.length > 0 || line.text.trim() !== '')) lines.push(line);
      if (lines.length > MAX_LINES) {
        const { offset, number } = lines[0]!;
        sink.damage({ file: source.name, offset, line: number, reason: `an event of more than ${MAX_LINES} lines` });
        lines = [];
      }
      return goesOn;
    },
    tooLong: ({ number, offset }) =>
      sink.damage({ file: source.name, offset, line: number, reason: `line is longer than ${MAX_LINE} bytes` }),
  });
  if (goesOn) emit();
  return { events, notes: [], shapes: new Map(events > 0 ? [[SHAPE, events]] : []) };
}

/** Windows events as Splunk's classic input writes them (spec windows-telemetry §6.8, WinEventLog). */
export const splunkText: Format = {
  name: 'splunk-text',
  summary:
    "Splunk's WinEventLog text: a line with the time, `LogName=`, `EventCode=` … and `Message=` to the end. Labels of the " +
    'message are fields with underscores for blanks, as Splunk names them; those of Sysmon have their true names.',
  recognizedBy: 'a line with a time such as `01/05/2024 10:03:02 AM` before a line that begins with `LogName=`',
  examples: [
    {
      title: 'one event',
      text: '01/05/2024 10:03:02 AM\nLogName=Security\nEventCode=4672\nComputerName=WS1\nMessage=Special privileges assigned to new logon.\n\nSubject:\n\tAccount Name:\t\talice',
    },
  ],
  recognize(head) {
    const text = headText(head);
    return text !== undefined && HEAD.test(text)
      ? { shape: SHAPE, reason: 'a line with the time, then `LogName=`' }
      : undefined;
  },
  read,
};
