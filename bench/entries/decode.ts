// decode FILE: every field to a value, nothing written; prints a checksum of names and values.
import { EvtxSession } from '../../src/formats/evtx/fast/index.ts';
import { fileSource } from './file-source.ts';

let hash = 0;
let values = 0;

function take(name: string, value: unknown): void {
  values++;
  if (typeof value === 'number') hash = (Math.imul(hash, 31) + value) | 0;
  else if (typeof value === 'string') {
    hash = (Math.imul(hash, 31) + name.length + value.length) | 0;
    if (value.length > 0) hash = (Math.imul(hash, 31) + value.charCodeAt(0) + value.charCodeAt(value.length - 1)) | 0;
  } else if (Array.isArray(value)) for (const item of value) take(name, item);
  else hash = (Math.imul(hash, 31) + (value === true ? 1 : 2)) | 0;
}

const session = new EvtxSession();
const { events } = await session.read(fileSource(process.argv[2] ?? ''), {
  event(event) {
    for (const [name, value] of event.system()) take(name, value);
    for (const [name, value] of event.payload()) take(name, value);
    return undefined;
  },
  damage: () => undefined,
});
const { fast, generic } = session.reader.counts;
process.stderr.write(`${JSON.stringify({ events, values, checksum: hash >>> 0, fast, generic })}\n`);
