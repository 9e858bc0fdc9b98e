import { InvariantError } from '../../diagnostic/index.ts';
import type { Damage, PartEnd } from '../../formats/index.ts';
import type { Input } from '../input.ts';
import { type InputReport, readInput, SHOWN_DAMAGES } from '../read-inputs.ts';
import { cutInputs, joinEnds, joinReports, type PartOfFile } from './cut-inputs.ts';
import type { Job, JobRun, RunJobOptions, Settle, Shard, ThreadPool } from './job.ts';
import type { FromThread, ToThread } from './messages.ts';
import { type Part, type PartBase, PartBases, settleDamage, settleOrigin } from './part.ts';
import { type Port, portPair } from './port.ts';
import { serveParts } from './serve-parts.ts';
import { SharedNumbers } from './shared-numbers.ts';
import { WarmUp } from './warm-up.ts';

/** Largest and smallest size in bytes of a part of a file. */
const PART = { most: 4 << 20, least: 1 << 16 } as const;
/** Parts that a thread has at hand, so that it need not wait for the next. */
const AT_HAND = 2;
/** Parts that may be read ahead of the one whose items are being taken, for each thread; more while their items are few. */
const AHEAD = 3;
const MOST_AHEAD = 64;
/** Weight of items that wait for those of earlier parts, about in bytes. */
const FEW = 8 << 20;
const MANY = 64 << 20;
/** Milliseconds between looks at the clock and the user. */
const LOOK_EVERY = 40;

/** How a part ended. */
interface PartEnded {
  readonly report: InputReport;
  readonly end: PartEnd | undefined;
  readonly loss: Damage | undefined;
}

/** What came of a part so far. */
interface Pending extends PartOfFile {
  readonly items: { readonly items: readonly unknown[]; readonly weight: number; readonly thread: Thread }[];
  ended?: PartEnded;
  /** What stood before it in its file, once that is known. */
  base?: PartBase | undefined;
}

interface Thread {
  readonly port: Port;
  readonly shared: SharedNumbers;
  /** True for this thread, which keeps what it keeps where the rest is merged. */
  readonly isOwn: boolean;
  atHand: number;
  isSaved: boolean;
}

function bytesOf(inputs: readonly Input[]): number {
  return inputs.reduce((sum, input) => sum + (input.size ?? 0), 0);
}

/** Size of the parts: there are many, so that no thread waits long for the others at the end. */
function sizeOfParts(inputs: readonly Input[]): number {
  return Math.min(PART.most, Math.max(PART.least, Math.ceil(bytesOf(inputs) / 64)));
}

/** How many parts more a thread may have at hand; this one, which is always near, needs none to wait for. */
function roomOf({ isOwn, atHand }: Thread): number {
  return (isOwn ? 1 : AT_HAND) - atHand;
}

/** A fault of another thread, thrown in this one. */
function faultOf({ name, message, stack }: FromThread & { kind: 'failed' }): Error {
  const error = name === 'InvariantError' ? new InvariantError(message) : Object.assign(new Error(message), { name });
  if (stack !== undefined) error.stack = stack;
  return error;
}

/** One run of a job on threads: hands out parts, takes what comes in the order of the input, puts together what was kept. */
class ThreadedRun<Spec, Item, Piece, Kept extends Shard<Piece>> {
  readonly #inputs: readonly Input[];
  readonly #options: RunJobOptions;
  readonly #take: (item: Item, settle: Settle) => void;
  readonly #threads: Thread[] = [];
  readonly #pool: ThreadPool;
  readonly #start: (port: Port, isOwn: boolean) => void;
  readonly #began = performance.now();
  readonly #warmUp: WarmUp;
  #hasOthers = false;
  readonly #shard: Kept;
  readonly #parts: AsyncGenerator<PartOfFile>;
  readonly #pending = new Map<number, Pending>();
  readonly #bases = new Map<number, PartBases>();
  readonly #reports: InputReport[] = [];
  readonly #ofFile: (PartEnded & { readonly part: Part })[] = [];
  #handedOut = 0;
  #taken = 0;
  #allHandedOut = false;
  #isOrderBound = false;
  #failure: Error | undefined;
  #wake: () => void = () => undefined;
  #woken = false;
  /** Weight of the items that wait to be taken. */
  #waiting = 0;
  /** Takes items of this thread's own part that come before their turn. */
  #postpone: ((item: unknown) => void) | undefined;

  constructor(
    job: Job<Spec, Item, Kept>,
    spec: Spec,
    inputs: readonly Input[],
    options: RunJobOptions,
    pool: ThreadPool,
    take: (item: Item, settle: Settle) => void,
  ) {
    this.#inputs = inputs;
    this.#warmUp = new WarmUp(bytesOf(inputs));
    this.#options = options;
    this.#take = take;
    this.#pool = pool;
    this.#shard = job.start(spec, (item) => (this.#postpone ? this.#postpone(item) : take(item, this.#settle)));
    const { textInput, timeZone } = options;
    const { needsLineNumbers } = this.#shard;
    const partSize = needsLineNumbers ? Number.POSITIVE_INFINITY : (options.partSize ?? sizeOfParts(inputs));
    this.#parts = cutInputs(inputs, partSize, textInput ?? false);
    const [near, far] = portPair(pool.rest);
    serveParts(far, pool.open, {
      shard: this.#shard as unknown as Shard<unknown>,
      begin: (id, add) => this.#beginOwn(id, add),
      fail: (error) => this.#fail(error),
      rest: async () => {
        await pool.rest();
        await options.drained?.();
      },
    });
    this.#start = (port, isOwn) => {
      const shared = new SharedNumbers();
      const thread: Thread = { port, shared, isOwn, atHand: 0, isSaved: false };
      port.listen(
        (message) => this.#hear(thread, message as FromThread),
        (error) => this.#fail(error),
      );
      const reading = { ...(textInput !== undefined && { textInput }), ...(timeZone !== undefined && { timeZone }) };
      this.#tell(thread, { kind: 'job', job: job.name, spec, reading, shared: shared.buffer });
      this.#threads.push(thread);
    };
    this.#start(near, true);
    if (pool.isWanted) this.#startOthers();
  }

  async run(): Promise<JobRun<Kept> & { readonly isOrderBound: boolean }> {
    const clock = setInterval(() => this.#look(), LOOK_EVERY);
    try {
      for (;;) {
        await this.#handOut();
        if (this.#allHandedOut && this.#taken === this.#handedOut) break;
        const pending = this.#pending.get(this.#taken);
        if (!pending || !(await this.#takeFrom(pending))) await this.#news();
        if (this.#failure) throw this.#failure;
      }
      this.#report();
      this.#postpone = undefined;
      if (!this.#isOrderBound || this.#options.isStopped?.()) await this.#gather();
      else for (const thread of this.#threads) this.#tell(thread, { kind: 'forget' });
      return { reports: this.#reports, shard: this.#shard, isOrderBound: this.#isOrderBound };
    } finally {
      clearInterval(clock);
      this.#hasOthers = true;
      this.#look();
      if (this.#failure) for (const { shared } of this.#threads) shared.stop();
    }
  }

  /** The place of an event in its file, when all parts before it have ended. */
  readonly #settle: Settle = (reference) => {
    const base = this.#bases.get(reference.file)?.at(reference.position);
    return base ? settled(reference, base) : reference;
  };

  #startOthers(): void {
    if (this.#hasOthers) return;
    this.#hasOthers = true;
    for (const port of this.#pool.start()) this.#start(port, false);
  }

  /** This thread begins a part: if its turn has come, its items are taken as they are given out. */
  #beginOwn(id: number, add: (item: unknown) => void): void {
    const pending = this.#pending.get(id);
    const isInTurn = id === this.#taken && pending !== undefined;
    if (isInTurn) pending.base ??= this.#baseOf(pending.part);
    this.#postpone = isInTurn ? undefined : add;
  }

  #tell(thread: Thread, message: ToThread, buffers?: readonly ArrayBuffer[]): void {
    thread.port.send(message, buffers);
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    this.#ring();
  }

  #ring(): void {
    this.#woken = true;
    this.#wake();
  }

  /** Resolves when a thread said something. */
  async #news(): Promise<void> {
    if (!this.#woken) await new Promise<void>((resolve) => (this.#wake = resolve));
    this.#woken = false;
  }

  #hear(thread: Thread, message: FromThread): void {
    switch (message.kind) {
      case 'items': {
        const { items, weight } = message;
        this.#waiting += weight;
        this.#pending.get(message.id)?.items.push({ items, weight, thread });
        break;
      }
      case 'part': {
        const { report, end, loss } = message;
        thread.atHand--;
        if (message.isOrderBound) this.#isOrderBound = true;
        const pending = this.#pending.get(message.id);
        if (pending) pending.ended = { report, end, loss };
        break;
      }
      case 'piece':
        this.#shard.merge(message.piece as Piece);
        if (this.#shard.isOrderBound) this.#isOrderBound = true;
        break;
      case 'saved':
        thread.isSaved = true;
        break;
      case 'failed':
        this.#fail(faultOf(message));
        break;
    }
    this.#ring();
  }

  get #hasRoom(): boolean {
    const ahead = this.#handedOut - this.#taken;
    if (ahead < AHEAD * this.#threads.length) return ahead === 0 || this.#waiting < MANY;
    return ahead < MOST_AHEAD && this.#waiting < FEW;
  }

  /** Gives threads that have room the parts that come next. */
  async #handOut(): Promise<void> {
    while (!this.#allHandedOut && this.#hasRoom) {
      const thread = this.#threads.reduce((best, one) => (roomOf(one) > roomOf(best) ? one : best));
      if (roomOf(thread) <= 0) return;
      const next = this.#options.isStopped?.() ? undefined : await this.#parts.next();
      if (!next || next.done) {
        this.#allHandedOut = true;
        return;
      }
      const id = this.#handedOut++;
      const pending: Pending = { ...next.value, items: [] };
      this.#pending.set(id, pending);
      if (pending.isHere) {
        const { file } = pending.part;
        pending.ended = {
          report: await readInput(this.#inputs[file]!, file, this.#shard, this.#options),
          end: undefined,
          loss: undefined,
        };
      } else {
        thread.atHand++;
        this.#tell(thread, { kind: 'part', id, part: pending.part });
      }
    }
  }

  /** Takes what a part gave, the next in the order of the input; false if there is nothing to take yet. */
  async #takeFrom(pending: Pending): Promise<boolean> {
    const { part, items, ended, isLast } = pending;
    const batches = items.splice(0);
    pending.base ??= this.#baseOf(part);
    const { base } = pending;
    for (const { items, weight, thread } of batches) {
      this.#waiting -= weight;
      if (!this.#options.isStopped?.()) for (const item of items) this.#take(item as Item, this.#settle);
      await this.#options.drained?.();
      const buffers = items.flatMap((item) => (item instanceof Uint8Array ? (item.buffer as ArrayBuffer) : []));
      this.#tell(thread, { kind: 'taken', weight, buffers }, buffers);
    }
    if (!ended || items.length > 0) return batches.length > 0;
    // All of this before anybody else has a turn: the part that comes next counts on it.
    this.#pending.delete(this.#taken++);
    const { report, end, loss } = ended;
    const firstDamages = base ? report.firstDamages.map((damage) => settleDamage(damage, base)) : report.firstDamages;
    this.#ofFile.push({ part, report: { ...report, firstDamages }, end, loss });
    if (end) this.#bases.get(part.file)?.end(end);
    if (isLast) this.#report();
    // Items that were taken as they came are on their way as well.
    await this.#options.drained?.();
    return true;
  }

  /** What stood before a part of a file; made when its first items are taken, since all parts before it have ended then. */
  #baseOf({ file, cut }: Part): PartBase | undefined {
    if (!cut) return undefined;
    let bases = this.#bases.get(file);
    if (!bases) {
      bases = new PartBases();
      this.#bases.set(file, bases);
    }
    return bases.begin(cut.range.from);
  }

  /** Reports on the file of which parts were taken. */
  #report(): void {
    const parts = this.#ofFile.splice(0);
    const [first] = parts;
    if (!first) return;
    const { cut } = first.part;
    const ends = parts.flatMap(({ end }) => end ?? []);
    const reports = parts.map((one) => one.report);
    // Each part that lies behind the end of a file cut short while it was read says so; the first says where that is.
    const losses = parts.flatMap(({ loss }) => loss ?? []).sort((a, b) => a.offset - b.offset);
    let { report } = first;
    if (cut) {
      const { notes, damage } = joinEnds(cut.format, first.part.name, ends);
      report = { ...joinReports(reports, [...damage, ...losses.slice(0, 1)], SHOWN_DAMAGES), notes };
    }
    this.#reports.push(report);
    this.#options.onReport?.(report);
  }

  /** Puts together what the threads kept, one after the other. */
  async #gather(): Promise<void> {
    for (const thread of this.#threads) {
      this.#tell(thread, { kind: thread.isOwn ? 'forget' : 'save' });
      if (thread.isOwn) continue;
      while (!thread.isSaved) {
        await this.#news();
        if (this.#failure) throw this.#failure;
      }
    }
  }

  /** Passes the user's wish to stop on, and tells how far the threads are. */
  #look(): void {
    const { tally, isStopped } = this.#options;
    const bytes = this.#threads.reduce((sum, { shared }) => sum + shared.bytes, 0);
    if (isStopped?.()) for (const { shared } of this.#threads) shared.stop();
    else if (!this.#hasOthers && this.#warmUp.areOthersWorth(performance.now() - this.#began, bytes))
      this.#startOthers();
    if (tally) {
      tally.bytes = bytes;
      tally.events = this.#threads.reduce((sum, { shared }) => sum + shared.events, 0);
    }
  }
}

function settled(reference: Parameters<Settle>[0], base: PartBase): ReturnType<Settle> {
  const origin = settleOrigin(reference.origin, base);
  return origin === reference.origin ? reference : { ...reference, origin };
}

/** Runs a job on threads; if `isOrderBound` comes back, what was kept is not what one thread would have kept. */
export function runOnThreads<Spec, Item, Piece, Kept extends Shard<Piece>>(
  job: Job<Spec, Item, Kept>,
  spec: Spec,
  inputs: readonly Input[],
  options: RunJobOptions & { readonly threads: ThreadPool },
  take: (item: Item, settle: Settle) => void,
): Promise<JobRun<Kept> & { readonly isOrderBound: boolean }> {
  return new ThreadedRun<Spec, Item, Piece, Kept>(job, spec, inputs, options, options.threads, take).run();
}
