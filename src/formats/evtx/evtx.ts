import type { Format } from '../format.ts';
import { FILE_HEADER_SIZE, isChunkHeader, isFileHeader } from './container.ts';
import { readRecords } from './reader.ts';
import { eventOfRecord, isUsable } from './record.ts';

/** Windows event log files, read chunk by chunk with one 64 KiB buffer (spec evtx-format). */
export const evtx: Format = {
  name: 'evtx',
  summary: 'Windows event log files (.evtx), as copied or exported from a system.',
  recognizedBy:
    'the bytes `ElfFile` and NUL at the start, or a chunk (`ElfChnk`) at offset 4096 if the header is destroyed',
  examples: [
    {
      title: 'one event as Windows prints it',
      text: "<Event><System><EventID>4242</EventID><Channel>Lab</Channel></System><EventData><Data Name='Pid'>1234</Data></EventData></Event>",
    },
  ],
  recognize(head) {
    if (isFileHeader(head)) return { shape: 'evtx', reason: 'starts with ElfFile' };
    if (isChunkHeader(head, FILE_HEADER_SIZE)) return { shape: 'evtx', reason: 'a chunk stands at offset 4096' };
    return undefined;
  },
  async read(source, sink) {
    let events = 0;
    const notes = await readRecords(source, {
      damage: (damage) => sink.damage(damage),
      record({ root, place, isDamaged }) {
        if (isDamaged && !isUsable(root)) return true;
        events++;
        return sink.event(eventOfRecord(root, place, isDamaged));
      },
    });
    return { events, notes, shapes: new Map(events > 0 ? [['evtx', events]] : []) };
  },
};
