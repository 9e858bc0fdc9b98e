// shapes-duckdb FILE SQL: one aggregate query in DuckDB over the table `log`, one thread, with only the needed columns declared.
// SPOOR_BENCH_DUCKDB names a folder in which `npm install @duckdb/node-api` was run; it is no dependency of the project.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const TYPES = { Channel: 'VARCHAR', EventID: 'INTEGER', Hostname: 'VARCHAR' };
const require = createRequire(pathToFileURL(join(process.env.SPOOR_BENCH_DUCKDB ?? '.', 'x.js')));
const { DuckDBInstance, version } = require('@duckdb/node-api');
const [path, sql] = process.argv.slice(2);
const columns = Object.entries(TYPES).filter(([name]) => sql.includes(name));
const declared = `{${columns.map(([name, type]) => `${name}: '${type}'`).join(', ')}}`;
const connection = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect();
const log = `read_json('${path}', format = 'newline_delimited', columns = ${declared})`;
const reader = await connection.runAndReadAll(sql.replace('FROM log', `FROM ${log}`));
process.stderr.write(`${JSON.stringify({ rows: reader.getRows().length, version: version() })}\n`);
