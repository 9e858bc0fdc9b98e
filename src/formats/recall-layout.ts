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

/** Addresses of entries by their hashes (i32), open addressing; what finds no place is not learned. */
export const PLACES = 1280;
export const SLOTS = 262_144;

/** Room for memos and entries, handed out as they come. */
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

/**
 * An entry: its hash, two numbers and bytes that tell it from others, and what it gives. Of a value the numbers are what its field's values
 * are told by and its kind and size, and it gives its number; of a row its group and how many numbers it has, and it gives its code.
 */
export const E_HASH = 0;
export const E_FIRST = 4;
export const E_SECOND = 8;
export const E_GIVES = 12;
export const ENTRY = 16;
/** Longest value that is remembered, in bytes. */
export const LONGEST = 65_535;

/** Codes of rows, from `FIRST_CODE` on the reader's own; one below zero holds the bits of the fields whose values have to be the same. */
export const NOTHING = 1;
export const FIRST_CODE = 2;
export const BITS = 0x7fff_ffff;

/** What became of a lesson: done, no room, or left out. */
export const LEARNED = 0;
export const FULL_UP = 1;
export const NOT_LEARNED = 2;
