// select FILE: gate on Sysmon 1, then the fields that the page's detection reads, as strings; prints a checksum.
import { FieldTable } from '../../src/event/index.ts';
import { EvtxCursor, EvtxSession } from '../../src/formats/evtx/fast/index.ts';
import { fileSource } from './file-source.ts';

const fields = new FieldTable();
const ids = ['Image', 'ParentImage', 'CommandLine', 'User', 'Computer'].map((name) => fields.intern(name));
const session = new EvtxSession({
  fields,
  gate: ({ channel, eventId }) => eventId === 1 && channel === 'Microsoft-Windows-Sysmon/Operational',
});
const how = process.argv[3] ?? 'strings';
let hash = 0;
const { events } = await session.read(fileSource(process.argv[2] ?? ''), {
  event(event) {
    if (!(event instanceof EvtxCursor)) return undefined;
    for (const id of ids) {
      if (how === 'units') {
        const run = event.units(id);
        if (run) hash = (Math.imul(hash, 31) + run.end - run.start) | 0;
      } else {
        const value = event.field(id);
        if (typeof value === 'string') hash = (Math.imul(hash, 31) + value.length) | 0;
      }
    }
    return undefined;
  },
  damage: () => undefined,
});
const { fast, generic } = session.reader.counts;
process.stderr.write(`${JSON.stringify({ events, checksum: hash >>> 0, fast, generic })}\n`);
