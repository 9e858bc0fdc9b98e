// npm test: set-up, types, lint, all tests; the last line is "N passed, N failed, N skipped".
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root, setUp } from './set-up.mjs';

const full = process.argv.includes('--full');
const rest = process.argv.slice(2).filter((argument) => argument !== '--full');
await setUp();

let passed = 0;
let failed = 0;
let skipped = 0;

/** A check that is not the test runner's: one passed or failed each. */
function check(name, script, args) {
  const { status } = spawnSync(process.execPath, [join(root, script), ...args], { cwd: root, stdio: 'inherit' });
  console.log(`${status === 0 ? 'ok' : 'FAILED'}: ${name}`);
  if (status === 0) passed++;
  else failed++;
}

if (rest.length === 0) {
  check('types', 'node_modules/typescript/bin/tsc', ['--noEmit']);
  check('lint and format', 'node_modules/@biomejs/biome/bin/biome', ['check', '.']);
}

const folder = mkdtempSync(join(tmpdir(), 'spoor-test-'));
const report = join(folder, 'report.json');
const run = spawnSync(
  process.execPath,
  [
    join(root, 'node_modules/vitest/vitest.mjs'),
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...rest,
  ],
  { cwd: root, stdio: 'inherit', env: { ...process.env, ...(full && { SPOOR_FULL: '1' }) } },
);
if (existsSync(report)) {
  const result = JSON.parse(readFileSync(report, 'utf8'));
  passed += result.numPassedTests;
  failed += result.numFailedTests;
  skipped += result.numPendingTests + (result.numTodoTests ?? 0);
  for (const suite of result.testResults) {
    if (suite.status === 'failed' && suite.assertionResults.every((one) => one.status !== 'failed')) failed++;
  }
}
rmSync(folder, { recursive: true, force: true });
if (run.status !== 0 && failed === 0) failed++;
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exit(failed === 0 ? 0 : 1);
