// NDJSON: one selective detection over flat Windows events, beside rsigma, JSON.parse, jq and DuckDB.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { measure, versionOf } from './measure.mjs';
import { peer } from './peer.mjs';
import { root } from './places.mjs';
import { rsigma, rule, spoor, threadWords } from './programs.mjs';
import { compareHits, printPrograms } from './tables.mjs';

const JQ = `select(.Channel == "Microsoft-Windows-Sysmon/Operational" and .EventID == 1
  and ((.Image // "") | ascii_downcase | endswith("\\\\powershell.exe"))
  and ((.CommandLine // "") | ascii_downcase | (contains("-enc") or contains("bypass"))))`;

function script(name, file, path) {
  return { name, command: process.execPath, args: [join(root, 'bench', file), path] };
}

/** The others, each with one thread. */
function peers(path) {
  const duckdb = process.env.SPOOR_BENCH_DUCKDB;
  const sigma = peer('rsigma');
  return [
    ...(sigma ? [rsigma(sigma, rule('selective-flat.yml'), path)] : []),
    script('JSON.parse a line, Node', 'ndjson-parse.mjs', path),
    ...(duckdb && existsSync(join(duckdb, 'node_modules'))
      ? [script('DuckDB read_json', 'ndjson-duckdb.mjs', path)]
      : []),
    ...(versionOf('jq') ? [{ name: versionOf('jq'), command: 'jq', args: ['-c', JQ, path] }] : []),
  ];
}

/** The NDJSON table; the result goes into the report. */
export async function ndjson({ runs, threadCounts, input }) {
  const { path, bytes } = input('flat');
  const scans = threadCounts.map((threads) => ({
    ...spoor(threads, 'scan', '--rules', rule('selective.sumo'), '--format', 'ndjson', path),
    name: `spoor scan, ${threadWords(threads)}`,
  }));
  const results = await measure([...scans, ...peers(path)], runs);
  const words = `one selective rule, ${(bytes / 1e6).toFixed(0)} MB flat Windows NDJSON, whole process, peers with one thread, median of ${runs}`;
  printPrograms(words, results, bytes, results[0], 'spoor');
  return [{ title: 'one selective rule', input: 'flat', results, hitsAgree: compareHits(results) }];
}
