// Builds the large EVTX files by the recipe of shared/data/README.md: real chunks repeated, ids running on, checksums redone.
import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { cache, evtxFiles, shared } from './places.mjs';

const HEADER = 4096;
const CHUNK = 65_536;
const MAGIC = Buffer.from('ElfChnk\0');
const RECORD = 0x2a2a;

/** Chunk offsets of a chunk's records. */
function recordsOf(chunk) {
  const free = Math.min(chunk.readUInt32LE(48), CHUNK);
  const lastId = chunk.readBigUInt64LE(32);
  const found = [];
  for (let at = 512; at + 28 <= free && chunk.readUInt32LE(at) === RECORD; ) {
    const size = chunk.readUInt32LE(at + 4);
    if (size < 28 || at + size > free) break;
    found.push(at);
    if (chunk.readBigUInt64LE(at + 8) === lastId) break;
    at += size;
  }
  return found;
}

/** The non-empty chunks of files. */
function* chunksOf(files) {
  for (const file of files) {
    const bytes = readFileSync(file);
    for (let at = HEADER; at + CHUNK <= bytes.length; at += CHUNK) {
      const chunk = bytes.subarray(at, at + CHUNK);
      if (!chunk.subarray(0, 8).equals(MAGIC)) continue;
      const records = recordsOf(chunk);
      if (records.length > 0) yield { chunk: Buffer.from(chunk), records };
    }
  }
}

/** Event id of a record of a template with the usual slots, -1 if it has none. */
function eventIdOf(chunk, at) {
  if (chunk[at + 24] !== 0x0f || chunk[at + 28] !== 0x0c) return -1;
  const definition = chunk.readUInt32LE(at + 34);
  let values = at + 38;
  if (definition === values) values += 24 + chunk.readUInt32LE(values + 20);
  if (values + 20 > CHUNK) return -1;
  const count = chunk.readUInt32LE(values);
  let place = values + 4 + 4 * count;
  for (let i = 0; i < 3; i++) place += chunk.readUInt16LE(values + 4 + 4 * i);
  return count > 3 && place + 2 <= CHUNK ? chunk.readUInt16LE(place) : -1;
}

const SYSMON = Buffer.from('Microsoft-Windows-Sysmon/Operational', 'utf16le');

/** Chunks with less than this in them are left out of the Sysmon corpus, which is to be events, not free space. */
const WELL_FILLED = 48_000;

/** Sysmon chunks, richest in event 1 first, as many as keep its share above a bound. */
function sysmonChunks(files, share) {
  const all = [...chunksOf(files)]
    .filter(({ chunk }) => chunk.readUInt32LE(48) > WELL_FILLED && chunk.includes(SYSMON))
    .map(({ chunk, records }) => ({
      chunk,
      records,
      created: records.filter((at) => eventIdOf(chunk, at) === 1).length,
    }))
    .sort((a, b) => b.created / b.records.length - a.created / a.records.length);
  const taken = [];
  let created = 0;
  let events = 0;
  for (const one of all) {
    created += one.created;
    events += one.records.length;
    if (created / events < share) break;
    taken.push(one);
  }
  return taken;
}

/** Writes chunks over and over until the file has a size. */
function writeCorpus(path, chunks, header, size) {
  const file = openSync(`${path}.tmp`, 'w');
  const count = Math.floor((size - HEADER) / CHUNK);
  writeSync(file, header, 0, HEADER, 0);
  let id = 1n;
  let records = 0;
  for (let i = 0; i < count; i++) {
    const { chunk, records: places } = chunks[i % chunks.length];
    const last = id + BigInt(places.length) - 1n;
    chunk.writeBigUInt64LE(id, 8);
    chunk.writeBigUInt64LE(last, 16);
    chunk.writeBigUInt64LE(id, 24);
    chunk.writeBigUInt64LE(last, 32);
    for (const at of places) chunk.writeBigUInt64LE(id++, at + 8);
    const free = Math.max(512, Math.min(chunk.readUInt32LE(48), CHUNK));
    chunk.writeUInt32LE(crc32(chunk.subarray(512, free)), 52);
    chunk.writeUInt32LE(crc32(chunk.subarray(128, 512), crc32(chunk.subarray(0, 120))), 124);
    writeSync(file, chunk, 0, CHUNK, HEADER + i * CHUNK);
    records += places.length;
  }
  const head = Buffer.from(header);
  head.writeBigUInt64LE(0n, 8);
  head.writeBigUInt64LE(BigInt(count - 1), 16);
  head.writeBigUInt64LE(id, 24);
  head.writeUInt16LE(count & 0xffff, 42);
  head.writeUInt32LE(0, 120);
  head.writeUInt32LE(crc32(head.subarray(0, 120)), 124);
  writeSync(file, head, 0, HEADER, 0);
  closeSync(file);
  renameSync(`${path}.tmp`, path);
  return { chunks: count, records };
}

const MB = 1_000_000;

/** Path of a corpus, built if it is not there: `mix` is every file but golden, `sysmon` Sysmon with at least 30 % event 1. */
export function corpus(kind, megabytes = 500) {
  const path = join(cache, `${kind}-${megabytes}.evtx`);
  if (existsSync(path) && statSync(path).size > 0.9 * megabytes * MB) return path;
  const files = evtxFiles(shared).filter((name) => !name.includes('/golden/'));
  const header = readFileSync(files[0]).subarray(0, HEADER);
  const chunks = kind === 'sysmon' ? sysmonChunks(files, 0.32) : [...chunksOf(files)];
  const made = writeCorpus(path, chunks, header, megabytes * MB);
  console.error(`built ${path}: ${made.chunks} chunks of ${chunks.length} different ones, ${made.records} records`);
  return path;
}
