import { RecordEvent } from '../event/index.ts';
import type { Format } from './format.ts';
import { headText } from './head-text.ts';
import { eachLine, MAX_LINE } from './lines.ts';

/** Any text: each line is an event that has only `_raw`; taken when no other format is. */
export const text: Format = {
  name: 'text',
  summary: 'Any text: each line that is not blank is an event with only `_raw`.',
  recognizedBy: 'content without NUL bytes that is of no other format',
  examples: [{ title: 'a line of a log', text: 'Jan  5 10:03:02 host sshd[42]: Accepted publickey for alice' }],
  recognize(head) {
    const start = headText(head);
    return start === undefined || start.trim() === ''
      ? undefined
      : { shape: 'text', reason: 'text of no known format' };
  },
  async read(source, sink) {
    let events = 0;
    await eachLine(source, {
      line({ text: line, number, offset }) {
        if (line.trim() === '') return true;
        events++;
        const event = new RecordEvent({
          header: {},
          origin: { file: source.name, record: number, offset },
          time: undefined,
          shape: 'text',
          payloadKind: 'fields',
          system: [],
          payload: [],
          raw: line,
        });
        return sink.event(event) !== false;
      },
      tooLong({ number, offset }) {
        sink.damage({ file: source.name, offset, line: number, reason: `line is longer than ${MAX_LINE} bytes` });
      },
    });
    return { events, notes: [], shapes: new Map(events > 0 ? [['text', events]] : []) };
  },
};
