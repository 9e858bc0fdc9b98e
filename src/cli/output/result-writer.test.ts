import { expect, test } from 'vitest';
import { inBatches, type ResultWriter } from './result-writer.ts';

/** A result that keeps what is done with it. */
function kept(): { readonly out: ResultWriter; readonly done: string[] } {
  const done: string[] = [];
  const out: ResultWriter = {
    write: (text) => void done.push(text),
    writeBytes: (bytes) => void done.push(`bytes ${bytes.length}`),
    drained: async () => void done.push('drained'),
    commit: async () => void done.push('commit'),
    discard: async () => void done.push('discard'),
  };
  return { out, done };
}

test('texts are written together, in their order among bytes, at the latest when it is waited for', async () => {
  const { out, done } = kept();
  const batches = inBatches(out);
  batches.write('a');
  batches.write('b');
  expect(done).toEqual([]);
  batches.writeBytes(new Uint8Array(3));
  batches.write('c');
  await batches.drained();
  await batches.drained();
  batches.write('d');
  await batches.commit();
  expect(done).toEqual(['ab', 'bytes 3', 'c', 'drained', 'drained', 'd', 'commit']);
});

test('much text does not wait, and what waits is written where the result is given up: of standard output nothing is taken back', async () => {
  const { out, done } = kept();
  const batches = inBatches(out);
  for (let i = 0; i < 1000; i++) batches.write('x'.repeat(100));
  expect(done.length).toBe(3);
  await batches.discard();
  expect(done.join('')).toBe(`${'x'.repeat(100_000)}discard`);
});
