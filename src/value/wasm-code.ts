/** Bytes of WebAssembly: instructions of a function, or parts of a module. */
export type Code = readonly number[];

function unsigned(value: number): Code {
  const bytes: number[] = [];
  for (let rest = value; ; ) {
    const byte = rest & 0x7f;
    rest >>>= 7;
    bytes.push(rest === 0 ? byte : byte | 0x80);
    if (rest === 0) return bytes;
  }
}

function signed(value: bigint): Code {
  const bytes: number[] = [];
  for (let rest = value; ; ) {
    const byte = Number(rest & 0x7fn);
    rest >>= 7n;
    const isLast = (rest === 0n && (byte & 0x40) === 0) || (rest === -1n && (byte & 0x40) !== 0);
    bytes.push(isLast ? byte : byte | 0x80);
    if (isLast) return bytes;
  }
}

function listed(items: readonly Code[]): Code {
  return [...unsigned(items.length), ...items.flat()];
}

function sized(content: Code): Code {
  return [...unsigned(content.length), ...content];
}

const text = (name: string): Code => sized([...new TextEncoder().encode(name)]);

/** Types of values. */
export const I32 = 0x7f;
export const I64 = 0x7e;
export const V128 = 0x7b;

const NO_RESULT = 0x40;

/** Repeats the body until the condition is not zero. */
function until(condition: Code, body: Code): Code {
  return [...[0x02, NO_RESULT, 0x03, NO_RESULT], ...condition, ...[0x0d, 1], ...body, ...[0x0c, 0, 0x0b, 0x0b]];
}

/** Instructions, operands first, as far as the kernels need them. */
export const op = {
  get: (local: number): Code => [0x20, ...unsigned(local)],
  set: (local: number, value: Code): Code => [...value, 0x21, ...unsigned(local)],
  i32: (value: number): Code => [0x41, ...signed(BigInt(value))],
  i64: (value: bigint): Code => [0x42, ...signed(value)],
  add32: (a: Code, b: Code): Code => [...a, ...b, 0x6a],
  subtract32: (a: Code, b: Code): Code => [...a, ...b, 0x6b],
  or32: (a: Code, b: Code): Code => [...a, ...b, 0x72],
  left32: (a: Code, b: Code): Code => [...a, ...b, 0x74],
  and32: (a: Code, b: Code): Code => [...a, ...b, 0x71],
  isZero32: (a: Code): Code => [...a, 0x45],
  isNotBefore32: (a: Code, b: Code): Code => [...a, ...b, 0x4f],
  isZero: (a: Code): Code => [...a, 0x50],
  is: (a: Code, b: Code): Code => [...a, ...b, 0x51],
  isNot: (a: Code, b: Code): Code => [...a, ...b, 0x52],
  trailingZeros32: (a: Code): Code => [...a, 0x68],
  trailingZeros: (a: Code): Code => [...a, 0x7a],
  add: (a: Code, b: Code): Code => [...a, ...b, 0x7c],
  subtract: (a: Code, b: Code): Code => [...a, ...b, 0x7d],
  and: (a: Code, b: Code): Code => [...a, ...b, 0x83],
  or: (a: Code, b: Code): Code => [...a, ...b, 0x84],
  xor: (a: Code, b: Code): Code => [...a, ...b, 0x85],
  left: (a: Code, b: Code): Code => [...a, ...b, 0x86],
  rightSigned: (a: Code, b: Code): Code => [...a, ...b, 0x87],
  right: (a: Code, b: Code): Code => [...a, ...b, 0x88],
  widen: (a: Code): Code => [...a, 0xad],
  narrow: (a: Code): Code => [...a, 0xa7],
  byteAt: (place: Code, offset: number): Code => [...place, 0x2d, 0, ...unsigned(offset)],
  wordAt: (place: Code, offset: number): Code => [...place, 0x29, 0, ...unsigned(offset)],
  store32: (place: Code, value: Code): Code => [...place, ...value, 0x36, 2, 0],
  vectorAt: (place: Code, offset: number): Code => [...place, 0xfd, 0x00, 0, ...unsigned(offset)],
  vector: (bytes: Code): Code => [0xfd, 0x0c, ...bytes],
  equalBytes: (a: Code, b: Code): Code => [...a, ...b, 0xfd, 0x23],
  differentBytes: (a: Code, b: Code): Code => [...a, ...b, 0xfd, 0x24],
  smallerBytes: (a: Code, b: Code): Code => [...a, ...b, 0xfd, 0x26],
  andBytes: (a: Code, b: Code): Code => [...a, ...b, 0xfd, 0x4e],
  orBytes: (a: Code, b: Code): Code => [...a, ...b, 0xfd, 0x50],
  pickBytes: (table: Code, indexes: Code): Code => [...table, ...indexes, 0xfd, 0x0e],
  shiftBytes: (a: Code, b: Code): Code => [...a, ...b, 0xfd, 0x6d],
  isAny: (a: Code): Code => [...a, 0xfd, 0x53],
  signsOf: (a: Code): Code => [...a, 0xfd, 0x64],
  when: (condition: Code, body: Code): Code => [...condition, 0x04, NO_RESULT, ...body, 0x0b],
  /** Repeats the body for ever; it ends by `leave`. */
  forever: (body: Code): Code => [0x03, NO_RESULT, ...body, 0x0c, 0, 0x0b, 0x00],
  /** Repeats the body as long as the condition is not zero. */
  whileNotZero: (condition: Code, body: Code): Code => until(op.isZero(condition), body),
  whileNotZero32: (condition: Code, body: Code): Code => until(op.isZero32(condition), body),
  leave: (value: Code): Code => [...value, 0x0f],
};

/** A module of one function, `run`: from some i32 to an i32. */
export interface ModuleParts {
  readonly parameters: number;
  /** Types of the locals behind the parameters. */
  readonly locals: readonly number[];
  readonly body: Code;
  /** Pages of the memory that it works on: its own, named `memory`, or at least so many of one that it is given as `host.memory`. */
  readonly pages: number;
  readonly memory: 'own' | 'given';
}

/** The bytes of a module. */
export function moduleOf({ parameters, locals, body, pages, memory }: ModuleParts): Uint8Array<ArrayBuffer> {
  const section = (id: number, items: readonly Code[]): Code => [id, ...sized(listed(items))];
  const code = [...listed(locals.map((type) => [1, type])), ...body, 0x0b];
  const type = [0x60, ...listed(Array.from({ length: parameters }, () => [I32])), ...listed([[I32]])];
  const run = [...text('run'), 0, 0];
  const isOwn = memory === 'own';
  return Uint8Array.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [type]),
    ...(isOwn ? [] : section(2, [[...text('host'), ...text('memory'), 2, 0, ...unsigned(pages)]])),
    ...section(3, [[0]]),
    ...(isOwn ? section(5, [[1, ...unsigned(pages), ...unsigned(pages)]]) : []),
    ...section(7, isOwn ? [run, [...text('memory'), 2, 0]] : [run]),
    ...section(10, [sized(code)]),
  ]);
}
