/** Rows of numbers that are packed as they are. */
const ROWS = { u8: Uint8Array, u16: Uint16Array, i32: Int32Array } as const;

type RowKind = keyof typeof ROWS;
type NumberRow = Uint8Array | Uint16Array | Int32Array;

/** Bytes in front: how long the text of what was packed is. */
const HEAD = 4;
/** Rows begin at multiples of it. */
const ALIGNED = 4;

const aligned = (size: number): number => Math.ceil(size / ALIGNED) * ALIGNED;

function kindOf(value: unknown): RowKind | undefined {
  if (value instanceof Int32Array) return 'i32';
  if (value instanceof Uint16Array) return 'u16';
  return value instanceof Uint8Array ? 'u8' : undefined;
}

const bytesOf = ({ buffer, byteOffset, byteLength }: NumberRow): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

/** Bytes of a row that tell it from most others. */
const SAMPLES = 64;

function sampleOf(row: Uint8Array): string {
  const step = Math.max(1, Math.floor(row.length / SAMPLES));
  let hash = 0;
  for (let at = 0; at < row.length; at += step) hash = Math.imul(hash ^ row[at]!, 0x9e37_79b1) ^ (hash >>> 15);
  return `${row.length} ${hash}`;
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
  return true;
}

/**
 * Packs plain data with rows of numbers in it: each piece becomes a text of JSON in which a row is a reference, and equal rows of all pieces
 * are there once. No name in the data begins with `$`.
 */
export class PackWriter {
  readonly #rows: Uint8Array[] = [];
  readonly #places = new Map<string, { readonly row: Uint8Array; readonly at: number }[]>();
  #size = 0;

  /** Bytes that the rows so far take. */
  get size(): number {
    return this.#size;
  }

  /** The text of a piece. */
  add(piece: object): string {
    return JSON.stringify(piece, (_, value: unknown) => {
      const kind = kindOf(value);
      return kind ? { $: [kind, this.#place(bytesOf(value as NumberRow)), (value as NumberRow).length] } : value;
    });
  }

  #place(row: Uint8Array): number {
    const sample = sampleOf(row);
    const alike = this.#places.get(sample) ?? [];
    const known = alike.find((one) => isSame(one.row, row));
    if (known) return known.at;
    const at = this.#size;
    alike.push({ row, at });
    this.#places.set(sample, alike);
    this.#rows.push(row);
    this.#size += aligned(row.length);
    return at;
  }

  /** The bytes, which `room` gives: the texts of the pieces by name, and the rows behind them. */
  finish(
    pieces: readonly (readonly [name: string, text: string])[],
    room: (size: number) => Uint8Array = (size) => new Uint8Array(size),
  ): Uint8Array {
    const head = new TextEncoder().encode(JSON.stringify(pieces));
    let at = aligned(HEAD + head.length);
    const bytes = room(at + this.#size);
    new DataView(bytes.buffer, bytes.byteOffset).setUint32(0, head.length, true);
    bytes.set(head, HEAD);
    for (const row of this.#rows) {
      bytes.set(row, at);
      at += aligned(row.length);
    }
    return bytes;
  }
}

/** Reads the bytes of a `PackWriter`, which stand at a multiple of four. */
export class PackReader {
  readonly #bytes: Uint8Array;
  readonly #texts: ReadonlyMap<string, string>;
  readonly #rows: number;

  constructor(bytes: Uint8Array) {
    const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
    this.#bytes = bytes;
    this.#rows = bytes.byteOffset + aligned(HEAD + length);
    // A decoder takes no memory that threads share.
    this.#texts = new Map(JSON.parse(new TextDecoder().decode(bytes.slice(HEAD, HEAD + length))) as [string, string][]);
  }

  /** The names of the pieces. */
  names(): Iterable<string> {
    return this.#texts.keys();
  }

  /** A piece, whose rows are views of the bytes; undefined if there is none of the name. */
  read(name: string): unknown {
    const text = this.#texts.get(name);
    return text === undefined ? undefined : this.#filled(JSON.parse(text));
  }

  #filled(value: unknown): unknown {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) {
      for (let i = 0; i < value.length; i++) value[i] = this.#filled(value[i]);
      return value;
    }
    const named = value as Record<string, unknown>;
    if ('$' in named) {
      const [kind, at, length] = named.$ as [RowKind, number, number];
      return new ROWS[kind](this.#bytes.buffer as ArrayBuffer, this.#rows + at, length);
    }
    for (const name of Object.keys(named)) named[name] = this.#filled(named[name]);
    return named;
  }
}
