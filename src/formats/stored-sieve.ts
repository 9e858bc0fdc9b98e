import type { TextPiece, TextShape, TextSieve } from '../event/index.ts';
import type { TextScreen, WasmPool } from '../value/index.ts';
import { ALL, ANY, LACKS, LIKE, PRESENT, UNLIKE } from './sieve-steps.ts';

/** Where a sieve finds things in events of one kind and plan. */
export interface SievePlaces {
  /** The slot in which a field's value stands, null if the events have no such field, undefined if it is not so simple. */
  slotOf(field: string): number | null | undefined;
  /** The place of a screen's code in the kernel's table; undefined if it has none, or the templates may hold one of its texts. */
  codeOf(screen: TextScreen): number | undefined;
}

/** Deepest nesting that is taken; the kernel follows it by calls. */
const DEEPEST = 16;
/** What the kernel may read behind a piece's units, in bytes. */
const BEHIND = 16;
const WHOLE = 1;
const EXACT = 2;
const STRANGE = 4;

/** A sieve with places for fields. */
type Placed =
  | { readonly kind: 'all' | 'any'; readonly items: readonly Placed[] }
  | { readonly kind: 'present'; readonly slot: number; readonly isBaseName: boolean }
  | { readonly kind: 'lacks'; readonly code: number }
  | {
      readonly kind: 'like';
      readonly slot: number;
      readonly isBaseName: boolean;
      readonly shapes: readonly TextShape[];
    }
  | {
      readonly kind: 'unlike';
      readonly slot: number;
      readonly isBaseName: boolean;
      readonly shapes: readonly TextShape[];
    };

const ALWAYS: Placed = { kind: 'all', items: [] };
const NEVER: Placed = { kind: 'any', items: [] };

function isAlways(sieve: Placed): boolean {
  return sieve.kind === 'all' && sieve.items.length === 0;
}

function isNever(sieve: Placed): boolean {
  return sieve.kind === 'any' && sieve.items.length === 0;
}

/** What all has to be shown: what stands in a list of its own too, and what a value is not like, so that it is read once. */
function merged(items: readonly Placed[]): Placed[] {
  const result: Placed[] = [];
  for (const item of items.flatMap((one) => (one.kind === 'all' ? one.items : [one]))) {
    const place =
      item.kind === 'unlike'
        ? result.findIndex(
            (one) => one.kind === 'unlike' && one.slot === item.slot && one.isBaseName === item.isBaseName,
          )
        : -1;
    const known = result[place];
    if (item.kind === 'unlike' && known?.kind === 'unlike')
      result[place] = { ...known, shapes: [...known.shapes, ...item.shapes] };
    else result.push(item);
  }
  return result;
}

/** The sieve for events of one kind and plan; what those never show, or always, falls out of it. */
function placed(sieve: TextSieve, places: SievePlaces, depth: number): Placed {
  if ('items' in sieve) {
    if (depth === DEEPEST) return NEVER;
    const items = sieve.items.map((item) => placed(item, places, depth + 1));
    if (sieve.kind === 'all') return items.some(isNever) ? NEVER : { kind: 'all', items: merged(items) };
    return items.some(isAlways) ? ALWAYS : { kind: 'any', items: items.filter((item) => !isNever(item)) };
  }
  if ('screen' in sieve) {
    const code = places.codeOf(sieve.screen);
    return code === undefined ? NEVER : { kind: 'lacks', code };
  }
  const { field, isBaseName } = sieve.value;
  const slot = places.slotOf(field);
  // Of a value that is not there the base name is not told, and a slot may hold what is no text.
  if (slot === null) return !isBaseName && (sieve.kind === 'missing' || sieve.kind === 'unlike') ? ALWAYS : NEVER;
  if (slot === undefined || sieve.kind === 'missing') return NEVER;
  return 'shapes' in sieve
    ? { kind: sieve.kind, slot, isBaseName, shapes: sieve.shapes }
    : { kind: 'present', slot, isBaseName };
}

/** Stores a sieve as the kernel reads it (`kernel/sieve.ts`); 0 if it never shows anything, or there is no room. */
export function storedSieve(pool: WasmPool, sieve: TextSieve, places: SievePlaces): number {
  const own = placed(sieve, places, 0);
  return isNever(own) ? 0 : storedStep(pool, own);
}

const STEPS = { all: ALL, any: ANY, present: PRESENT, like: LIKE, unlike: UNLIKE, lacks: LACKS } as const;

function storedStep(pool: WasmPool, step: Placed): number {
  const kind = STEPS[step.kind];
  if ('items' in step) return storedList(pool, [kind], step.items, storedStep);
  if ('code' in step) return pool.store([kind, step.code]);
  const value = [kind, step.slot, step.isBaseName ? 1 : 0];
  return 'shapes' in step ? storedList(pool, value, step.shapes, storedShape) : pool.store(value);
}

/** A shape: flags, pieces at its start and end, those inside. */
function storedShape(pool: WasmPool, { start, end, inside, whole, exact }: TextShape): number {
  const isStrange = [start, end, ...inside].some((piece) => piece?.strange);
  const flags = (whole ? WHOLE : 0) | (exact ? EXACT : 0) | (isStrange ? STRANGE : 0);
  const first = start ? storedPiece(pool, start) : 0;
  const last = end ? storedPiece(pool, end) : 0;
  if ((start && first === 0) || (end && last === 0)) return 0;
  return storedList(pool, [flags, first, last], inside, storedPiece);
}

/** A piece: its size in bytes, whether it is strange, where its units stand. */
function storedPiece(pool: WasmPool, { first, second, strange }: TextPiece): number {
  const units = [first, second].map((run) => {
    const place = pool.take(2 * run.length + BEHIND);
    if (place !== 0) for (let i = 0; i < run.length; i++) pool.view.setUint16(place + 2 * i, run[i]!, true);
    return place;
  });
  return units.includes(0) ? 0 : pool.store([2 * first.length, strange ? 1 : 0, ...units]);
}

/** Numbers, how many items there are, where they stand; 0 if there is no room. */
function storedList<Item>(
  pool: WasmPool,
  before: readonly number[],
  items: readonly Item[],
  store: (pool: WasmPool, item: Item) => number,
): number {
  const places = items.map((item) => store(pool, item));
  return places.includes(0) ? 0 : pool.store([...before, places.length, ...places]);
}
