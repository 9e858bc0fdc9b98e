// npm run bench:rules: what all Sigma rules of the shared data match over all its EVTX, beside rsigma (docs/sigma-oracle.md).
import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { bundled } from './bundle.mjs';
import { PEERS, peer } from './peer.mjs';
import { cache, evtxFiles, root, shared } from './places.mjs';

const program = peer('rsigma');
if (!program) process.exit(1);
const out = join(cache, 'rules-table');
mkdirSync(out, { recursive: true });
const rules = join(shared, 'sigma/rules');
const files = ['evtx', 'sigma/regression'].flatMap((folder) => evtxFiles(join(shared, folder)));

/** Runs a program whose output goes to the terminal or a file; ends the run if it fails. */
function run(command, args, file, accepted = [0]) {
  const into = file === undefined ? 'inherit' : openSync(join(out, file), 'w');
  const { status } = spawnSync(command, args, { stdio: ['ignore', into, 'inherit'] });
  if (file !== undefined) closeSync(into);
  if (!accepted.includes(status)) throw new Error(`${command} ended with ${status}`);
}

run(process.execPath, [await bundled('flat-events'), shared, out, ...files]);
console.log(`${PEERS.rsigma.title}: every rule, every event`);
const flat = `@${join(out, 'flat.ndjson')}`;
run(program, ['engine', 'eval', '--include-event', '-r', rules, '-e', flat], 'theirs.ndjson');
const scan = ['scan', ...files, '--rules', rules, '--format', 'ndjson', '--no-cache', '--quiet'];
// Some of the recordings are damaged, which is code 3.
run(process.execPath, [join(root, 'scripts/spoor.cjs'), ...scan], 'ours.ndjson', [0, 3]);
run(process.execPath, [await bundled('compare-tables'), shared, rules, out]);
console.log(`differences, one a line: ${join(out, 'differences.tsv')}`);
