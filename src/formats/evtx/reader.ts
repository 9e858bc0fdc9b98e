import type { ByteSource, Damage } from '../format.ts';
import { ChunkXml } from './binxml.ts';
import { Bytes } from './bytes.ts';
import { walkChunk } from './chunk.ts';
import {
  CHUNK_HEADER_SIZE,
  CHUNK_SIZE,
  FILE_HEADER_SIZE,
  findRecord,
  type RecordHead,
  readChunkHeader,
  readFileHeader,
} from './container.ts';
import type { ElementNode } from './element.ts';
import type { RecordPlace } from './record.ts';
import { Remarks, remarkLines } from './remarks.ts';
import { TemplateLibrary } from './templates.ts';

/** A decoded record; of a damaged one what could be read. */
export interface FileRecord {
  readonly root: ElementNode;
  readonly place: RecordPlace;
  readonly isDamaged: boolean;
}

/** Takes the records of a file in order; returning false stops the reader. */
export interface RecordSink {
  record(record: FileRecord): boolean | undefined;
  damage(damage: Damage): void;
}

/** One pass over a file; holds one chunk at a time. */
class Reader {
  readonly #ids = { highest: 0 };
  readonly #source: ByteSource;
  readonly #sink: RecordSink;
  readonly #library = new TemplateLibrary();
  readonly #buffer = new Uint8Array(CHUNK_SIZE);
  readonly #view = new DataView(this.#buffer.buffer);
  readonly #remarks = new Remarks();
  readonly #noRecords: { readonly index: number; readonly offset: number; readonly length: number }[] = [];
  #stopped = false;

  constructor(source: ByteSource, sink: RecordSink) {
    this.#source = source;
    this.#sink = sink;
  }

  async read(): Promise<readonly string[]> {
    const head = this.#buffer.subarray(0, FILE_HEADER_SIZE);
    const size = await this.#source.read(0, head);
    const header = readFileHeader(head.subarray(0, size));
    if (header) this.#remarks.header = header;
    else this.#damage(0, 'file header is destroyed', FILE_HEADER_SIZE);
    for (let i = 0; !this.#stopped && size === FILE_HEADER_SIZE; i++) {
      const offset = FILE_HEADER_SIZE + i * CHUNK_SIZE;
      const length = await this.#source.read(offset, this.#buffer);
      if (length > 0) this.#chunk(i, offset, length);
      if (length < CHUNK_SIZE) break;
    }
    this.#reportLost(this.#remarks.header?.chunks ?? 0);
    return remarkLines(this.#remarks);
  }

  #damage(offset: number, reason: string, length: number): void {
    this.#sink.damage({ file: this.#source.name, offset, length, reason });
  }

  #chunk(index: number, offset: number, length: number): void {
    const remarks = this.#remarks;
    if (this.#isZero(length)) {
      remarks.zeroChunks++;
      return;
    }
    if (length < CHUNK_HEADER_SIZE) {
      this.#damage(offset, 'file ends inside a chunk header', length);
      return;
    }
    const header = readChunkHeader(this.#view, this.#buffer);
    if (header?.isEmpty && header.hasMagic) {
      remarks.emptyChunks++;
      return;
    }
    if (!header && !findRecord(this.#view, 0, length)) {
      this.#noRecords.push({ index, offset, length });
      return;
    }
    this.#reportLost(index);
    remarks.lastChunk = index;
    if (!header?.hasMagic) this.#damage(offset, 'chunk header is destroyed', CHUNK_HEADER_SIZE);
    else if (!header.isCrcGood) remarks.badCrcs++;
    if (length < (header?.free ?? CHUNK_SIZE))
      this.#damage(offset + length, 'file ends inside a chunk', CHUNK_SIZE - length);
    const xml = new ChunkXml(new Bytes(this.#buffer, length), this.#library);
    const goesOn = header !== undefined && (remarks.header?.isDirty !== false || !header.isCrcGood);
    for (const found of walkChunk(this.#view, length, header, goesOn)) {
      if (found.kind === 'gap') this.#damage(offset + found.at, 'no record where one should stand', found.length);
      else this.#record(xml, found.head, offset);
      if (this.#stopped) return;
    }
  }

  /** Chunks without records that stand before others are lost; behind the last one they are space never used. */
  #reportLost(before: number): void {
    for (const { index, offset, length } of this.#noRecords.splice(0)) {
      if (index < before) this.#damage(offset, 'chunk is destroyed', length);
      else this.#remarks.garbageChunks++;
    }
  }

  #record(xml: ChunkXml, head: RecordHead, chunkOffset: number): void {
    const offset = chunkOffset + head.at;
    const { root, fault } = xml.record(head.at + 24, head.at + head.size - 4);
    if (fault) this.#damage(offset, fault, head.size);
    else if (!head.isCopyEqual) this.#damage(offset, 'record size and its copy differ', head.size);
    if (!root) return;
    const place = { file: this.#source.name, offset, headId: head.id, headTime: head.time, ids: this.#ids };
    if (this.#sink.record({ root, place, isDamaged: fault !== undefined || !head.isCopyEqual }) === false)
      this.#stopped = true;
  }

  #isZero(length: number): boolean {
    for (let i = 0; i < length; i++) if (this.#buffer[i] !== 0) return false;
    return true;
  }
}

/** Reads the records of an EVTX file, one chunk in memory at a time; the result are remarks for `ReadSummary.notes`. */
export function readRecords(source: ByteSource, sink: RecordSink): Promise<readonly string[]> {
  return new Reader(source, sink).read();
}
