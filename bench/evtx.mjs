// node bench/evtx.mjs [--runs N] [--mb N]: the EVTX figures of docs/performance.md, one table and a JSON file.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bundled } from './bundle.mjs';
import { corpus } from './corpora.mjs';
import { measure, versionOf } from './measure.mjs';
import { PEER, peer } from './peer.mjs';
import { cache, root } from './places.mjs';

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '5' }, mb: { type: 'string', default: '500' } },
});
const runs = Number(values.runs);
const megabytes = Number(values.mb);

const entries = Object.fromEntries(
  await Promise.all(['decode', 'select'].map(async (name) => [name, await bundled(name)])),
);
const dump = peer();

/** A bundled entry: the inner loop alone. */
function spoor(name, entry, ...args) {
  return { name, command: process.execPath, args: [entries[entry], ...args] };
}

/** The command line as a user starts it. */
function command(...args) {
  return { name: `spoor ${args[0]}`, command: process.execPath, args: [join(root, 'scripts/spoor.cjs'), ...args] };
}

const inputs = { mix: corpus('mix', megabytes), sysmon: corpus('sysmon', megabytes) };
const groups = [
  {
    title: 'every event as NDJSON, all kinds',
    input: 'mix',
    contenders: (path) => [command('events', path)],
  },
  {
    title: 'every event as NDJSON, Sysmon',
    input: 'sysmon',
    contenders: (path) => [command('events', path)],
  },
  {
    title: 'every field to a value, nothing written, all kinds',
    input: 'mix',
    contenders: (path) => [spoor('spoor decode', 'decode', path)],
  },
  {
    title: 'gate on Sysmon 1, five fields of it, Sysmon',
    input: 'sysmon',
    contenders: (path) => [
      spoor('spoor select, strings', 'select', path, 'strings'),
      spoor('spoor select, units', 'select', path, 'units'),
    ],
  },
  {
    title: 'alerts of the shipped detections, Sysmon',
    input: 'sysmon',
    contenders: (path) => [command('scan', '--format', 'ndjson', path)],
  },
];

const machine = {
  processor: cpus()[0]?.model,
  cores: cpus().length,
  memoryGb: Math.round(totalmem() / 2 ** 30),
  node: process.version,
  v8: process.versions.v8,
  peer: dump ? PEER : 'absent: cargo could not build it',
  cargo: versionOf('cargo'),
};
console.log(
  Object.entries(machine)
    .map(([key, value]) => `${key} ${value}`)
    .join(' · '),
);

// Builds the command line, so that the first round does not.
execFileSync(process.execPath, [join(root, 'scripts/spoor.cjs'), 'list'], { stdio: 'ignore' });

const report = { machine, runs, date: new Date().toISOString(), inputs: {}, groups: [] };
for (const [name, path] of Object.entries(inputs)) {
  const sha256 = createHash('sha256').update(readFileSync(path)).digest('hex');
  report.inputs[name] = { bytes: statSync(path).size, sha256 };
}

const cell = (value, digits, width) => (value === undefined ? '–' : value.toFixed(digits)).padStart(width);
for (const { title, input, contenders } of groups) {
  const path = inputs[input];
  const { bytes } = report.inputs[input];
  const list = contenders(path);
  if (dump) list.push({ name: 'evtx_dump -t 1 -o jsonl', command: dump, args: ['-t', '1', '-o', 'jsonl', path] });
  const results = await measure(list, runs);
  const base = dump ? results.at(-1).wall : undefined;
  console.log(`\n${title} (${(bytes / 1e6).toFixed(0)} MB, whole process, one thread, median of ${runs})`);
  console.log(`${'program'.padEnd(28)}   wall s  (spread)        MB/s    cpu s  peak MB  × peer  result`);
  for (const result of results) {
    const { name, wall, fastest, slowest, cpu, peakMb, said } = result;
    result.mbPerSecond = bytes / 1e6 / wall;
    result.ratio = base === undefined ? undefined : base / wall;
    console.log(
      `${name.padEnd(28)} ${cell(wall, 3, 8)}  ${`${fastest.toFixed(2)}–${slowest.toFixed(2)}`.padEnd(12)} ${cell(result.mbPerSecond, 0, 7)} ${cell(cpu, 2, 8)} ${cell(peakMb, 0, 8)} ${cell(result.ratio, 2, 7)}  ${said ? JSON.stringify(said) : ''}`,
    );
  }
  report.groups.push({ title, input, results });
}
const file = join(cache, 'evtx.json');
writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
console.log(`\nwritten: ${file}`);
