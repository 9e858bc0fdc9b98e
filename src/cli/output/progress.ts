import { countText } from '../../value/index.ts';
import type { CliIo } from '../io.ts';

/** A line that says how far a long run is; drawn on a terminal only, from one second on. */
export class Progress {
  readonly #io: CliIo;
  readonly #enabled: boolean;
  readonly #started: number;
  readonly #totalBytes: number | undefined;
  #drawn = 0;
  bytes = 0;
  events = 0;
  alerts = 0;

  constructor(io: CliIo, enabled: boolean, totalBytes: number | undefined) {
    this.#io = io;
    this.#enabled = enabled && io.stderr.isTerminal;
    this.#started = io.clock();
    this.#totalBytes = totalBytes;
  }

  /** Seconds since the start. */
  get seconds(): number {
    return (this.#io.clock() - this.#started) / 1000;
  }

  /** Draws anew at most ten times a second. */
  tick(): void {
    if (!this.#enabled) return;
    const now = this.#io.clock();
    if (now - this.#started < 1000 || now - this.#drawn < 100) return;
    this.#drawn = now;
    const { seconds } = this;
    const rate = this.bytes / seconds;
    const total = this.#totalBytes;
    const parts = [
      total ? `${megabytes(this.bytes)}/${megabytes(total)} MB` : `${megabytes(this.bytes)} MB`,
      `${megabytes(rate)} MB/s`,
      `${countText(this.events)} events`,
    ];
    if (this.alerts > 0) parts.push(`${countText(this.alerts)} alerts`);
    if (total && rate > 0) parts.push(`${Math.max(0, Math.ceil((total - this.bytes) / rate))} s left`);
    this.#io.stderr.write(`\r\u001b[K${parts.join(' · ').slice(0, this.#io.stderr.columns - 1)}`);
  }

  /** Wipes the line. */
  clear(): void {
    if (this.#drawn > 0) this.#io.stderr.write('\r\u001b[K');
    this.#drawn = 0;
  }
}

/** Megabytes (10⁶ bytes), one decimal below ten. */
export function megabytes(bytes: number): string {
  const value = bytes / 1e6;
  return value < 10 ? value.toFixed(1) : Math.round(value).toString();
}
