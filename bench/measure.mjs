// Runs programs in turn, A B A B, whole processes, and gives medians.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, openSync } from 'node:fs';
import { devNull } from 'node:os';

const TIME = '/usr/bin/time';

/** One run: wall seconds, processor seconds and peak memory where the system tells, and what the program says at its end. */
function run({ command, args }) {
  return new Promise((resolve, reject) => {
    const timed = existsSync(TIME);
    const [program, rest] = timed ? [TIME, ['-f', 'TIME %U %S %M', command, ...args]] : [command, args];
    const start = performance.now();
    const child = spawn(program, rest, { stdio: ['ignore', openSync(devNull, 'w'), 'pipe'] });
    let said = '';
    child.stderr.on('data', (part) => {
      said += part;
    });
    child.on('error', reject);
    child.on('close', (code) => {
      const wall = (performance.now() - start) / 1000;
      if (code !== 0) reject(new Error(`${command} ended with ${code}: ${said.slice(-500)}`));
      const [, user, system, kib] = /TIME ([\d.]+) ([\d.]+) (\d+)/.exec(said) ?? [];
      const lines = said.split('\n');
      const line = lines.find((one) => one.startsWith('{'));
      const summary = lines.find((one) => one.startsWith('files '));
      resolve({
        wall,
        cpu: user === undefined ? undefined : Number(user) + Number(system),
        peakMb: kib === undefined ? undefined : Number(kib) / 1024,
        said: line === undefined ? summary?.split(' · ').slice(1, -2).join(' · ') : JSON.parse(line),
      });
    });
  });
}

export function median(numbers) {
  const sorted = numbers.filter((one) => one !== undefined).sort((a, b) => a - b);
  return sorted.length === 0 ? undefined : sorted[sorted.length >> 1];
}

/** Runs each contender `runs` times, taking turns, after a first round that warms the page cache and is not counted. */
export async function measure(contenders, runs) {
  const results = contenders.map(() => []);
  for (let round = -1; round < runs; round++) {
    for (const [i, contender] of contenders.entries()) {
      const result = await run(contender);
      if (round >= 0) results[i].push(result);
    }
  }
  return contenders.map(({ name }, i) => {
    const walls = results[i].map(({ wall }) => wall);
    return {
      name,
      wall: median(walls),
      fastest: Math.min(...walls),
      slowest: Math.max(...walls),
      cpu: median(results[i].map(({ cpu }) => cpu)),
      peakMb: Math.max(0, ...results[i].map(({ peakMb }) => peakMb ?? 0)) || undefined,
      said: results[i][0].said,
    };
  });
}

/** First line that a program prints for its version. */
export function versionOf(command, args = ['--version']) {
  const { stdout } = spawnSync(command, args, { encoding: 'utf8' });
  return stdout?.split('\n')[0]?.trim();
}
