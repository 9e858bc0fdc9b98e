// ndjson-parse FILE: the selective detection as one would write it in Node: read, split into lines, JSON.parse each.
import { closeSync, openSync, readSync } from 'node:fs';

const file = openSync(process.argv[2], 'r');
const block = Buffer.allocUnsafe(1 << 20);
let rest = '';
let hits = 0;
let lines = 0;
const decoder = new TextDecoder();

function look(line) {
  lines++;
  const event = JSON.parse(line);
  if (event.Channel !== 'Microsoft-Windows-Sysmon/Operational' || event.EventID !== 1) return;
  if (!event.Image?.toLowerCase().endsWith('\\powershell.exe')) return;
  const command = (event.CommandLine ?? '').toLowerCase();
  if (command.includes('-enc') || command.includes('bypass')) hits++;
}

for (;;) {
  const size = readSync(file, block, 0, block.length, null);
  const text = rest + decoder.decode(block.subarray(0, size), { stream: size > 0 });
  let start = 0;
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
    look(text.slice(start, end));
    start = end + 1;
  }
  rest = text.slice(start);
  if (size === 0) break;
}
if (rest !== '') look(rest);
closeSync(file);
process.stderr.write(`${JSON.stringify({ lines, hits })}\n`);
