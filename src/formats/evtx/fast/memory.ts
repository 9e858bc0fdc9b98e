import { END, LINES, RECALL_END } from './layout.ts';

const PAGE = 65_536;

/** Bytes of a memory by what it holds beside what every reader needs. */
const SIZES = { lines: END, recall: RECALL_END, neither: LINES } as const;

/** The memory of a reader, laid out as layout.ts says; one that WebAssembly can work on, where the host has such. */
export class ReaderMemory {
  readonly buffer: ArrayBuffer;
  readonly wasm: WebAssembly.Memory | undefined;

  /** It holds lines that are written, or what was made of events, in the same place; or none of both. */
  constructor(holds: 'lines' | 'recall' | 'neither') {
    const size = SIZES[holds];
    try {
      this.wasm = new WebAssembly.Memory({ initial: size / PAGE });
      this.buffer = this.wasm.buffer as ArrayBuffer;
    } catch {
      this.buffer = new ArrayBuffer(size);
    }
  }
}
