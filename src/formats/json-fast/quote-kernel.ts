import { type Code, I32, I64, moduleOf, op, V128 } from '../../value/index.ts';

const PAGE = 65_536;
/** How much text there may be; it stands first in the memory, so that its places are those of the memory. */
const TEXT_SIZE = 1_048_577;
/** Behind the text there is room for the block that is read over its end. */
const QUOTES = TEXT_SIZE + 127;
const HEX_TABLE = QUOTES + 4 * (TEXT_SIZE + 1);
/** Not zero once a line was found to hold a sign beyond ASCII, or one that is written as `\u` with its number. */
const STRANGE = HEX_TABLE + 256;
const SIZE = STRANGE + 4;
/** Ends the list of quotes. */
const NO_PLACE = 0x7fff_ffff;

const [AT, OUT, SLASHES, ESCAPED, FOUND, INSIDE, ENDS, BAD, NEXT_ESCAPED, WAS_INSIDE, T, CONTROL, MASK, PLACE] = [
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13,
] as const;
const VECTORS = [14, 15, 16, 17];
const LOCALS = [I32, ...Array.from({ length: 11 }, () => I64), I32, V128, V128, V128, V128];

const { get, set, i32, i64 } = op;
const filled = (byte: number): Code => op.vector(Array.from({ length: 16 }, () => byte));
const nibbles = (bits: Readonly<Record<number, number>>): Code =>
  op.vector(Array.from({ length: 16 }, (_, nibble) => bits[nibble] ?? 0));

/** One bit for each of the 64 bytes of a block that passes a test. */
function bits(test: (vector: Code) => Code): Code {
  const parts = VECTORS.map((local, i) => op.left(op.widen(op.signsOf(test(get(local)))), i64(BigInt(16 * i))));
  return parts.reduce((all, part) => op.or(all, part));
}

const isByte = (byte: number): Code => bits((vector) => op.equalBytes(vector, filled(byte)));

/** The bytes that may stand behind a backslash: `"` `/` `\` `b` `f` `n` `r` `t` `u`, told by their two halves. */
const mayBeEscaped = (): Code =>
  bits((vector) => {
    const low = op.pickBytes(
      nibbles({ 2: 13, 4: 8, 5: 8, 6: 4, 12: 2, 14: 4, 15: 1 }),
      op.andBytes(vector, filled(15)),
    );
    const high = op.pickBytes(nibbles({ 2: 1, 5: 2, 6: 4, 7: 8 }), op.shiftBytes(vector, i32(4)));
    return op.differentBytes(op.andBytes(low, high), filled(0));
  });

const withoutLowest = (local: number): Code => op.and(get(local), op.subtract(get(local), i64(1n)));
const not = (value: Code): Code => op.xor(value, i64(-1n));
const addBad = (value: Code): Code => set(BAD, op.or(get(BAD), value));
const ODD = (): Code => i64(-0x5555_5555_5555_5556n);

/** Bytes behind a backslash that is not itself escaped; the method of simdjson (Langdale, Lemire: Parsing Gigabytes of JSON per Second). */
const findEscaped = (): Code => [
  ...set(ESCAPED, i64(0n)),
  ...op.when(op.isNot(op.or(get(SLASHES), get(NEXT_ESCAPED)), i64(0n)), [
    ...set(T, op.and(get(SLASHES), not(get(NEXT_ESCAPED)))),
    ...set(MASK, op.xor(op.subtract(op.or(op.left(get(T), i64(1n)), ODD()), get(T)), ODD())),
    ...set(ESCAPED, op.xor(get(MASK), op.or(get(SLASHES), get(NEXT_ESCAPED)))),
    ...set(NEXT_ESCAPED, op.right(op.and(get(MASK), get(SLASHES)), i64(63n))),
  ]),
];

/** Bytes inside strings: those behind an odd number of quotes. */
const findInside = (): Code => [
  ...set(INSIDE, get(FOUND)),
  ...op.when(
    op.isNot(get(FOUND), i64(0n)),
    [1n, 2n, 4n, 8n, 16n, 32n].flatMap((by) => set(INSIDE, op.xor(get(INSIDE), op.left(get(INSIDE), i64(by))))),
  ),
  ...set(INSIDE, op.xor(get(INSIDE), get(WAS_INSIDE))),
];

const markStrange = (): Code => op.store32(i32(STRANGE), i32(1));

const isHex = (offset: number): Code => op.byteAt(op.byteAt(get(PLACE), offset), HEX_TABLE);

const checkEscapes = (): Code =>
  op.when(op.isNot(get(ESCAPED), i64(0n)), [
    ...addBad(op.and(get(ESCAPED), not(mayBeEscaped()))),
    ...set(T, op.and(get(ESCAPED), isByte(0x75))),
    ...op.when(op.isNot(get(T), i64(0n)), markStrange()),
    ...op.whileNotZero(get(T), [
      ...set(PLACE, op.add32(get(AT), op.narrow(op.trailingZeros(get(T))))),
      ...addBad(op.widen(op.isZero32([1, 2, 3, 4].map(isHex).reduce((a, b) => op.and32(a, b))))),
      ...set(T, withoutLowest(T)),
    ]),
  ]);

const storeQuotes = (): Code =>
  op.whileNotZero(get(FOUND), [
    ...op.store32(get(OUT), op.add32(get(AT), op.narrow(op.trailingZeros(get(FOUND))))),
    ...set(OUT, op.add32(get(OUT), i32(4))),
    ...set(FOUND, withoutLowest(FOUND)),
  ]);

const endLine = (): Code =>
  op.when(op.isNot(get(ENDS), i64(0n)), [
    ...op.store32(get(OUT), i32(NO_PLACE)),
    ...addBad(op.and(op.right(get(INSIDE), op.trailingZeros(get(ENDS))), i64(1n))),
    ...op.when(op.isNot(get(BAD), i64(0n)), op.leave(i32(-1))),
    ...op.leave(op.add32(get(AT), op.narrow(op.trailingZeros(get(ENDS))))),
  ]);

/** The function, put together when the first kernel is made: most runs need none. */
const body = (): Code => [
  ...set(OUT, i32(QUOTES)),
  ...op.forever([
    ...VECTORS.flatMap((local, i) => set(local, op.vectorAt(get(AT), 16 * i))),
    ...op.when(
      op.isNot(
        bits((vector) => vector),
        i64(0n),
      ),
      markStrange(),
    ),
    ...set(SLASHES, isByte(0x5c)),
    ...set(FOUND, isByte(0x22)),
    ...set(
      CONTROL,
      bits((vector) => op.smallerBytes(vector, filled(0x20))),
    ),
    ...findEscaped(),
    ...set(FOUND, op.and(get(FOUND), not(get(ESCAPED)))),
    ...findInside(),
    ...set(MASK, i64(-1n)),
    ...set(ENDS, i64(0n)),
    ...op.when(op.isNot(get(CONTROL), i64(0n)), [
      ...set(ENDS, isByte(0x0a)),
      ...op.when(op.isNot(get(ENDS), i64(0n)), [
        ...set(ENDS, op.and(get(ENDS), op.subtract(i64(0n), get(ENDS)))),
        ...set(MASK, op.subtract(get(ENDS), i64(1n))),
      ]),
    ]),
    ...addBad(op.and(op.and(get(INSIDE), get(CONTROL)), get(MASK))),
    ...set(FOUND, op.and(get(FOUND), get(MASK))),
    ...set(ESCAPED, op.and(get(ESCAPED), get(MASK))),
    ...checkEscapes(),
    ...storeQuotes(),
    ...endLine(),
    ...set(WAS_INSIDE, op.rightSigned(get(INSIDE), i64(63n))),
    ...set(AT, op.add32(get(AT), i32(64))),
  ]),
];

/** Finds the quotes of a line sixteen bytes at a time, in WebAssembly, and checks what stands inside its strings. */
export interface QuoteKernel {
  /** The memory that all of it is in, the text first. */
  readonly memory: WebAssembly.Memory;
  /** Room for text; lines elsewhere are scanned byte by byte. */
  readonly text: Uint8Array<ArrayBuffer>;
  /** Places of the quotes of the line last looked at, then a place that no text has. */
  readonly quotes: Int32Array<ArrayBuffer>;
  /** Its first number is not zero once a line was looked at that holds a sign beyond ASCII, or one that is written by its number. */
  readonly strange: Int32Array<ArrayBuffer>;
  /** Place of the newline of the line that starts at `at`; -1 if a string of it is none that JSON allows. */
  line(at: number): number;
}

/** A kernel with a memory of its own; undefined where WebAssembly or its vectors are not to be had. */
export function quoteKernel(): QuoteKernel | undefined {
  try {
    const pages = Math.ceil(SIZE / PAGE);
    const parts = { parameters: 1, locals: LOCALS, body: body(), pages, memory: 'own' } as const;
    const module = new WebAssembly.Module(moduleOf(parts));
    const { run, memory } = new WebAssembly.Instance(module).exports as unknown as {
      readonly run: (at: number) => number;
      readonly memory: WebAssembly.Memory;
    };
    const buffer = memory.buffer as ArrayBuffer;
    const hex = new Uint8Array(buffer, HEX_TABLE, 256);
    for (const sign of '0123456789abcdefABCDEF') hex[sign.charCodeAt(0)] = 1;
    return {
      memory,
      text: new Uint8Array(buffer, 0, TEXT_SIZE),
      quotes: new Int32Array(buffer, QUOTES, TEXT_SIZE + 1),
      strange: new Int32Array(buffer, STRANGE, 1),
      line: run,
    };
  } catch {
    return undefined;
  }
}
