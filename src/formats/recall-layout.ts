/**
 * Where things stand in the memory in which a reader and its kernel (`kernel/recall.ts`) keep what was made of events, in bytes from its
 * start. Both are compiled with this file, so it holds plain numbers only.
 */

/** Address of the room that is free. */
export const POOL_NEXT = 0;

/** By field (i32): the numbers of the event at hand, where its values stand, and what stands for them where some have to be the same. */
export const NUMBERS = 64;
export const MOST_FIELDS = 96;
export const ADDRESSES = 448;
export const KEYS = 832;

/** Addresses of values and rows by their hashes (i32), open addressing; what finds no place is not learned. */
export const VALUES = 1280;
export const VALUE_SLOTS = 131_072;
export const ROWS = 525_568;
export const ROW_SLOTS = 131_072;

/** Room for memos, values and rows, handed out as they come. */
export const POOL = 1_049_856;
export const POOL_END = 17_825_792;

/**
 * What events of one kind and layout are told by: the group of its numbers, the place of a screen's code, how many fields, how many events
 * were learned and how many recalled, the fields.
 */
export const M_GROUP = 0;
export const M_SCREEN = 4;
export const NO_SCREEN = -1;
export const M_COUNT = 8;
export const M_LEARNED = 12;
export const M_RECALLED = 16;
export const M_FIELDS = 24;
/** A field: the slot of its value, -1 if it has none; what its values are told by; its bit among those that may have to be the same. */
export const FIELD = 12;
export const F_SLOT = 0;
export const F_KEY = 4;
export const F_BIT = 8;

/** A value: hash, what its field's are told by, kind and size, number, bytes. */
export const V_HASH = 0;
export const V_KEY = 4;
export const V_KIND = 8;
export const V_NUMBER = 12;
export const VALUE = 16;
/** Longest value that is remembered, in bytes. */
export const LONGEST = 65_535;

/** A row: hash, group, how many numbers, code, those. */
export const R_HASH = 0;
export const R_GROUP = 4;
export const R_COUNT = 8;
export const R_CODE = 12;
export const ROW = 16;

/** Codes of rows, from `FIRST_CODE` on the reader's own; one below zero holds the bits of the fields whose values have to be the same. */
export const NOTHING = 1;
export const FIRST_CODE = 2;
export const BITS = 0x7fff_ffff;

/** What became of a lesson: done, no room, or left out. */
export const LEARNED = 0;
export const FULL_UP = 1;
export const NOT_LEARNED = 2;
