import { invariant } from '../../diagnostic/index.ts';
import type { Damage, PartEnd } from '../../formats/index.ts';
import type { Input, OpenInput } from '../input.ts';
import { JOBS } from '../jobs/index.ts';
import { type ReadInputsOptions, type ReadTally, readInput } from '../read-inputs.ts';
import type { Shard } from './job.ts';
import type { FromThread, ToThread } from './messages.ts';
import { Outbox } from './outbox.ts';
import type { OpenPart, Part } from './part.ts';
import type { Port } from './port.ts';
import { SharedNumbers } from './shared-numbers.ts';

/** Weight of items that may be on their way before a whole file is read on. */
const MOST_ON_THE_WAY = 8 << 20;

/** Bytes of a whole file that the thread of the other end reads before it looks around. */
const REST_AFTER = 8 << 20;

/** The shard of the other end itself, for work in its own thread. */
export interface OwnShard {
  readonly shard: Shard<unknown>;
  /** Hears which part begins, and who takes those of its items that cannot be taken at once. */
  begin(id: number, add: (item: unknown) => void): void;
  fail(error: Error): void;
  rest(): Promise<void>;
}

/** The far end of `runOnThreads`: reads the parts that it is given, and keeps what the job keeps. */
class PartServer {
  readonly #port: Port;
  readonly #open: OpenPart;
  readonly #own: OwnShard | undefined;
  readonly #outbox = new Outbox((items, weight, buffers) => {
    this.#onTheWay += weight;
    this.#tell({ kind: 'items', id: this.#id, items, weight }, buffers);
  });
  #shard: Shard<unknown> | undefined;
  #reading: ReadInputsOptions = {};
  #shared = new SharedNumbers();
  /** How far it is; told with every block. */
  #tally: ReadTally = { bytes: 0, events: 0 };
  /** The file of which the last part was: the next part is often of the same. */
  #last: { readonly name: string; readonly source: OpenInput } | undefined;
  #id = 0;
  #onTheWay = 0;
  #arrived: () => void = () => undefined;
  #work: Promise<void> = Promise.resolve();

  constructor(port: Port, open: OpenPart, own: OwnShard | undefined) {
    this.#port = port;
    this.#open = open;
    this.#own = own;
  }

  listen(): void {
    this.#port.listen((message) => {
      const told = message as ToThread;
      if (told.kind === 'taken') {
        this.#onTheWay -= told.weight;
        this.#outbox.reuse(told.buffers);
        this.#arrived();
      } else this.#work = this.#work.then(() => this.#do(told)).catch((error: Error) => this.#fail(error));
    });
  }

  #tell(message: FromThread, buffers?: readonly ArrayBuffer[]): void {
    this.#port.send(message, buffers);
  }

  #fail(error: Error): void {
    if (this.#own) {
      this.#own.fail(error);
      return;
    }
    const { name, message, stack } = error;
    this.#tell({ kind: 'failed', name, message, stack });
  }

  async #do(told: Exclude<ToThread, { kind: 'taken' }>): Promise<void> {
    switch (told.kind) {
      case 'job': {
        const { job, spec, reading, shared } = told;
        this.#shared = new SharedNumbers(shared);
        this.#tally = { bytes: 0, events: 0 };
        await this.#closeLast();
        this.#onTheWay = 0;
        const shard = this.#own?.shard ?? this.#start(job, spec);
        this.#shard = shard;
        const { gate, sieve, lines } = shard;
        this.#reading = {
          ...{ ...reading, tally: this.#tally, isStopped: () => this.#shared.isStopped },
          ...(gate && { gate }),
          ...(sieve && { sieve }),
          ...(lines && { lines }),
        };
        return;
      }
      case 'part':
        return this.#part(told.id, told.part);
      case 'save':
        await this.#closeLast();
        for (const piece of this.#shard?.save() ?? []) this.#tell({ kind: 'piece', piece });
        this.#tell({ kind: 'saved' });
        this.#shard = undefined;
        return;
      case 'forget':
        await this.#closeLast();
        this.#shard = undefined;
    }
  }

  #start(job: string, spec: unknown): Shard<unknown> {
    const definition = JOBS[job];
    invariant(definition, `there is a job ${job}`);
    return definition.start(spec, (item) => this.#outbox.add(item));
  }

  async #part(id: number, part: Part): Promise<void> {
    const shard = this.#shard;
    invariant(shard, 'a part comes behind its job');
    this.#id = id;
    this.#own?.begin(id, (item) => this.#outbox.add(item));
    let end: PartEnd | undefined;
    let loss: Damage | undefined;
    const report = await readInput(this.#inputOf(part), part.file, shard, this.#reading, part.cut, (one, lost) => {
      end = one;
      loss = lost;
    });
    shard.endPart?.();
    this.#outbox.flush();
    this.#shared.publish(this.#tally);
    this.#tell({ kind: 'part', id, report, end, loss, isOrderBound: shard.isOrderBound ?? false });
  }

  async #closeLast(): Promise<void> {
    const last = this.#last;
    this.#last = undefined;
    await last?.source.close();
  }

  /** A file of which a part is read, left open for the next. */
  async #file(name: string, size: number | undefined): Promise<OpenInput> {
    if (this.#last?.name !== name) {
      await this.#closeLast();
      this.#last = { name, source: await this.#open(name, size) };
    }
    return { ...this.#last.source, close: async () => undefined };
  }

  /** The file of a part; its bytes are counted, and a whole file waits while much is on its way. */
  #inputOf({ name, size, found, cut }: Part): Input {
    const open = async (): Promise<OpenInput> => {
      const source = await (cut ? this.#file(name, size) : this.#open(name, size));
      const shared = this.#shared;
      const tally = this.#tally;
      let reached = cut?.range.from ?? 0;
      let rested = 0;
      const end = cut?.range.to ?? Number.POSITIVE_INFINITY;
      const count = (position: number, length: number): number => {
        const next = Math.min(position + length, end);
        if (next > reached) {
          tally.bytes += next - reached;
          reached = next;
        }
        shared.publish(tally);
        return length;
      };
      const read = (position: number, into: Uint8Array): number | Promise<number> => {
        const answer = source.read(position, into);
        return typeof answer === 'number' ? count(position, answer) : answer.then((length) => count(position, length));
      };
      if (cut) return { ...source, read };
      return {
        ...source,
        read: (position, into) => {
          if (this.#onTheWay >= MOST_ON_THE_WAY) return this.#room().then(() => read(position, into));
          if (!this.#own || position < rested + REST_AFTER) return read(position, into);
          rested = position;
          return this.#own.rest().then(() => read(position, into));
        },
      };
    };
    return { name, size: undefined, found, rereadable: true, open };
  }

  async #room(): Promise<void> {
    this.#outbox.flush();
    while (this.#onTheWay >= MOST_ON_THE_WAY && !this.#shared.isStopped)
      await new Promise<void>((resolve) => (this.#arrived = resolve));
  }
}

/** Works for whoever is at the other end of a port, which gives it jobs and parts. */
export function serveParts(port: Port, open: OpenPart, own?: OwnShard): void {
  new PartServer(port, open, own).listen();
}
