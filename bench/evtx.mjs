// EVTX: decoding, and detections, beside evtx_dump and rsigma.
import { bundled } from './bundle.mjs';
import { measure } from './measure.mjs';
import { peer } from './peer.mjs';
import { evtxDump, rsigma, rule, spoor, threadWords } from './programs.mjs';
import { compareHits, printPrograms } from './tables.mjs';

/** The inner loop alone, a bundled entry. */
function inner(name, entry, ...args) {
  return { name, command: process.execPath, args: [entry, ...args] };
}

/** What is measured over which input; `alone` has no thread but its own, and so stands with one thread only. */
function jobs(decode, select) {
  return [
    {
      title: 'every event as NDJSON, all kinds',
      input: 'mix',
      contenders: (path, threads) => [spoor(threads, 'events', path)],
    },
    {
      title: 'every event as NDJSON, Sysmon',
      input: 'sysmon',
      contenders: (path, threads) => [spoor(threads, 'events', path)],
    },
    {
      title: 'every field to a value, nothing written, all kinds',
      input: 'mix',
      alone: true,
      contenders: (path) => [inner('decode, no command line', decode, path)],
    },
    {
      title: 'gate on Sysmon 1, five fields of it, Sysmon',
      input: 'sysmon',
      alone: true,
      contenders: (path) => [
        inner('select, strings', select, path, 'strings'),
        inner('select, units', select, path, 'units'),
      ],
    },
    {
      title: 'alerts of the shipped detections, Sysmon',
      input: 'sysmon',
      contenders: (path, threads) => [spoor(threads, 'scan', '--format', 'ndjson', path)],
    },
    {
      title: 'one selective rule, Sysmon',
      input: 'sysmon',
      contenders: (path, threads) => [
        spoor(threads, 'scan', '--rules', rule('selective.sumo'), '--format', 'ndjson', path),
      ],
      sigma: 'selective-evtx.yml',
    },
  ];
}

/** The EVTX tables; the result goes into the report. */
export async function evtx({ runs, threadCounts, input }) {
  const [decode, select] = await Promise.all(['decode', 'select'].map(bundled));
  const dump = peer('evtx_dump');
  const sigmaPeer = peer('rsigma');
  const tables = [];
  for (const { title, input: kind, alone, contenders, sigma } of jobs(decode, select)) {
    for (const threads of threadCounts) {
      if (alone && threads !== 1) continue;
      const { path, bytes } = input(kind);
      const list = contenders(path, threads);
      if (sigma && sigmaPeer) list.push(rsigma(sigmaPeer, rule(sigma), path));
      if (dump) list.push(evtxDump(dump, threads, path));
      const results = await measure(list, runs);
      const words = `${title} (${(bytes / 1e6).toFixed(0)} MB, whole process, ${threadWords(threads)}, median of ${runs})`;
      printPrograms(words, results, bytes, dump && results.at(-1), 'peer');
      tables.push({ title, input: kind, threads, results, hitsAgree: compareHits(results) });
    }
  }
  return tables;
}
