import { LIKE_LETTERS } from './case.ts';
import { type Code, I32, I64, moduleOf, op, V128 } from './wasm-code.ts';

/** Bytes from one sign to the next: 1 in ASCII, 2 in UTF-16. */
export type SignWidth = 1 | 2;

/** Not zero if one of the texts may stand in the bytes from `start` to before `end`; bytes up to `BEHIND` further are read, too. */
export type Screening = (start: number, end: number) => number;

/** Bytes behind the end of those that are looked at that the memory must have. */
export const BEHIND = 64;

/** Signs of a text by which it is told from others: at most, at least, enough, and how many of them are looked for at all places. */
const SIGNS = 8;
const LEAST = 4;
const ENOUGH = 6;
const SEED = 2;
/** So many texts are told apart at a place that looks like the start of one. */
const MOST = 64;
/** What logs are full of, the commonest first. */
const COMMON = 'etaoinsr\\0123456789lcdmupfwg.-hbvyxkjzq';

const NON_ASCII = /[^\x00-\x7f]/;
const CASE = 0x20;
const isLetter = (sign: string): boolean => sign >= 'a' && sign <= 'z';
/** True for a letter that may be written by a unit beyond ASCII. */
const mayBeOther = (sign: string, width: SignWidth): boolean => width === 2 && LIKE_LETTERS.includes(sign);

/** Signs of a text by which it may be looked for: all of their seed, and enough of the others, are written in no other way. */
function cluesIn(text: string, width: SignWidth): string[] {
  const told = (clue: string): number => [...clue].filter((sign) => !mayBeOther(sign, width)).length;
  const clues = Array.from(text, (_, at) => text.slice(at, at + SIGNS)).filter(
    (clue) => told(clue) >= LEAST && told(clue.slice(0, SEED)) === SEED,
  );
  const enough = Math.min(ENOUGH, Math.max(...clues.map(told)));
  return clues.filter((clue) => told(clue) >= enough);
}

/** How seldom a pair of neighbors is met. */
function rarityOf(seed: string): number {
  const rarities = [...seed].map((sign) => {
    const place = COMMON.indexOf(sign);
    return place < 0 ? COMMON.length : place;
  });
  return rarities.reduce((all, one) => all * (one + 1), 1);
}

/** Of each text signs by which it is looked for; many begin alike. Undefined if a text has none. */
function cluesOf(texts: readonly string[], width: SignWidth): string[] | undefined {
  const found = new Set<string>();
  for (let rest = texts.map((text) => cluesIn(text, width)); rest.length > 0; ) {
    const worths = new Map<string, number>();
    for (const clues of rest) {
      for (const seed of new Set(clues.map((clue) => clue.slice(0, SEED))))
        worths.set(seed, (worths.get(seed) ?? 0) + rarityOf(seed));
    }
    const [[best] = ['']] = [...worths].sort(([, a], [, b]) => b - a);
    const left: string[][] = [];
    for (const clues of rest) {
      if (clues.length === 0) return undefined;
      const clue = clues.find((one) => one.startsWith(best));
      if (clue === undefined) left.push(clues);
      else found.add(clue);
    }
    rest = left;
  }
  return [...found];
}

const [AT, END, WORD, LOW, HIGH, FOUND, MORE, BLOCK, MARKS, PLACE] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] as const;
const LOCALS = [I64, V128, V128, V128, V128, V128, I32, I32];
const { get, set, i32, i64 } = op;
const filled = (byte: number): Code => op.vector(Array.from({ length: 16 }, () => byte));

/** One bit of eight for each group of seeds whose sign at a place a byte may be, looked up by the two halves of the byte. */
function maybe(seeds: readonly string[], place: number): Code {
  const [low, high] = [new Array<number>(16).fill(0), new Array<number>(16).fill(0)];
  for (const [number, seed] of seeds.entries()) {
    const byte = seed.charCodeAt(place);
    for (const one of isLetter(seed[place]!) ? [byte, byte - CASE] : [byte]) {
      low[one & 15]! |= 1 << (number & 7);
      high[one >> 4]! |= 1 << (number & 7);
    }
  }
  return op.andBytes(op.pickBytes(op.vector(low), get(LOW)), op.pickBytes(op.vector(high), get(HIGH)));
}

/** Goes on with `then` if eight bytes at the place are those of signs, letter case aside. */
function compared(signs: string, offset: number, width: SignWidth, then: Code): Code {
  let wanted = 0n;
  let told = 0n;
  for (const [i, sign] of [...signs].entries()) {
    if (mayBeOther(sign, width)) continue;
    const shift = BigInt(8 * width * i);
    wanted |= BigInt(sign.charCodeAt(0) | CASE) << shift;
    told |= (width === 2 ? 0xffffn : 0xffn) << shift;
  }
  const cases = width === 2 ? 0x0020_0020_0020_0020n : 0x2020_2020_2020_2020n;
  const word = offset === 0 ? get(WORD) : op.or(op.wordAt(get(PLACE), offset), i64(cases));
  return op.when(op.is(op.and(word, i64(BigInt.asIntN(64, told))), i64(BigInt.asIntN(64, wanted))), then);
}

/** Leaves with 1 if the signs at the place are those of a clue. */
function compare(clue: string, width: SignWidth): Code {
  const first = 8 / width;
  const found = op.leave(i32(1));
  const rest = clue.slice(first);
  return compared(clue.slice(0, first), 0, width, rest === '' ? found : compared(rest, 8, width, found));
}

/** The places of a block at which a seed may stand. */
const find = (seeds: readonly string[], offset: number, width: SignWidth, into: number): Code => [
  ...Array.from({ length: SEED }, (_, place) => [
    ...set(BLOCK, op.vectorAt(get(AT), offset + place * width)),
    ...set(LOW, op.andBytes(get(BLOCK), filled(15))),
    ...set(HIGH, op.shiftBytes(get(BLOCK), i32(4))),
    ...set(into, place === 0 ? maybe(seeds, place) : op.andBytes(get(into), maybe(seeds, place))),
  ]).flat(),
];

/** Thirty-two places at a time: where a seed may stand, the signs are compared with those of each clue. */
function bodyOf(clues: readonly string[], width: SignWidth): Code {
  const seeds = [...new Set(clues.map((clue) => clue.slice(0, SEED)))];
  const cases = width === 2 ? 0x0020_0020_0020_0020n : 0x2020_2020_2020_2020n;
  const marks = (local: number): Code => op.signsOf(op.differentBytes(get(local), filled(0)));
  return op.forever([
    ...op.when(op.isNotBefore32(get(AT), get(END)), op.leave(i32(0))),
    ...find(seeds, 0, width, FOUND),
    ...find(seeds, 16, width, MORE),
    ...op.when(op.isAny(op.orBytes(get(FOUND), get(MORE))), [
      ...set(MARKS, op.or32(marks(FOUND), op.left32(marks(MORE), i32(16)))),
      ...op.whileNotZero32(get(MARKS), [
        ...set(PLACE, op.add32(get(AT), op.trailingZeros32(get(MARKS)))),
        ...set(WORD, op.or(op.wordAt(get(PLACE), 0), i64(cases))),
        ...clues.flatMap((clue) => compare(clue, width)),
        ...set(MARKS, op.and32(get(MARKS), op.subtract32(get(MARKS), i32(1)))),
      ]),
    ]),
    ...set(AT, op.add32(get(AT), i32(32))),
  ]);
}

/** A text as it is written in JSON: a slash may be escaped, so that what stands beside it is looked for. */
function writtenInJson(text: string): string {
  const [longest = ''] = text.split('/').sort((a, b) => b.length - a.length);
  return JSON.stringify(longest).slice(1, -1);
}

/**
 * Tells where none of a few texts can stand, in any letter case: most events hold none of the texts that are looked for in all of an
 * event. Runs in WebAssembly, on the memory in which a reader keeps what it read.
 */
export class TextScreen {
  /** Lower case, of ASCII. */
  readonly texts: readonly string[];
  readonly #modules: (WebAssembly.Module | null | undefined)[] = [];
  /** By the memory, for each width. */
  readonly #screenings = new WeakMap<WebAssembly.Memory, (Screening | undefined)[]>();
  #lastMemory: WebAssembly.Memory | undefined;
  #last: (Screening | undefined)[] = [];

  constructor(texts: readonly string[]) {
    this.texts = texts;
  }

  /** True if one of the texts may stand in another. */
  mayHold(text: string): boolean {
    if (NON_ASCII.test(text)) return true;
    const lower = text.toLowerCase();
    return this.texts.some((one) => lower.includes(one));
  }

  /** What looks in a memory for the texts, as they stand in UTF-16, or in JSON of ASCII; undefined if there is none. A function of WebAssembly. */
  on(memory: WebAssembly.Memory, width: SignWidth): Screening | undefined {
    if (memory !== this.#lastMemory) {
      const known = this.#screenings.get(memory);
      if (!known) this.#screenings.set(memory, (this.#last = []));
      else this.#last = known;
      this.#lastMemory = memory;
    }
    if (!(width in this.#last)) this.#last[width] = this.#screening(memory, width);
    return this.#last[width];
  }

  #screening(memory: WebAssembly.Memory, width: SignWidth): Screening | undefined {
    if (this.#modules[width] === undefined) this.#modules[width] = this.#module(width);
    const module = this.#modules[width];
    if (!module) return undefined;
    const { exports } = new WebAssembly.Instance(module, { host: { memory } });
    return (exports as unknown as { readonly run: Screening }).run;
  }

  /** Null where WebAssembly or its vectors are not to be had, or the texts are too many, too short, or not of ASCII. */
  #module(width: SignWidth): WebAssembly.Module | null {
    const texts = width === 1 ? this.texts.map(writtenInJson) : this.texts;
    const isFit = texts.length <= MOST && !texts.some((text) => NON_ASCII.test(text));
    const clues = isFit ? cluesOf(texts, width) : undefined;
    if (!clues) return null;
    try {
      const body = bodyOf(clues, width);
      return new WebAssembly.Module(moduleOf({ parameters: 2, locals: LOCALS, body, pages: 1, memory: 'given' }));
    } catch {
      return null;
    }
  }
}
