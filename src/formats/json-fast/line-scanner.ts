import { walkBytes } from './byte-walk.ts';
import { isBlank, NEWLINE, OPEN } from './bytes.ts';
import { NO_OBJECT, UNKNOWN } from './layout.ts';
import { LineKernel } from './line-kernel.ts';
import { Members } from './members.ts';
import { walkQuotes } from './quote-walk.ts';

/**
 * Finds the members of a line's JSON object in a pass that checks what `JSON.parse` checks. The bytes must hold a newline at or behind
 * the line's end: it cannot stand inside a value, so that no place need be compared with the end of the bytes.
 */
export class LineScanner extends Members {
  readonly #kernel: LineKernel | undefined;
  /** True if ASCII texts can be looked for in the bytes of the line scanned last: no other sign in it stands for a letter, none is written by its number. */
  isPlain = false;

  /** Lines in `home` are scanned many bytes at a time, where the host can do so; never without a kernel. */
  constructor(kernel: LineKernel | 'none' = LineKernel.make() ?? 'none') {
    const own = kernel === 'none' ? undefined : kernel;
    super(own);
    this.#kernel = own;
  }

  /** Room for text whose lines are scanned fastest. */
  get home(): Uint8Array<ArrayBuffer> | undefined {
    return this.#kernel?.text;
  }

  /** The memory that the bytes are in, at the same places, if they are at home. */
  get memory(): WebAssembly.Memory | undefined {
    return this.kernel?.memory;
  }

  /** The kernel that scans lines at home. */
  get ofHome(): LineKernel | undefined {
    return this.#kernel;
  }

  /** The kernel, if the bytes are at home. */
  get kernel(): LineKernel | undefined {
    return this.bytes === this.#kernel?.text ? this.#kernel : undefined;
  }

  /** Tells the zone of times that name none. */
  setTimeZone(timeZone: string | undefined): void {
    this.#kernel?.setTimeZone(timeZone);
  }

  /** Place of the newline of the line that starts at `at`; -1 if it is no JSON object, or an unusual one. */
  line(at: number): number {
    const { kernel } = this;
    if (kernel) return this.taken(kernel, at, kernel.line(at));
    this.isPlain = false;
    return this.#walked(at, undefined);
  }

  /** As `line`, for one that the kernel scanned last with a result. */
  taken(kernel: LineKernel, at: number, newline: number): number {
    this.isPlain = kernel.isPlain;
    if (newline === NO_OBJECT) return -1;
    if (newline === UNKNOWN) return this.#walked(at, kernel.quotes);
    this.node = kernel.node;
    this.count = kernel.count;
    return newline;
  }

  #walked(start: number, quotes: Int32Array | undefined): number {
    const { bytes } = this;
    let at = start;
    while (isBlank(bytes[at]!)) at++;
    if (bytes[at] !== OPEN) return -1;
    at = quotes ? walkQuotes(this, quotes, at) : walkBytes(this, at);
    if (at < 0) return -1;
    while (isBlank(bytes[at]!)) at++;
    return bytes[at] === NEWLINE ? at : -1;
  }
}
