// npm run bench:random-rules: random Sigma rules on random events, beside rsigma (docs/sigma-oracle.md).
import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { bundled } from './bundle.mjs';
import { peer } from './peer.mjs';
import { cache } from './places.mjs';

const program = peer('rsigma');
if (!program) process.exit(1);
const out = join(cache, 'random-rules');
mkdirSync(out, { recursive: true });
const entry = await bundled('random-rules');

/** Runs a program; ends the run if it fails. */
function run(command, args, into = 'inherit') {
  const { status } = spawnSync(command, args, { stdio: ['ignore', into, 'inherit'] });
  if (status !== 0) throw new Error(`${command} ended with ${status}`);
}

run(process.execPath, [entry, out]);
const theirs = join(out, 'theirs.ndjson');
const file = openSync(theirs, 'w');
const [rules, pipeline, flat] = ['rules', 'pipeline.yml', 'flat.ndjson'].map((name) => join(out, name));
run(program, ['engine', 'eval', '--include-event', '-p', pipeline, '-r', rules, '-e', `@${flat}`], file);
closeSync(file);
run(process.execPath, [entry, out, theirs]);
