import type { Judged, JudgedField, Verdict } from '../event/index.ts';
import type { TextScreen } from '../value/index.ts';
import * as at from './recall-layout.ts';

/** Where the values of a field stand in events of one kind and layout. */
export interface RecallPlace {
  /** Number of the slot that holds them, -1 if there is none. */
  readonly slot: number;
  /** True if they are made of what stands there in the same way as in other layouts. */
  readonly isCommon: boolean;
}

/** Where things stand in events of one kind and layout. */
export interface RecallPlaces {
  /** Undefined if more decides on the value than what stands in one slot. */
  placeOf(field: string): RecallPlace | undefined;
  /** The place of a screen's code in the kernel's table; undefined if it has none, or the layout may hold one of its texts. */
  codeOf(screen: TextScreen): number | undefined;
}

/** The kernel's part: learns of the event at hand, whose numbers stand in the memory. */
export type LearnEvent = (memo: number, code: number, asked: number) => number;

/** In place of where it stands by what events are told: they are not remembered. */
const NO_MEMO = -1;

/** So many events of one kind and layout are worth it to learn what was made of them: most are few. */
export const WORTH_RECALLING = 16;

/** Of so many events that were learned as many have to have been recalled. */
const TRIAL = 2048;

/** Verdicts at most: each of them has a code, also one that finds no place then. */
const MOST_VERDICTS = 100_000;

/** A group of numbers, and what the values of its fields are told by. */
interface Group {
  readonly number: number;
  readonly keys: readonly number[];
}

/**
 * What was made of events, kept in the memory of a reader and its kernel (`kernel/recall.ts`), which knows them again by the values of
 * some fields. When it is full, everything is forgotten.
 */
export class Recall {
  readonly #view: DataView;
  readonly #bytes: Uint8Array;
  readonly #base: number;
  readonly #learn: LearnEvent;
  readonly #groups = new Map<readonly JudgedField[], Group>();
  readonly #memos: number[] = [];
  readonly #codes = new Map<Verdict, number>();
  readonly #verdicts: Verdict[] = [];
  /** Numbers that were given to groups and fields. */
  #given = 0;
  #isOff = false;

  /** `base` is where its part of the memory begins. */
  constructor(buffer: ArrayBuffer, base: number, learn: LearnEvent) {
    this.#view = new DataView(buffer);
    this.#bytes = new Uint8Array(buffer);
    this.#base = base;
    this.#learn = learn;
    this.#set(base + at.POOL_NEXT, base + at.POOL);
  }

  /** The verdict of a code that the kernel gave. */
  verdictOf(code: number): Verdict | undefined {
    return this.#verdicts[code];
  }

  /**
   * Learns by what the event at hand was judged; `memo` is where it stands by what events like it are told, 0 if that was not told yet, or
   * `NO_MEMO`. Gives where it stands from now on; undefined if there was no room, and all that was told is forgotten.
   */
  learn(judged: Judged, memo: number, places: RecallPlaces): number | undefined {
    if (this.#isOff || memo === NO_MEMO) return NO_MEMO;
    const group = this.#groupOf(judged.fields);
    let own = memo;
    if (own === 0 || this.#int(own + at.M_GROUP) !== group.number) {
      const made = this.#memoOf(judged, group, places);
      if (made === undefined) return this.#forgetAll();
      own = made;
    }
    if (own === NO_MEMO) return NO_MEMO;
    const learned = this.#int(own + at.M_LEARNED) + 1;
    this.#set(own + at.M_LEARNED, learned);
    if (learned % TRIAL === 0 && this.#int(own + at.M_RECALLED) < learned) return NO_MEMO;
    if (this.#verdicts.length >= MOST_VERDICTS) return this.#forgetAll();
    const { numbers, verdict, asked } = judged;
    for (let i = 0; i < numbers.length; i++) this.#set(this.#base + at.NUMBERS + 4 * i, numbers[i]!);
    const isFull = this.#learn(own, this.#codeOf(verdict), asked) === at.FULL_UP;
    return isFull ? this.#forgetAll() : own;
  }

  /** Forgets all that was learned. */
  clear(): void {
    this.#bytes.fill(0, this.#base + at.PLACES, this.#base + at.POOL);
    this.#set(this.#base + at.POOL_NEXT, this.#base + at.POOL);
    this.#groups.clear();
    this.#memos.length = 0;
    this.#codes.clear();
    this.#verdicts.length = 0;
  }

  /** There is no room: if what is there was of little use, that is the end of it. */
  #forgetAll(): undefined {
    const sumOf = (field: number): number => this.#memos.reduce((sum, memo) => sum + this.#int(memo + field), 0);
    this.#isOff = sumOf(at.M_RECALLED) < sumOf(at.M_LEARNED);
    this.clear();
  }

  #groupOf(fields: readonly JudgedField[]): Group {
    let group = this.#groups.get(fields);
    if (!group) {
      group = { number: ++this.#given, keys: fields.map(() => ++this.#given) };
      this.#groups.set(fields, group);
    }
    return group;
  }

  #codeOf(verdict: Verdict): number {
    let code = this.#codes.get(verdict);
    if (code === undefined) {
      code = verdict.isNothing ? at.NOTHING : Math.max(this.#verdicts.length, at.FIRST_CODE);
      this.#codes.set(verdict, code);
      this.#verdicts[code] = verdict;
    }
    return code;
  }

  /** Stores by what events of one kind and layout are told; undefined if there is no room. */
  #memoOf({ fields, screen }: Judged, group: Group, places: RecallPlaces): number | undefined {
    const found = fields.map(({ name }) => places.placeOf(name));
    const code = screen ? places.codeOf(screen) : at.NO_SCREEN;
    if (code === undefined || fields.length > at.MOST_FIELDS) return NO_MEMO;
    const words = [group.number, code, fields.length, 0, 0, 0];
    for (const [i, place] of found.entries()) {
      if (!place) return NO_MEMO;
      const key = place.isCommon ? group.keys[i]! : ++this.#given;
      words.push(place.slot, key, fields[i]!.bit);
    }
    const memo = this.#int(this.#base + at.POOL_NEXT);
    const behind = memo + ((4 * words.length + 7) & ~7);
    if (behind > this.#base + at.POOL_END) return undefined;
    this.#set(this.#base + at.POOL_NEXT, behind);
    for (const [i, word] of words.entries()) this.#set(memo + 4 * i, word);
    this.#memos.push(memo);
    return memo;
  }

  #int(place: number): number {
    return this.#view.getInt32(place, true);
  }

  #set(place: number, value: number): void {
    this.#view.setInt32(place, value, true);
  }
}
