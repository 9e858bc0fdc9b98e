// Start-up: a small file, as a user of a clone and as one of the package starts it, beside Node alone.
import { join } from 'node:path';
import { measure } from './measure.mjs';
import { root } from './places.mjs';
import { STARTER } from './programs.mjs';
import { printPrograms } from './tables.mjs';

/** The table of start-up; the result goes into the report. */
export async function startup({ runs, input }) {
  const { path, bytes } = input('mix', 1);
  const node = (name, ...args) => ({ name, command: process.execPath, args });
  const built = join(root, 'dist/cli/main.js');
  const results = await measure(
    [
      node('spoor scan, from a clone', STARTER, 'scan', path),
      node('spoor scan, built', built, 'scan', path),
      node('spoor --version, built', built, '--version'),
      node('Node alone', '-e', '0'),
    ],
    Math.max(runs, 7),
  );
  printPrograms(
    `start-up: one EVTX of ${(bytes / 1e6).toFixed(1)} MB, median of ${Math.max(runs, 7)}`,
    results,
    undefined,
    results[0],
    'first',
  );
  return results;
}
