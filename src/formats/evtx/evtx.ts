import type { ByteSource, EventSink, Format, ReadSummary } from '../format.ts';
import { ChunkXml } from './binxml.ts';
import { Bytes } from './bytes.ts';
import { walkChunk } from './chunk.ts';
import {
  CHUNK_HEADER_SIZE,
  CHUNK_SIZE,
  FILE_HEADER_SIZE,
  isChunkHeader,
  isFileHeader,
  type RecordHead,
  readChunkHeader,
  readFileHeader,
} from './container.ts';
import { eventOfRecord, isUsable } from './record.ts';
import { Remarks } from './remarks.ts';
import { TemplateLibrary } from './templates.ts';

/** One pass over a file; holds one chunk at a time. */
class Reader {
  readonly #source: ByteSource;
  readonly #sink: EventSink;
  readonly #library = new TemplateLibrary();
  readonly #buffer = new Uint8Array(CHUNK_SIZE);
  readonly #view = new DataView(this.#buffer.buffer);
  readonly #remarks = new Remarks();
  #events = 0;
  #stopped = false;

  constructor(source: ByteSource, sink: EventSink) {
    this.#source = source;
    this.#sink = sink;
  }

  async read(): Promise<ReadSummary> {
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
    return {
      events: this.#events,
      notes: this.#remarks.lines(),
      shapes: new Map(this.#events > 0 ? [['evtx', this.#events]] : []),
    };
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
    remarks.lastChunk = index;
    if (!header?.hasMagic) this.#damage(offset, 'chunk header is destroyed', CHUNK_HEADER_SIZE);
    else if (!header.isCrcGood) remarks.badCrcs++;
    if (length < (header?.free ?? CHUNK_SIZE)) this.#damage(offset + length, 'file ends inside a chunk', CHUNK_SIZE - length);
    const xml = new ChunkXml(new Bytes(this.#buffer, length), this.#library);
    const goesOn = header !== undefined && (remarks.header?.isDirty !== false || !header.isCrcGood);
    for (const found of walkChunk(this.#view, length, header, goesOn)) {
      if (found.kind === 'gap') this.#damage(offset + found.at, 'no record where one should stand', found.length);
      else this.#record(xml, found.head, offset);
      if (this.#stopped) return;
    }
  }

  #record(xml: ChunkXml, head: RecordHead, chunkOffset: number): void {
    const offset = chunkOffset + head.at;
    const { root, fault } = xml.record(head.at + 24, head.at + head.size - 4);
    if (fault) this.#damage(offset, fault, head.size);
    else if (!head.isCopyEqual) this.#damage(offset, 'record size and its copy differ', head.size);
    if (!root || (fault && !isUsable(root))) return;
    const place = { file: this.#source.name, offset, headId: head.id, headTime: head.time };
    this.#events++;
    if (this.#sink.event(eventOfRecord(root, place, fault !== undefined)) === false) this.#stopped = true;
  }

  #isZero(length: number): boolean {
    for (let i = 0; i < length; i++) if (this.#buffer[i] !== 0) return false;
    return true;
  }
}

/** Windows event log files, read chunk by chunk with one 64 KiB buffer (spec evtx-format). */
export const evtx: Format = {
  name: 'evtx',
  summary: 'Windows event log files (.evtx), as copied or exported from a system.',
  recognizedBy: 'the bytes `ElfFile` and NUL at the start, or a chunk (`ElfChnk`) at offset 4096 if the header is destroyed',
  examples: [
    {
      title: 'one event as Windows prints it',
      text: "<Event><System><EventID>4242</EventID><Channel>Lab</Channel></System><EventData><Data Name='Pid'>1234</Data></EventData></Event>",
    },
  ],
  recognize(head) {
    if (isFileHeader(head)) return { shape: 'evtx', reason: 'starts with ElfFile' };
    if (isChunkHeader(head, FILE_HEADER_SIZE)) return { shape: 'evtx', reason: 'a chunk stands at offset 4096' };
    return undefined;
  },
  read: (source, sink) => new Reader(source, sink).read(),
};
