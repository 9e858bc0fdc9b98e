import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { Event } from '../../src/event/index.ts';
import { evtx } from '../../src/formats/evtx/evtx.ts';
import type { Damage, Format, ReadSummary } from '../../src/formats/format.ts';
import { memorySource } from '../../src/formats/memory-source.ts';

const root = resolve(import.meta.dirname, '../../../shared/data');

/** A path in the shared test data. */
export function sharedPath(path: string): string {
  return resolve(root, path);
}

/** A file of the shared test data, unpacked if its name ends in `.gz`. */
export function sharedBytes(path: string): Uint8Array {
  const file = readFileSync(sharedPath(path));
  const bytes = path.endsWith('.gz') ? gunzipSync(file) : file;
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
}

/** A text file of the shared test data. */
export function sharedText(path: string): string {
  return new TextDecoder().decode(sharedBytes(path));
}

/** Tests over a folder of the shared test data: skipped where it is absent, a failure where CI runs. */
export function describeShared(folder: string, body: () => void): void {
  if (existsSync(sharedPath(folder))) {
    describe(`shared data: ${folder}`, body);
    return;
  }
  describe(`shared data: ${folder}`, () => {
    test.skipIf(process.env.CI !== 'true')(`skipped: ../shared/data/${folder} is not there`, () => {
      expect.fail(`../shared/data/${folder} must be there in CI`);
    });
  });
}

/** Everything that a reader says of an input. */
export interface ReadResult {
  readonly events: readonly Event[];
  readonly damage: readonly Damage[];
  readonly summary: ReadSummary;
}

/** Reads bytes to the end and keeps every event. */
export async function readAll(name: string, bytes: Uint8Array, format: Format = evtx): Promise<ReadResult> {
  const events: Event[] = [];
  const damage: Damage[] = [];
  const sink = {
    event: (event: Event): undefined => void events.push(event.keep()),
    damage: (one: Damage): void => void damage.push(one),
  };
  const summary = await format.read(memorySource(name, bytes), sink, {});
  return { events, damage, summary };
}
