/**
 * Where things stand in the memory that the reader of JSON lines and its kernel (`kernel/json`) share, in bytes. Both are compiled
 * with this file, so it holds plain numbers only.
 */

/** The text comes first, so that places in it are those of the memory; behind it is room for the block that is read over its end. */
export const TEXT_SIZE = 1_048_577;

/** Fields of the state, i32 each. */
export const STATE = 1_048_768;
/** 1 if the line scanned last may hold a sign beyond ASCII that stands for a letter of it, or one that is written as `\u` with its number. */
export const STRANGE = 0;
/** Of the line scanned last: how many members it has, and the node of its last key. */
export const COUNT = 4;
export const NODE = 8;
/** Place of its newline. */
export const NEWLINE_AT = 12;
/** Of the lines looked at together: where the one stands at which it stopped, what the scan of that gave, how many were turned down. */
export const STOPPED_AT = 16;
export const RESULT = 20;
export const TURNED_DOWN = 24;
/** 1 if times without a zone are in UTC. */
export const IS_UTC = 28;
/** Of the line at which it stopped: where what is known of its header stands, 0 if nothing is, and what was made of a line like it, as a code of recall-layout.ts. */
export const HEADER_AT = 32;
export const RECALLED = 36;

/** By member: where its value starts and ends (i32), and of which kind it is (u8). */
export const STARTS = 1_048_832;
export const ENDS = 1_050_880;
export const KINDS = 1_052_928;
export const MOST_MEMBERS = 512;

/** Which of the levels of a nested value are objects (u8). */
export const LEVELS = 1_053_440;
export const MOST_LEVELS = 500;

/** The nodes of the key tree: the child met last, the first one, the next sibling, where the key stands and its length, whether it is unusual. */
export const NODES = 1_054_720;
export const NODE_SIZE = 24;
export const MOST_NODES = 16_384;
export const N_LIKELY = 0;
export const N_FIRST = 4;
export const N_NEXT = 8;
export const N_KEY = 12;
export const N_LENGTH = 16;
export const N_UNUSUAL = 20;

/** The bytes of keys. */
export const KEYS = 1_447_936;
export const KEYS_END = 1_972_224;

/**
 * Kinds of lines that are turned down, by node and kinds of values, open addressing: the node's number plus one, how many members, where
 * their kinds stand, members of event id, channel, provider and time (-1 for none), members that may be events themselves, headers.
 */
export const VARIANTS = 1_972_224;
export const VARIANT = 36;
export const VARIANT_SLOTS = 2048;
export const MOST_VARIANTS = 1500;
export const V_NODE = 0;
export const V_COUNT = 4;
export const V_KINDS = 8;
export const V_EVENT_ID = 12;
export const V_CHANNEL = 16;
export const V_PROVIDER = 20;
export const V_ENVELOPES = 24;
export const V_HEADERS = 28;
export const V_TIME = 32;
/**
 * A header of such lines: the next one, event id (-1 for none), names' places and lengths (-1 for none), lines turned down; where the
 * sieve stands that shows of a line that it is to be, 0 if all are, `NO_SIEVE` if none shows it, and then the earliest and the latest time
 * of those (f64); where it stands by what lines are recalled, 0 or less if by nothing.
 */
export const HEADER = 56;
export const NO_SIEVE = 1;
export const H_NEXT = 0;
export const H_EVENT_ID = 4;
export const H_CHANNEL = 8;
export const H_PROVIDER = 16;
export const H_COUNT = 24;
export const H_SIEVE = 28;
export const H_EARLIEST = 32;
export const H_LATEST = 40;
export const H_MEMO = 48;

/** Room for kinds, headers, names and sieves. */
export const POOL = 2_045_952;
export const POOL_END = 6_240_256;

/** The text of a member, decoded to UTF-16. */
export const DECODED = 6_240_256;
export const LONGEST_DECODED = 65_536;

/** Places of the line's quotes (i32), then `NO_PLACE`. */
export const QUOTES = 6_371_392;
export const NO_PLACE = 0x7fff_ffff;

/** What was made of lines, laid out as recall-layout.ts says, where that is remembered. */
export const RECALL = 10_682_368;
export const RECALL_END = 28_508_160;

/** What the kernel says of a line that is no object, or an unusual one, and of one that it does not know enough of. */
export const NO_OBJECT = -1;
export const UNKNOWN = -2;

/** Kinds of values, as far as they decide how an object is read. */
export const STRING = 1;
export const EMPTY_STRING = 2;
export const NUMBER = 3;
export const BOOLEAN = 4;
export const NULL = 5;
export const OBJECT = 6;
export const LIST = 7;
/** A number of so many signs that it may be kept as text. */
export const LONG_NUMBER = 8;
/** Signs from which a number is long. */
export const LONG = 16;
