// Memory: peak resident set of whole processes, by the size of the input, and of two queries that keep much.
import { canMeasureMemory, runOnce } from './measure.mjs';
import { spoor, threadWords } from './programs.mjs';
import { printCells } from './tables.mjs';

const RUNS = 3;

const COMMANDS = [
  ['scan', (path) => ['scan', '--format', 'ndjson', path]],
  ['events', (path) => ['events', path]],
  ['query, count by EventID', (path) => ['query', '* | count by EventID', '--format', 'ndjson', path]],
];

const EXTREMES = [
  ['group-by with a million groups', '* | count by id'],
  ['sort of a million rows', '* | sort by id'],
];

/** The greatest of some runs. */
async function peakOf(program) {
  const runs = [];
  for (let i = 0; i < RUNS; i++) runs.push(await runOnce(program));
  return runs.reduce((most, run) => (run.peakMb > most.peakMb ? run : most));
}

/** The tables of memory; the result goes into the report. */
export async function memory({ megabytes, threadCounts, input }) {
  if (!canMeasureMemory) {
    console.log('\nmemory: not measured, there is no /usr/bin/time here');
    return undefined;
  }
  const small = Math.max(1, Math.round(megabytes / 10));
  const sizes = [];
  const extremes = [];
  for (const threads of threadCounts) {
    const rows = [];
    for (const kind of ['mix', 'sysmon', 'flat']) {
      for (const [name, args] of COMMANDS) {
        const [low, high] = [
          await peakOf(spoor(threads, ...args(input(kind, small).path))),
          await peakOf(spoor(threads, ...args(input(kind).path))),
        ];
        const ratio = high.peakMb / low.peakMb;
        rows.push([`${kind}: ${name}`, low.peakMb.toFixed(0), high.peakMb.toFixed(0), ratio.toFixed(2)]);
        sizes.push({ kind, name, threads, smallMb: low.peakMb, largeMb: high.peakMb, ratio });
      }
    }
    printCells(
      `peak resident set in MB, ${threadWords(threads)}, the greatest of ${RUNS} runs (aim for the ratio: 1.15)`,
      ['input: command', `${small} MB`, `${megabytes} MB`, 'ratio'],
      rows,
    );
    const most = [];
    for (const [name, query] of EXTREMES) {
      const run = await peakOf(spoor(threads, 'query', query, '--format', 'ndjson', input('rows').path));
      const { peakMb, wall, truncated } = run;
      most.push([name, peakMb.toFixed(0), wall.toFixed(2), truncated.join('; ') || 'nothing was truncated']);
      extremes.push({ name, threads, peakMb, wall, truncated });
    }
    printCells(
      `queries that keep much, ${(input('rows').bytes / 1e6).toFixed(0)} MB of NDJSON, ${threadWords(threads)}`,
      ['query', 'peak MB', 'wall s', 'what it says'],
      most,
    );
  }
  return { sizes, extremes };
}
