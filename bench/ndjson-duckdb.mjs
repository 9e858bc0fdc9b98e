// ndjson-duckdb FILE: the selective detection in DuckDB, one thread, with only the needed columns declared.
// SPOOR_BENCH_DUCKDB names a folder in which `npm install @duckdb/node-api` was run; it is no dependency of the project.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const require = createRequire(pathToFileURL(join(process.env.SPOOR_BENCH_DUCKDB ?? '.', 'x.js')));
const { DuckDBInstance, version } = require('@duckdb/node-api');
const connection = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect();
const columns = "{Channel: 'VARCHAR', EventID: 'INTEGER', Image: 'VARCHAR', CommandLine: 'VARCHAR'}";
const reader = await connection.runAndReadAll(`
  SELECT count(*)::INTEGER FROM read_json('${process.argv[2]}', format = 'newline_delimited', columns = ${columns})
  WHERE Channel = 'Microsoft-Windows-Sysmon/Operational' AND EventID = 1 AND ends_with(lower(Image), '\\powershell.exe')
    AND (contains(lower(CommandLine), '-enc') OR contains(lower(CommandLine), 'bypass'))`);
process.stderr.write(`${JSON.stringify({ hits: reader.getRows()[0][0], version: version() })}\n`);
