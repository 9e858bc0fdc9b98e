import {
  answerAlike,
  type Bucket,
  bucketOf,
  type FormulaSource,
  formulaSources,
  type Passed,
  SieveMaker,
  showsHeader,
  sieveOfPlans,
} from '../../engines/js/detector/detector.ts';
import type { Event, EventHeader, Judged, TextSieve } from '../../event/index.ts';
import type { RunnableDetection } from '../alert.ts';
import { ReachIndex } from '../rule-reach.ts';
import { KeptKinds } from '../rules/kept-kinds.ts';
import { StoredRules } from '../rules/stored-rules.ts';

/** Detections from which on finding them by what events hold is worth its making. */
const WORTH_INDEX = 8;

/** So many detections that a header may matter to are worth a look at what they ask of it; most fall out by its id and provider. */
const WORTH_SIEVING = 300;

/** Kinds of headers remembered at most; logs have few hundred, hostile ones any number. */
const REMEMBERED = 5_000;

const NONE: readonly Passed[] = [];

/** What events of a header may matter to, by its number. */
export class Destination {
  readonly all: readonly number[];
  readonly #header: EventHeader;
  readonly #bucket: ((isShown: boolean) => Bucket) | undefined;
  /** For events whose header shows itself in their fields, and for others. */
  #shown: Bucket | undefined;
  #hidden: Bucket | undefined;
  /** The one that was asked last. */
  #asked: Bucket | undefined;
  #all: readonly Passed[] | undefined;
  readonly #chosen: Passed[] = [];

  /** Without a bucket an event may matter to all of them. */
  constructor(all: readonly number[], header: EventHeader, bucket?: (isShown: boolean) => Bucket) {
    this.all = all;
    this.#header = header;
    this.#bucket = bucket;
  }

  /** True if events of a header of the same channel and id are known to meet the same, whatever their provider. */
  isFor(header: EventHeader): boolean {
    const bucket = this.#shown ?? this.#hidden;
    return bucket !== undefined && answerAlike(bucket.ofProvider, this.#header, header);
  }

  /** How many there are, how many of them are asked of every event, and for how many things is looked. */
  stats(): { readonly detections: number; readonly always: number; readonly tests: number } {
    if (!this.#bucket) return { detections: this.all.length, always: this.all.length, tests: 0 };
    this.#shown ??= this.#bucket(true);
    return this.#shown.stats();
  }

  /** Those that an event may matter to by what it holds, in their order; all others drop it without a word. Valid until the next call. */
  of(event: Event): readonly Passed[] {
    this.#asked = undefined;
    if (!this.#bucket) {
      this.#all ??= this.all.map((number) => number << 1);
      return this.#all;
    }
    let bucket: Bucket;
    if (showsHeader(event)) bucket = this.#shown ??= this.#bucket(true);
    else bucket = this.#hidden ??= this.#bucket(false);
    if (bucket.isEmpty) return NONE;
    if (this.#chosen.length > 0) this.#chosen.length = 0;
    bucket.search(event, this.#chosen);
    this.#asked = bucket;
    return this.#chosen;
  }

  /** By what the event that was asked of last was judged; each of those that are wanted is to be seen. */
  judged(isWanted: boolean): Judged | undefined {
    return this.#asked?.judged(isWanted);
  }

  /** So many events were turned down that were like others. */
  sieved(count: number): void {
    this.#shown?.sieved(count);
  }
}

/** Finds what an event may matter to: by its header, since of thousands of rules most read other channels and ids, then by what it holds. */
export class Dispatch {
  readonly #all: readonly RunnableDetection[];
  readonly #reach: ReachIndex;
  readonly #kinds: KeptKinds;
  readonly #known = new Map<string, Destination>();
  /** By channel and id, those of providers: a log may name any number of them. */
  readonly #ofProviders = new Map<string, Destination[]>();
  /** The same by header: readers give one object to all events that share it. */
  readonly #byHeader = new WeakMap<EventHeader, Destination>();
  #sources: readonly FormulaSource[] | undefined;
  readonly #sieves = new WeakMap<EventHeader, TextSieve | undefined>();
  readonly #sieveMaker = new SieveMaker();
  #lastHeader: EventHeader | undefined;
  #last = new Destination([], {});

  /** `kinds` are such as an earlier run with the same detections kept. */
  constructor(all: readonly RunnableDetection[], kinds = new KeptKinds()) {
    this.#all = all;
    this.#reach = new ReachIndex(all);
    this.#kinds = kinds;
  }

  /** True if they are so many that it is looked what events hold. */
  get isIndexed(): boolean {
    return this.#all.length >= WORTH_INDEX;
  }

  /** Those that an event with this header may matter to, in their order. */
  of(header: EventHeader): Destination {
    if (header === this.#lastHeader) return this.#last;
    const known = this.#byHeader.get(header);
    if (known) {
      this.#lastHeader = header;
      this.#last = known;
      return known;
    }
    const { channel, eventId, provider } = header;
    const key = `${eventId} ${channel?.length} ${channel} ${provider?.length} ${provider}`;
    let found = this.#known.get(key);
    if (!found) {
      found = this.#destination(header, key);
      if (this.#known.size >= REMEMBERED) {
        this.#known.clear();
        this.#ofProviders.clear();
      }
      this.#known.set(key, found);
    }
    this.#byHeader.set(header, found);
    this.#lastHeader = header;
    this.#last = found;
    return found;
  }

  /** What shows that no detection wants an event of a header, if what it holds is asked; undefined if texts never do. */
  sieveOf(header: EventHeader): TextSieve | undefined {
    if (!this.#sieves.has(header)) {
      const { all } = this.of(header);
      this.#sources ??= sourcesOf(this.#all);
      const isWorth = all.length <= WORTH_SIEVING;
      const sourceOf = (number: number): FormulaSource => this.#sources![number]!;
      this.#sieves.set(header, isWorth ? sieveOfPlans(all, sourceOf, header, this.#sieveMaker) : undefined);
    }
    return this.#sieves.get(header);
  }

  #destination(header: EventHeader, kind: string): Destination {
    const { channel, eventId } = header;
    // Without a channel the provider stands for it.
    if (channel === undefined) return this.#destinationOf(header, kind);
    const key = `${eventId} ${channel}`;
    const others = this.#ofProviders.get(key) ?? [];
    const other = others.find((one) => one.isFor(header));
    if (other) return other;
    const own = this.#destinationOf(header, kind);
    this.#ofProviders.set(key, [...others, own]);
    return own;
  }

  #destinationOf(header: EventHeader, kind: string): Destination {
    const numbers = this.#reach.of(header);
    if (!this.isIndexed) return new Destination(numbers, header);
    const make = (isShown: boolean): Bucket => {
      this.#sources ??= sourcesOf(this.#all);
      return bucketOf(numbers, (number) => this.#sources![number]!, header, isShown);
    };
    return new Destination(numbers, header, (isShown) =>
      this.#kinds.bucketOf(`${isShown ? 'shown' : 'hidden'} ${kind}`, () => make(isShown)),
    );
  }
}

/** The formulas of detections: those that are stored with them, the others made of their plans. */
function sourcesOf(all: readonly RunnableDetection[]): FormulaSource[] {
  const made = formulaSources(all.filter(({ stored }) => !stored).map(({ plan }) => plan)).values();
  return all.map(({ stored }): FormulaSource => {
    if (!stored) return made.next().value!;
    const { formulas } = StoredRules.of(stored.bytes)!;
    return (decide) => formulas.formulaOf(stored.number, decide);
  });
}
