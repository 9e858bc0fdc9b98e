// node bench/ndjson.mjs [--runs N] [--mb N]: a selective detection over flat Windows NDJSON, whole processes, one thread each.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bundleCli } from '../scripts/bundle.mjs';
import { measure, versionOf } from './measure.mjs';
import { ndjsonCorpus } from './ndjson-corpora.mjs';
import { cache, root } from './places.mjs';

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '5' }, mb: { type: 'string', default: '500' } },
});

const QUERY = `_sourceCategory=windows/sysmon
| where EventID = 1 and Image matches "*\\\\powershell.exe"
  and (toLowerCase(CommandLine) contains "-enc" or toLowerCase(CommandLine) contains "bypass")
| fields _messageTime, Computer, Image, CommandLine
`;
const JQ = `select(.Channel == "Microsoft-Windows-Sysmon/Operational" and .EventID == 1
  and ((.Image // "") | ascii_downcase | endswith("\\\\powershell.exe"))
  and ((.CommandLine // "") | ascii_downcase | (contains("-enc") or contains("bypass"))))`;

/** The command line, bundled. */
async function commandLine() {
  const folder = join(cache, 'ndjson-cli');
  await bundleCli(folder);
  return join(folder, 'main.js');
}

const path = ndjsonCorpus(Number(values.mb));
const query = join(cache, 'ndjson.sumo');
writeFileSync(query, QUERY);
const beside = (name) => join(root, 'bench', name);
const duckdb = process.env.SPOOR_BENCH_DUCKDB;
const contenders = [
  {
    name: 'spoor scan',
    command: process.execPath,
    args: [await commandLine(), 'scan', path, '--rules', query, '--format', 'ndjson'],
  },
  { name: 'JSON.parse a line, Node', command: process.execPath, args: [beside('ndjson-parse.mjs'), path] },
];
if (duckdb && existsSync(join(duckdb, 'node_modules'))) {
  contenders.push({ name: 'DuckDB read_json', command: process.execPath, args: [beside('ndjson-duckdb.mjs'), path] });
}
if (versionOf('jq')) contenders.push({ name: 'jq', command: 'jq', args: ['-c', JQ, path] });

const bytes = statSync(path).size;
const results = await measure(contenders, Number(values.runs));
const own = results[0].wall;
const machine = `${cpus()[0]?.model}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}, ${versionOf('jq') ?? 'no jq'}`;
console.log(machine);
console.log(
  `selective detection, ${(bytes / 1e6).toFixed(0)} MB flat Windows NDJSON, whole process, one thread, median of ${values.runs}`,
);
console.log(`${'program'.padEnd(26)}   wall s  (spread)        MB/s    cpu s  peak MB  × spoor  result`);
for (const result of results) {
  const { name, wall, fastest, slowest, cpu, peakMb, said } = result;
  result.mbPerSecond = bytes / 1e6 / wall;
  const spread = `${fastest.toFixed(2)}–${slowest.toFixed(2)}`.padEnd(12);
  console.log(
    `${name.padEnd(26)} ${wall.toFixed(3).padStart(8)}  ${spread} ${result.mbPerSecond.toFixed(0).padStart(7)} ${(cpu ?? 0).toFixed(2).padStart(8)} ${(peakMb ?? 0).toFixed(0).padStart(8)} ${(wall / own).toFixed(2).padStart(8)}  ${said ? JSON.stringify(said) : ''}`,
  );
}
const sha256 = createHash('sha256').update(readFileSync(path)).digest('hex');
const file = join(cache, 'ndjson.json');
writeFileSync(
  file,
  `${JSON.stringify({ machine, date: new Date().toISOString(), input: { bytes, sha256 }, results }, null, 2)}\n`,
);
console.log(`\nwritten: ${file}`);
