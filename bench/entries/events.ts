// events FILE [OUT]: canonical events as NDJSON to standard output or a file, as `spoor events --format ndjson` is to do it.
import { openSync, writeSync } from 'node:fs';
import { EvtxLines } from '../../src/formats/evtx/fast/index.ts';
import { fileSource } from './file-source.ts';

const [path = '', output] = process.argv.slice(2);
const out = output === undefined ? 1 : openSync(output, 'w');

function write(bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length; ) {
    try {
      done += writeSync(out, bytes, done);
    } catch (error) {
      // A pipe that is full says so instead of waiting.
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
}

let damages = 0;
const lines = new EvtxLines(write);
const { events } = await lines.read(fileSource(path), () => void damages++);
const { fast, generic } = lines.reader.counts;
process.stderr.write(`${JSON.stringify({ events, damages, fast, generic, slow: lines.writer.slow })}\n`);
