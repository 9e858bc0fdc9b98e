// Builds the large NDJSON files: every flat Windows line of shared/data/json, round after round, each with its own host suffix.
import { closeSync, existsSync, openSync, readdirSync, readFileSync, renameSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { cache, shared } from './places.mjs';

const MB = 1_000_000;
const folders = ['mordor', 'nxlog'];

/** The texts of the packed files, in the order of their names. */
function texts() {
  return folders.flatMap((folder) => {
    const under = join(shared, 'json', folder);
    return readdirSync(under, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ndjson.gz'))
      .sort()
      .map((name) => gunzipSync(readFileSync(join(under, name))).toString());
  });
}

/** A line as the source wrote it, apart from the host, which tells the round. */
function ofRound(line, round) {
  return round === 0 ? line : line.replace(/("Hostname"\s*:\s*"[^"]*)"/, `$1-${round}"`);
}

/** The lines of flat events: those that hold a channel, and no nested Winlogbeat object. */
export function flatLines() {
  return texts()
    .flatMap((text) => text.split('\n'))
    .filter((line) => line.includes('"Channel"') && !line.includes('"winlog"') && line.trim() !== '');
}

const ROWS = 1_000_000;

/** Path of a file of a million lines, each with an id that no other has, in no order; built if it is not there. */
export function rowsCorpus() {
  const path = join(cache, `rows-${ROWS}.ndjson`);
  if (existsSync(path)) return path;
  const file = openSync(`${path}.tmp`, 'w');
  for (let at = 0; at < ROWS; at += 10_000) {
    let text = '';
    for (let n = at; n < at + 10_000; n++) {
      const id = ((n * 7_919) % ROWS).toString().padStart(7, '0');
      text += `{"id":"id-${id}","user":"user${n % 97}","text":"${'x'.repeat(40)}"}\n`;
    }
    writeSync(file, text);
  }
  closeSync(file);
  renameSync(`${path}.tmp`, path);
  return path;
}

/** Path of the corpus, built if it is not there. */
export function ndjsonCorpus(megabytes = 500) {
  const path = join(cache, `flat-${megabytes}.ndjson`);
  if (existsSync(path) && statSync(path).size > 0.98 * megabytes * MB) return path;
  const lines = flatLines();
  const file = openSync(`${path}.tmp`, 'w');
  let size = 0;
  let written = 0;
  for (let round = 0; size < megabytes * MB; round++) {
    for (let at = 0; at < lines.length && size < megabytes * MB; at += 1000) {
      const part = lines.slice(at, at + 1000).map((line) => ofRound(line, round));
      size += writeSync(file, `${part.join('\n')}\n`);
      written += part.length;
    }
  }
  closeSync(file);
  renameSync(`${path}.tmp`, path);
  console.error(`built ${path}: ${written} lines, ${lines.length} different ones`);
  return path;
}
