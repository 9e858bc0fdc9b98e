// The ten commonest shapes of the real queries, over 1 GB of flat NDJSON and over EVTX; jq and DuckDB where they can do the same work.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { median, runOnce, versionOf } from './measure.mjs';
import { root } from './places.mjs';
import { spoor } from './programs.mjs';
import { printCells } from './tables.mjs';

const JSON_KEYS = 'json "EventID", "Hostname", "Channel" as id, host, channel nodrop';
const RAW_KEYS = 'json "EventID", "Computer", "Channel" as id, host, channel nodrop';

/** Counts of inputs by a key, in jq, without keeping them. */
const jqCount = (condition, key) => `reduce (inputs | select(${condition})) as $e ({}; .[$e | ${key} | tostring] += 1)`;
const sqlCount = (condition, ...keys) =>
  `SELECT ${keys.join(', ')}, count(*) AS n FROM log WHERE ${condition} GROUP BY ${keys.join(', ')}`;

/** Shapes by their stages, the commonest first; `json` stands for the stage that takes the keys. */
const SHAPES = [
  {
    name: 'json, where, aggregate',
    stages: (json) => `${json} | where id = "4624" | count by host`,
    jq: jqCount('.EventID == 4624', '.Hostname'),
    sql: sqlCount('EventID = 4624', 'Hostname'),
  },
  {
    name: 'json, where, aggregate, sort',
    stages: (json) => `${json} | where channel matches "*Sysmon*" | count by id, host | sort by _count`,
    jq: jqCount('(.Channel // "") | contains("Sysmon")', '[.EventID, .Hostname]'),
    sql: `${sqlCount("contains(Channel, 'Sysmon')", 'EventID', 'Hostname')} ORDER BY n DESC`,
  },
  {
    name: 'json, where, timeslice, aggregate, fillmissing, transpose',
    stages: (json) =>
      `${json} | where id in ("4624", "4625") | timeslice 1h | count by _timeslice, id | fillmissing timeslice, values all in id | transpose row _timeslice column id`,
  },
  {
    name: 'json, where, timeslice, aggregate, transpose',
    stages: (json) =>
      `${json} | where !isEmpty(host) | timeslice 1h | count by _timeslice, channel | transpose row _timeslice column channel`,
  },
  {
    name: 'json, where, aggregate, sort, limit',
    stages: (json) => `${json} | where !isEmpty(host) | count by host, id | sort by _count | limit 20`,
    jq: jqCount('(.Hostname // "") != ""', '[.Hostname, .EventID]'),
    sql: `${sqlCount("Hostname != ''", 'Hostname', 'EventID')} ORDER BY n DESC LIMIT 20`,
  },
  {
    name: 'json, expression, parse regex, where, timeslice, aggregate, sort, outlier',
    stages: (json) =>
      `${json} | toLowerCase(host) as h | parse regex field=h "^(?<short>[^.]+)" | where !isEmpty(id) | timeslice 1h | count by _timeslice, short | sort by _timeslice asc | outlier _count by short window=5`,
  },
  {
    name: 'json, aggregate',
    stages: (json) => `${json} | count by channel`,
    jq: jqCount('true', '.Channel'),
    sql: sqlCount('true', 'Channel'),
  },
  {
    name: 'json, where, aggregate, top',
    stages: (json) => `${json} | where id != "1" | count by host | top 10 host by _count`,
    jq: jqCount('.EventID != null and .EventID != 1', '.Hostname'),
    sql: `${sqlCount('EventID != 1', 'Hostname')} ORDER BY n DESC LIMIT 10`,
  },
  {
    name: 'aggregate',
    stages: () => 'count by EventID',
    jq: jqCount('true', '.EventID'),
    sql: sqlCount('true', 'EventID'),
  },
  {
    name: 'parse, where, aggregate',
    stages: () => 'parse "\\"Channel\\":\\"*\\"" as channel | where channel = "Security" | count by channel',
    jq: jqCount('.Channel == "Security"', '.Channel'),
    sql: sqlCount("Channel = 'Security'", 'Channel'),
  },
];

/** Median seconds and greatest memory of some runs behind one that is not counted. */
async function times(program, runs) {
  const all = [];
  for (let run = -1; run < runs; run++) {
    const one = await runOnce(program);
    if (run >= 0) all.push(one);
  }
  const events = /events (\d+)/.exec(String(all[0].said))?.[1];
  return {
    wall: median(all.map(({ wall }) => wall)),
    peakMb: Math.max(...all.map(({ peakMb }) => peakMb ?? 0)),
    events,
  };
}

const seconds = (result) => (result ? result.wall.toFixed(2) : '–');
const MEGABYTES = 1000;

/** The table of shapes; the result goes into the report. */
export async function shapes({ runs, input }) {
  const flat = input('flat', MEGABYTES);
  const mix = input('mix');
  const duckdb = process.env.SPOOR_BENCH_DUCKDB;
  const hasDuckdb = duckdb && existsSync(join(duckdb, 'node_modules'));
  const jq = versionOf('jq');
  const report = [];
  for (const { name, stages, jq: filter, sql } of SHAPES) {
    const run = (json, path) => times(spoor(1, 'query', `* | ${stages(json)}`, path, '--format', 'ndjson'), runs);
    const ndjson = await run(JSON_KEYS, flat.path);
    const evtx = await run(RAW_KEYS, mix.path);
    const sqlScript = join(root, 'bench', 'shapes-duckdb.mjs');
    const peers = {
      jq:
        jq && filter ? await times({ command: 'jq', args: ['-nc', filter, flat.path] }, Math.min(runs, 2)) : undefined,
      duckdb:
        hasDuckdb && sql
          ? await times({ command: process.execPath, args: [sqlScript, flat.path, sql] }, runs)
          : undefined,
    };
    report.push({ name, ndjson, evtx, ...peers });
  }
  const rows = report.map(({ name, ndjson, evtx, jq: beside, duckdb: sql }) => [
    name,
    seconds(ndjson),
    Math.round(Number(ndjson.events) / ndjson.wall).toLocaleString('en-US'),
    ndjson.peakMb.toFixed(0),
    seconds(beside),
    seconds(sql),
    seconds(evtx),
    Math.round(Number(evtx.events) / evtx.wall).toLocaleString('en-US'),
    evtx.peakMb.toFixed(0),
  ]);
  printCells(
    `the ten commonest shapes of real queries, ${(flat.bytes / 1e6).toFixed(0)} MB of NDJSON and ${(mix.bytes / 1e6).toFixed(0)} MB of EVTX, one thread each, whole processes, median of ${runs}`,
    ['stages', 'NDJSON s', 'events/s', 'MB', jq ?? 'jq', 'DuckDB', 'EVTX s', 'events/s', 'MB'],
    rows,
  );
  return report;
}
