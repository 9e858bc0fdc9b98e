// Runs programs in turn, A B A B, whole processes, and gives medians.
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { devNull } from 'node:os';

const TIME = '/usr/bin/time';

/** False where peak memory and processor time are not to be had. */
export const canMeasureMemory = existsSync(TIME);

/** How many hits a program says that it found, by the words of each. */
function hitsOf(said) {
  const found = /alerts (\d+)/.exec(said) ?? /(\d+) matches/.exec(said) ?? /"hits":(\d+)/.exec(said);
  return found ? Number(found[1]) : undefined;
}

/** What a program says of its work, without times and speeds, which change. */
function saidBy(text) {
  const lines = text.split('\n');
  const json = lines.find((one) => one.startsWith('{'));
  if (json !== undefined) return JSON.parse(json);
  const summary = lines.find((one) => /^(rules \d+ loaded.* )?files \d+ /.test(one));
  return (
    summary?.replace(/^.*(?=events \d)/, '').replace(/ · [\d.]+ s · .*/, '') ??
    lines.find((one) => /^Processed /.test(one))
  );
}

/** One run: wall seconds, processor seconds and peak memory where the system tells, and what the program says at its end. */
export function runOnce({ command, args }) {
  return new Promise((resolve, reject) => {
    const [program, rest] = canMeasureMemory ? [TIME, ['-f', 'TIME %U %S %M', command, ...args]] : [command, args];
    const nowhere = openSync(devNull, 'w');
    const start = performance.now();
    const child = spawn(program, rest, { stdio: ['ignore', nowhere, 'pipe'] });
    let text = '';
    child.stderr.on('data', (part) => {
      text += part;
    });
    child.on('error', reject);
    child.on('close', (code) => {
      const wall = (performance.now() - start) / 1000;
      closeSync(nowhere);
      if (code !== 0) reject(new Error(`${command} ${args.join(' ')} ended with ${code}: ${text.slice(-500)}`));
      const [, user, system, kib] = /TIME ([\d.]+) ([\d.]+) (\d+)/.exec(text) ?? [];
      resolve({
        wall,
        cpu: user === undefined ? undefined : Number(user) + Number(system),
        peakMb: kib === undefined ? undefined : Number(kib) / 1024,
        said: saidBy(text),
        hits: hitsOf(text),
        truncated: text.split('\n').filter((line) => line.startsWith('truncated')),
      });
    });
  });
}

export function median(numbers) {
  const sorted = numbers.filter((one) => one !== undefined).sort((a, b) => a - b);
  return sorted.length === 0 ? undefined : sorted[sorted.length >> 1];
}

/**
 * Runs each contender `runs` times, or as often as it says at most, taking turns, after a first round that warms the page cache and is not
 * counted.
 */
export async function measure(contenders, runs) {
  const results = contenders.map(() => []);
  for (let round = -1; round < runs; round++) {
    for (const [i, contender] of contenders.entries()) {
      if (round >= (contender.most ?? runs)) continue;
      const result = await runOnce(contender);
      if (round >= 0) results[i].push(result);
    }
  }
  return contenders.map(({ name }, i) => {
    const walls = results[i].map(({ wall }) => wall);
    const { said, hits, truncated } = results[i][0];
    return {
      name,
      wall: median(walls),
      fastest: Math.min(...walls),
      slowest: Math.max(...walls),
      cpu: median(results[i].map(({ cpu }) => cpu)),
      peakMb: Math.max(0, ...results[i].map(({ peakMb }) => peakMb ?? 0)) || undefined,
      said,
      ...(hits !== undefined && { hits }),
      ...(truncated.length > 0 && { truncated }),
    };
  });
}

/** First line that a program prints for its version. */
export function versionOf(command, args = ['--version']) {
  const { stdout } = spawnSync(command, args, { encoding: 'utf8' });
  return stdout?.split('\n')[0]?.trim();
}
