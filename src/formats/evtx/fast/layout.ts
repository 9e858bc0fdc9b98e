/**
 * Where things stand in the memory that the EVTX reader and its kernel (`kernel/evtx.ts`) share, in bytes. Both are compiled with this
 * file, so it holds plain numbers only. Tables are written by the reader, for what it has met; an entry of zeros is one not met.
 */

/** Slots of an inner template are numbered from here on, so that one array holds the values of both. */
export const INNER = 1024;

/** What the kernel has to say when it stops, and the record laid out last. Fields are i32, offsets below. */
export const STATE = 4096;
export const OUTCOME = 0;
export const AT = 4;
export const SIZE = 8;
export const OUTER = 12;
export const INNER_TEMPLATE = 16;
export const PLAN = 20;
export const CHANNEL = 24;
export const PROVIDER = 28;
export const EVENT_ID = 32;
export const ODD = 36;
export const REPEATS = 40;
/** Where the next line is written, and how many were. */
export const OUT = 44;
export const WRITTEN = 48;
/** Kinds of events counted since this was last set to 0, in `COUNTED`. */
export const COUNTED_KINDS = 52;
/** Definitions met in the chunk, in `MET`. */
export const MET_COUNT = 56;
/** Greatest record id so far, a double. */
export const HIGHEST = 64;
/** Number of the kind of the record laid out, and 1 if no sieve was told for it and its plan. */
export const KIND_NUMBER = 72;
export const SIEVE_IS_NEW = 76;
/** What was made of an event like it, as a code of recall-layout.ts; 0 if it is not known. */
export const RECALLED = 80;

/**
 * How the kernel stops: all done, a record that is laid out, one that it cannot lay out, a full buffer, a record of a kind (`CHANNEL`,
 * `PROVIDER`, `EVENT_ID`) of which it was not told whether the gate wants it.
 */
export const DONE = 0;
export const LAID_OUT = 1;
export const UNKNOWN = 2;
export const FULL = 3;
export const NEW_KIND = 4;

/** What the kernel does beside laying records out, in one number: turn some down by the gate, or by sieves, or write lines. */
export const GATED = 1;
export const AS_LINES = 2;
export const SIEVED = 4;

/** By slot: chunk offset, size (i32) and type (u8) of a value. */
export const OFFSETS = 8192;
export const SIZES = 16_384;
export const TYPES = 24_576;

/** Chunk offsets of records (i32). */
export const STARTS = 28_672;
export const MOST_STARTS = 2400;

/** Number of the template whose definition stands at a chunk offset (i32); 0 if not met, -1 if not understood. */
export const BY_OFFSET = 40_960;

/** By template. */
export const TEMPLATES = 303_104;
export const TEMPLATE = 64;
export const MOST_TEMPLATES = 1024;
export const T_ID = 0;
export const T_SLOTS = 4;
export const T_PAYLOAD_SLOT = 8;
/** Slot of a name, or one of `NO_NAME`, `LITERAL_NAME` (its number stands behind), `ODD_NAME`. */
export const T_CHANNEL = 12;
export const T_PROVIDER = 20;
export const NO_NAME = -1;
export const LITERAL_NAME = -2;
export const ODD_NAME = -3;
/** Slots; -1 if the kernel cannot read such events. */
export const T_EVENT_ID = 28;
export const T_RECORD_ID = 32;
/** Slot of the time; -1 if it is in none. */
export const T_TIME = 40;

/** By plan. */
export const PLANS = 368_640;
export const PLAN_ENTRY = 32;
export const MOST_PLANS = 2048;
/** 1 if the kernel may read such events. */
export const P_IS_PLAIN = 0;
/** Where its uses of slots stand, a byte each, those of the outer template first. */
export const P_USES = 4;
/** Units of names and literal text in the payload's template. */
export const P_LITERALS = 8;
/** Programs of its lines; 0 if the kernel cannot write them. */
export const P_SYSTEM = 12;
export const P_PAYLOAD = 16;
/** Most bytes that constants take, and most often that a value is written. */
export const P_MOST = 20;
export const P_REPEATED = 24;

/** Numbers of the kinds that were counted (i32). */
export const COUNTED = 499_712;

/** Names, open addressing by `hashOfName`: place in the pool, size in bytes, number plus one. */
export const NAMES = 516_096;
export const NAME = 16;
export const NAME_SLOTS = 2048;
export const MOST_NAMES = 1000;
export const N_PLACE = 0;
export const N_SIZE = 4;
export const N_NUMBER = 8;
/** Shortest name that is looked up, in bytes. */
export const LEAST_NAME = 8;

/** Where the images of definitions stand, by id (i32), those of one hash in a chain. */
export const IMAGES = 548_864;
export const IMAGE_SLOTS = 1024;
/** An image: the next one's place, then of its definition the id, the template's number, its size, its bytes' place, names. */
export const I_NEXT = 0;
export const I_ID = 4;
export const I_TEMPLATE = 8;
export const I_SIZE = 12;
export const I_BYTES = 16;
export const I_NAMES = 20;
export const IMAGE = 24;
/** A name in it: offset in the bytes of the reference, units if they stand elsewhere or -1, and where they stand in the pool. */
export const REFERENCE = 12;

/** Chunk offsets of the definitions met and of the records that brought them, in turns (i32). */
export const MET = 552_960;
export const MOST_MET = 4608;

/** The chunks of a window, and behind them more bytes than are read too far. */
export const WINDOW = 589_824;
export const CHUNKS = 4;
export const CHUNK = 65_536;

/** Plans by pairs of templates, open addressing: both numbers in one i32, that of the plan behind. */
export const PAIRS = 860_160;
export const PAIR = 8;
export const PAIR_SLOTS = 4096;
export const MOST_PAIRS = 3000;

/** By kind of events, open addressing: both names' numbers plus one in one i32, event id, verdict of the gate. */
export const KINDS = 892_928;
export const KIND = 40;
export const KIND_SLOTS = 4096;
export const MOST_KINDS = 3000;
export const K_NAMES = 0;
export const K_EVENT_ID = 4;
export const K_VERDICT = 8;
export const TURNED_DOWN = 1;
export const WANTED = 2;
/** Events that the gate turned down, and that the sieve did; of the latter the earliest and latest FILETIME. */
export const K_TURNED_DOWN = 12;
export const K_SIEVED = 16;
export const K_EARLIEST = 24;
export const K_LATEST = 32;

/**
 * Sieves by kind and plan, open addressing: both numbers in one i32, behind it where the sieve stands, or `NO_SIEVE`, and where it stands
 * by what events are recalled, 0 or less if by nothing.
 */
export const SIEVES = 1_056_768;
export const SIEVE = 12;
export const SIEVE_PLACE = 4;
export const SIEVE_MEMO = 8;
export const SIEVE_SLOTS = 8192;
export const MOST_SIEVES = 6000;
export const NO_SIEVE = 1;
/** In place of a sieve: it was not told yet. */
export const UNTOLD = 2;

/** Room for what is learned of templates: programs, names and images, handed out as they come. */
export const TEMPLATE_POOL = 1_179_648;
export const TEMPLATE_POOL_END = 6_291_456;
/** Images are taken up to here only, so that they leave room for the rest. */
export const POOL_OF_IMAGES = 5_242_880;

/** Room for sieves. */
export const POOL = 6_291_456;
export const POOL_END = 7_602_176;

/** Fields of the event at hand as JSON text: room for programs of `kernel/evtx/fields.ts`, and for the text. */
export const FIELDS_POOL = 7_602_176;
export const FIELDS_POOL_END = 7_864_320;
export const FIELDS = 7_864_320;
export const FIELDS_SIZE = 262_144;

/** What was made of events, laid out as recall-layout.ts says; a reader that writes lines has those there. */
export const RECALL = 8_126_464;
export const RECALL_END = 25_952_256;

/** Lines. */
export const LINES = 8_126_464;
export const LINES_SIZE = 1_048_576;
/** As many bytes of lines are handed over at once. */
export const LINES_FULL = 131_072;
export const END = 9_240_576;
