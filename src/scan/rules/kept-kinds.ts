import { Bucket, type KeptBucket } from '../../engines/js/detector/detector.ts';
import { PackReader, PackWriter } from '../../value/index.ts';
import { sharedBytes } from './stored-rules.ts';

/** Things that are looked for in events of a kind from which on what finds them is worth keeping. */
const WORTH_KEEPING = 8;

/** Bytes that are kept at most: kinds that were not met this time go first. */
const MOST = 96 << 20;

/** Buckets whose use is remembered: logs have a few hundred kinds of events, hostile ones any number. */
const REMEMBERED = 1000;

/** A bucket that is in use, and how many of its matchers are in the bytes that are kept of it. */
interface Used {
  readonly bucket: Bucket;
  readonly made: number;
}

/**
 * What finds the rules that events of a kind may matter to, kept from one run to the next: making it takes longer than reading a small log.
 * It is for the same rules in the same order only, which who keeps the bytes has to see to.
 */
export class KeptKinds {
  /** Buckets by kind. */
  readonly #kept: PackReader | undefined;
  readonly #used = new Map<string, Used>();

  /** `bytes` are those of `save`; without them nothing is kept yet. */
  constructor(bytes?: Uint8Array) {
    this.#kept = bytes && new PackReader(bytes);
  }

  /** The bucket of a kind of events, from what was kept of it or made. */
  bucketOf(kind: string, make: () => Bucket): Bucket {
    const used = this.#used.get(kind);
    if (used) return used.bucket;
    const kept = this.#kept?.read(kind) as KeptBucket | undefined;
    const bucket = kept ? new Bucket(kept.data, kept.matchers) : make();
    if (this.#used.size < REMEMBERED) this.#used.set(kind, { bucket, made: kept ? bucket.made : -1 });
    return bucket;
  }

  /** All that is worth it as bytes; undefined if they would hold nothing new. */
  save(): Uint8Array | undefined {
    const isWorth = ({ bucket }: Used): boolean => bucket.stats().tests >= WORTH_KEEPING;
    if (![...this.#used.values()].some((one) => one.bucket.made > one.made && isWorth(one))) return undefined;
    const writer = new PackWriter();
    const pieces: [string, string][] = [];
    const keep = (kind: string, bucket: KeptBucket): void => {
      if (writer.size < MOST) pieces.push([kind, writer.add(bucket)]);
    };
    for (const [kind, one] of this.#used) if (isWorth(one)) keep(kind, one.bucket.save());
    for (const kind of this.#kept?.names() ?? [])
      if (!this.#used.has(kind)) keep(kind, this.#kept!.read(kind) as KeptBucket);
    return writer.finish(pieces, sharedBytes);
  }
}
