import { subscribe } from 'node:diagnostics_channel';
import { getHeapSpaceStatistics, getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Bytes of both halves of the young generation at which it is held. */
const HELD_AT = 4 << 20;
/** Bytes in use from which it may grow at once: the more a program keeps, the dearer it is to look for what is gone. */
const MUCH = 32 << 20;
const AT_ONCE = 8;
/** Milliseconds between looks. */
const LOOK_EVERY = 20;

/**
 * How much of what a function calls becomes part of it when it is optimized: little functions always, others seldom. V8's own limits (27 and
 * 920) make better code that takes longer to make, on a thread beside, than most scans last. Of V8 11 only, for which it was measured.
 */
const INLINING = process.versions.v8.startsWith('11.')
  ? ' --max-inlined-bytecode-size-small=80 --max-inlined-bytecode-size-cumulative=200'
  : '';

/**
 * Sets flags of V8 while logs are read. Its young generation, which grows by and by to 32 MB however little a program keeps, is held at an
 * eighth of that while little is kept, so that memory does not grow with the length of a log. Called often; it asks V8 seldom.
 */
export class EngineFlags {
  #nextLook = 0;
  #flags = '';

  constructor() {
    subscribe('spoor:flags-put-back', () => this.#set());
  }

  /** Gives back what is gone, of which V8 itself would wait for as much again and more: for when much went at once. */
  collect(): void {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('typeof gc === "function" ? gc : undefined') as (() => void) | undefined;
    setFlagsFromString('--no-expose-gc');
    collect?.();
  }

  tend(): void {
    const now = Date.now();
    if (now < this.#nextLook) return;
    this.#nextLook = now + LOOK_EVERY;
    const size = getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space')?.space_size ?? HELD_AT;
    const isMuch = getHeapStatistics().used_heap_size >= MUCH;
    const growth = isMuch ? AT_ONCE : Math.max(1, Math.floor(HELD_AT / size));
    this.#flags = `--semi-space-growth-factor=${growth}${INLINING}`;
    // Anew at each look: the loader of another thread may have put them back.
    this.#set();
  }

  #set(): void {
    if (this.#flags !== '') setFlagsFromString(this.#flags);
  }
}
