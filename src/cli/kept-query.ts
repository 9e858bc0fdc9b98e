import { createHash } from 'node:crypto';
import { innerRunsOf, type Plan } from '../ir/index.ts';
import { type RunnableDetection, StoredRules, sharedBytes, storeRules, tableUses } from '../scan/index.ts';
import type { ParsedArguments } from './command.ts';
import type { QueryValues } from './fill-query.ts';
import type { CliIo } from './io.ts';
import { needsRange, type Preparation } from './query-text.ts';

/** True if a plan is the same when it is read back from JSON. */
function isPlainData(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value) && !Object.is(value, -0);
  if (typeof value !== 'object' || value === null) return typeof value !== 'bigint' && typeof value !== 'function';
  if (Array.isArray(value)) return value.every((item) => item !== undefined && isPlainData(item));
  return Object.getPrototypeOf(value) === Object.prototype && Object.values(value).every(isPlainData);
}

/** True if a plan is all that a query is: it reads no tables, no other searches, and not the window of the search. */
function standsAlone(plan: Plan): boolean {
  return isPlainData(plan) && tableUses(plan).length === 0 && innerRunsOf(plan).length === 0 && !needsRange(plan);
}

/** A query of a file that is kept ready for the next run, with what there is to tell of it. */
export class KeptQuery {
  readonly #cache: CliIo['ruleCache'];
  readonly #key: string = '';

  /** The query that a text and the values put into it stand for. */
  constructor(path: string, text: string, { params, macros }: QueryValues, args: ParsedArguments, io: CliIo) {
    this.#cache = args.has('no-cache') ? undefined : io.ruleCache;
    if (!this.#cache) return;
    const { maker } = this.#cache;
    const of = { maker, path, text, isStrict: args.has('strict'), params: [...params], macros: [...macros] };
    this.#key = createHash('sha256').update(JSON.stringify(of)).digest('hex').slice(0, 32);
  }

  /** The query, if it was kept. */
  read(): { readonly detection: RunnableDetection; readonly preparation: Preparation } | undefined {
    const kept = StoredRules.of(this.#cache?.queries.read(this.#key, sharedBytes) ?? new Uint8Array(0));
    const [detection] = kept?.rules ?? [];
    if (!detection) return undefined;
    // From here on it is as one made anew.
    const { stored: _, isPlain: __, ...made } = { ...detection, plan: detection.plan };
    return { detection: made, preparation: kept!.remarks as Preparation };
  }

  /** Keeps the query, if it stands alone; where that cannot be, it is made again, which costs little. */
  write(detection: RunnableDetection, preparation: Preparation): void {
    if (!this.#cache || !standsAlone(detection.plan)) return;
    this.#cache.queries.write(this.#key, storeRules([detection], preparation));
  }
}
