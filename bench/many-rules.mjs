// Thousands of Sigma rules: scans beside rsigma, the slope of the number of rules, events a second by kind, and the first alert.
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { bundled } from './bundle.mjs';
import { flatOfEvtx } from './flat-of-evtx.mjs';
import { measure, median, runOnce } from './measure.mjs';
import { peer } from './peer.mjs';
import { cache, shared } from './places.mjs';
import { evtxDump, rule, STARTER, spoor, threadWords } from './programs.mjs';
import { printCells, printPrograms } from './tables.mjs';

const RULES = join(shared, 'sigma/rules');
const WINDOWS = join(RULES, 'rules/windows');
const SYSMON = 'Microsoft-Windows-Sysmon/Operational';

/** Kinds of events whose speed is told apart. */
const KINDS = [
  ...[1, 3, 7, 10, 11, 13, 22].map((id) => [SYSMON, id]),
  ['Security', 4688],
  ['Microsoft-Windows-PowerShell/Operational', 4104],
];

const scan = (threads, rules, path) => spoor(threads, 'scan', '--rules', rules, '--format', 'ndjson', path);

/** `rsigma` with all Windows rules. */
function rsigma(program, path, ...more) {
  const args = ['engine', 'eval', '-r', WINDOWS, '-e', `@${path}`, '--output-format', 'ndjson', ...more];
  return {
    name: ['rsigma engine eval', ...more.filter((one) => one.startsWith('--'))].join(' '),
    command: program,
    args,
  };
}

/** Ten rules of process creation, always the same ones, in a folder of their own. */
function tenRules() {
  const from = join(WINDOWS, 'process_creation');
  const to = join(cache, 'ten-rules');
  rmSync(to, { recursive: true, force: true });
  mkdirSync(to, { recursive: true });
  const names = readdirSync(from).sort();
  let state = 12_345;
  for (let i = 0; i < 10; i++) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    const [name] = names.splice(state % names.length, 1);
    cpSync(join(from, name), join(to, name));
  }
  return to;
}

/** Seconds until a program writes its first byte. */
function firstByte({ command, args }) {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'ignore'] });
    child.on('error', reject);
    child.stdout.once('data', () => {
      resolve((performance.now() - start) / 1000);
      child.kill();
    });
    child.on('close', () => reject(new Error('no alert')));
  });
}

async function firstAlert(path, runs) {
  const start = (...more) => ({
    command: process.execPath,
    args: [
      STARTER,
      'scan',
      '--rules',
      RULES,
      '--order',
      'input',
      '--format',
      'ndjson',
      '--threads',
      '1',
      ...more,
      path,
    ],
  });
  const rows = [];
  for (const [name, ...more] of [['from the cache'], ['made anew', '--no-cache']]) {
    const times = [];
    for (let run = -1; run < runs; run++) {
      const time = await firstByte(start(...more));
      if (run >= 0) times.push(time);
    }
    rows.push({ name, seconds: median(times), fastest: Math.min(...times), slowest: Math.max(...times) });
  }
  printCells(
    `all 3,028 rules, whole process, one thread: seconds to the first alert, median of ${runs}`,
    ['rules', 's', 'spread'],
    rows.map(({ name, seconds, fastest, slowest }) => [
      name,
      seconds.toFixed(2),
      `${fastest.toFixed(2)}–${slowest.toFixed(2)}`,
    ]),
  );
  return rows;
}

/** All Windows rules over one input, on some threads. */
async function allRules(title, { path, bytes }, threads, runs, peers) {
  const results = await measure([scan(threads, WINDOWS, path), ...peers], runs);
  const words = `all Windows rules, ${title} (${(bytes / 1e6).toFixed(0)} MB, whole process, ${threadWords(threads)}, median of ${runs})`;
  printPrograms(words, results, bytes, results[0], 'spoor');
  return { title, threads, results };
}

async function slope({ path, bytes }, runs) {
  const all = join(WINDOWS, 'process_creation');
  const named = (name, rules) => ({ ...scan(1, rules, path), name });
  const results = await measure([named('ten rules', tenRules()), named('all of the folder', all)], runs);
  printPrograms(`rules of process creation, Sysmon, one thread, median of ${runs}`, results, bytes, results[0], 'ten');
  return results;
}

async function byKind({ sysmon, mix }) {
  const entry = await bundled('detect-kind');
  const rows = [];
  for (const [channel, id] of KINDS) {
    // DNS queries are in files with little else, which the Sysmon corpus leaves out.
    const path = channel === SYSMON && id !== 22 ? sysmon : mix;
    const program = {
      name: `${channel} ${id}`,
      command: process.execPath,
      args: [entry, RULES, path, channel, String(id)],
    };
    rows.push({ channel, id, ...(await runOnce(program)).said });
  }
  printCells(
    'all 3,028 rules over the events of one kind in a file of all: decoding and rules of these, one thread, second pass in one process',
    [
      'kind',
      'events',
      'alerts',
      'events/s',
      'fields read, events/s',
      'others walked over, s',
      'events/s without',
      'fields read without',
    ],
    rows.map(({ channel, id, events, alerts, seconds, reading, walked }) => [
      `${channel.replace(/^Microsoft-Windows-|\/Operational$/g, '')} ${id}`,
      events,
      alerts,
      Math.round(events / seconds),
      Math.round(events / reading),
      walked.toFixed(2),
      Math.round(events / (seconds - walked)),
      Math.round(events / (reading - walked)),
    ]),
  );
  return rows;
}

/** The tables of many rules; the result goes into the report. */
export async function rules({ runs, threadCounts, input }) {
  const sigma = peer('rsigma');
  const dump = peer('evtx_dump');
  const [mix, sysmon] = [input('mix'), input('sysmon')];
  const flat = await flatOfEvtx(mix.path);
  const tables = [];
  for (const threads of threadCounts) {
    const isOne = threads === 1;
    const overFlat = isOne && sigma ? [rsigma(sigma, flat.path), rsigma(sigma, flat.path, '--bloom-prefilter')] : [];
    const hayabusa = process.env.SPOOR_BENCH_HAYABUSA;
    const others =
      isOne && hayabusa && existsSync(hayabusa)
        ? [
            {
              name: 'hayabusa',
              command: hayabusa,
              args: ['json-timeline', '-w', '-q', '-f', mix.path, '-o', join(cache, 'hayabusa.json'), '-C'],
            },
          ]
        : [];
    tables.push(await allRules('Sysmon', sysmon, threads, runs, []));
    tables.push(
      await allRules('the mix', mix, threads, runs, [
        ...(isOne && dump ? [evtxDump(dump, 1, mix.path)] : []),
        ...others,
      ]),
    );
    tables.push(await allRules('the mix as flat NDJSON', flat, threads, runs, overFlat));
    if (isOne && sigma) {
      const mapped = rsigma(sigma, mix.path, '-p', rule('evtx-fields.yml'));
      tables.push(
        // It takes the better part of a minute.
        await allRules('the mix, fields mapped for the peer', mix, threads, runs, [
          { ...mapped, name: 'rsigma, EVTX, pipeline, of 3', most: 3 },
        ]),
      );
    }
  }
  return {
    tables,
    slope: await slope(sysmon, runs),
    byKind: await byKind({ sysmon: sysmon.path, mix: mix.path }),
    firstAlert: await firstAlert(input('sysmon', 1).path, runs),
  };
}
