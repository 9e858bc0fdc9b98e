import { END, RECALL_END } from './layout.ts';

const PAGE = 65_536;

/** The memory of a reader, laid out as layout.ts says; one that WebAssembly can work on, where the host has such. */
export class ReaderMemory {
  readonly buffer: ArrayBuffer;
  readonly wasm: WebAssembly.Memory | undefined;

  /** Either lines are written, or what is made of events is remembered: both stand in the same place. */
  constructor(holdsLines: boolean) {
    const size = holdsLines ? END : RECALL_END;
    try {
      this.wasm = new WebAssembly.Memory({ initial: size / PAGE });
      this.buffer = this.wasm.buffer as ArrayBuffer;
    } catch {
      this.buffer = new ArrayBuffer(size);
    }
  }
}
