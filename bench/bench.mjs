// npm run bench [-- --only evtx,ndjson,memory,shapes,startup,rules] [--runs N] [--mb N] [--threads 1,all]: the figures of docs/performance.md.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, statSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { corpus } from './corpora.mjs';
import { evtx } from './evtx.mjs';
import { rules } from './many-rules.mjs';
import { versionOf } from './measure.mjs';
import { memory } from './memory.mjs';
import { ndjson } from './ndjson.mjs';
import { ndjsonCorpus, rowsCorpus } from './ndjson-corpora.mjs';
import { PEERS } from './peer.mjs';
import { cache } from './places.mjs';
import { STARTER } from './programs.mjs';
import { shapes } from './shapes.mjs';
import { startup } from './startup.mjs';

const SECTIONS = { evtx, ndjson, memory, shapes, startup, rules };

function wrong(message) {
  console.error(`bench: ${message}`);
  process.exit(2);
}

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: Object.keys(SECTIONS).join(',') },
    runs: { type: 'string', default: '5' },
    mb: { type: 'string', default: '500' },
    threads: { type: 'string', default: '1,all' },
  },
});

function whole(name) {
  const number = Number(values[name]);
  if (!Number.isInteger(number) || number < 1) wrong(`--${name} takes a whole number from 1`);
  return number;
}

const chosen = values.only.split(',');
const unknown = chosen.find((name) => !Object.hasOwn(SECTIONS, name));
if (unknown !== undefined) wrong(`--only ${unknown} is none of ${Object.keys(SECTIONS).join(', ')}`);
const threadCounts = values.threads.split(',').map((text) => (text === 'all' ? text : Number(text)));
if (threadCounts.some((count) => count !== 'all' && !(Number.isInteger(count) && count > 0)))
  wrong('--threads takes numbers and the word all, with commas between them');

const megabytes = whole('mb');
const makers = {
  mix: (mb) => corpus('mix', mb),
  sysmon: (mb) => corpus('sysmon', mb),
  flat: ndjsonCorpus,
  rows: rowsCorpus,
};
const used = new Map();

/** An input, built if it is not there, and noted for the report. */
function input(kind, mb = megabytes) {
  const path = makers[kind](mb);
  const found = used.get(path) ?? { path, bytes: statSync(path).size };
  used.set(path, found);
  return found;
}

async function sha256Of(path) {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

const machine = {
  processor: cpus()[0]?.model,
  cores: cpus().length,
  memoryGb: Math.round(totalmem() / 2 ** 30),
  node: process.version,
  v8: process.versions.v8,
  cargo: versionOf('cargo') ?? 'absent',
  jq: versionOf('jq') ?? 'absent',
  peers: Object.values(PEERS).map(({ title }) => title),
};
console.log(
  Object.entries(machine)
    .map(([key, value]) => `${key} ${value}`)
    .join(' · '),
);

// Builds the command line, so that the first round does not.
execFileSync(process.execPath, [STARTER, 'list'], { stdio: 'ignore' });

const report = { machine, runs: whole('runs'), megabytes, threadCounts, date: new Date().toISOString(), inputs: {} };
for (const name of chosen) {
  report[name] = await SECTIONS[name]({ runs: report.runs, megabytes, threadCounts, input });
}
for (const { path, bytes } of used.values()) report.inputs[basename(path)] = { bytes, sha256: await sha256Of(path) };
const file = join(cache, 'bench.json');
writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
console.log(`\nwritten: ${file}`);
