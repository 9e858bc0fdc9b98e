import { Bucket } from '../../engines/js/detector/detector.ts';
import { packData, unpackData } from '../../value/index.ts';
import { sharedBytes } from './stored-rules.ts';

/** Things that are looked for in events of a kind from which on what finds them is worth keeping. */
const WORTH_KEEPING = 50;

/** Bytes that are kept at most: those of kinds that were not met this time go first. */
const MOST = 96 << 20;

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
  /** By kind. */
  readonly #kept: ReadonlyMap<string, Uint8Array>;
  readonly #used = new Map<string, Used>();

  /** `bytes` are those of `save`; without them nothing is kept yet. */
  constructor(bytes?: Uint8Array) {
    this.#kept = new Map(bytes ? (unpackData(bytes) as [string, Uint8Array][]) : []);
  }

  /** The bucket of a kind of events, from what was kept of it or made. */
  bucketOf(kind: string, make: () => Bucket): Bucket {
    const bytes = this.#kept.get(kind);
    const bucket = bytes ? Bucket.restore(bytes) : make();
    this.#used.set(kind, { bucket, made: bytes ? bucket.made : 0 });
    return bucket;
  }

  /** All that is worth it as bytes; undefined if they would hold nothing new. */
  save(): Uint8Array | undefined {
    const kinds: [string, Uint8Array][] = [];
    let isNew = false;
    for (const [kind, { bucket, made }] of this.#used) {
      const known = this.#kept.get(kind);
      if (bucket.made > made && bucket.stats().tests >= WORTH_KEEPING) {
        kinds.push([kind, bucket.save()]);
        isNew = true;
      } else if (known) kinds.push([kind, known]);
    }
    if (!isNew) return undefined;
    for (const [kind, bytes] of this.#kept) if (!this.#used.has(kind)) kinds.push([kind, bytes]);
    let size = 0;
    return packData(
      kinds.filter(([, bytes]) => {
        size += bytes.length;
        return size <= MOST;
      }),
      sharedBytes,
    );
  }
}
