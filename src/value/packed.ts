/** Rows of numbers that are packed as they are. */
const ROWS = { u8: Uint8Array, u16: Uint16Array, i32: Int32Array } as const;

/** A row of numbers. */
export type NumberRow = Uint8Array | Uint16Array | Int32Array;

/** Bytes in front: how long the text is that describes the rest. */
const HEAD = 4;
/** Rows begin at multiples of it. */
const ALIGNED = 4;

const aligned = (size: number): number => Math.ceil(size / ALIGNED) * ALIGNED;

function isRow(value: unknown): value is NumberRow {
  return Object.values(ROWS).some((row) => value instanceof row);
}

/**
 * Puts plain data with rows of numbers in it into bytes, which `room` gives: JSON in which a row is a reference, and the rows behind it. No
 * name in the data begins with `$`.
 */
export function packData(
  data: object,
  room: (size: number) => Uint8Array = (size) => new Uint8Array(size),
): Uint8Array {
  const rows: NumberRow[] = [];
  let size = 0;
  const head = new TextEncoder().encode(
    JSON.stringify(data, (_, value: unknown) => {
      if (!isRow(value)) return value;
      const kind = Object.entries(ROWS).find(([, row]) => value instanceof row)![0];
      rows.push(value);
      const at = size;
      size += aligned(value.byteLength);
      return { $: [kind, at, value.length] };
    }),
  );
  const start = aligned(HEAD + head.length);
  const bytes = room(start + size);
  new DataView(bytes.buffer, bytes.byteOffset).setUint32(0, head.length, true);
  bytes.set(head, HEAD);
  let at = start;
  for (const row of rows) {
    bytes.set(new Uint8Array(row.buffer, row.byteOffset, row.byteLength), at);
    at += aligned(row.byteLength);
  }
  return bytes;
}

/** The data in bytes of `packData`, which stand at a multiple of four; its rows are views of them. */
export function unpackData(bytes: Uint8Array): unknown {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const start = bytes.byteOffset + aligned(HEAD + length);
  // A decoder takes no memory that threads share.
  const data: unknown = JSON.parse(new TextDecoder().decode(bytes.slice(HEAD, HEAD + length)));
  const filled = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) {
      for (let i = 0; i < value.length; i++) value[i] = filled(value[i]);
      return value;
    }
    const named = value as Record<string, unknown>;
    if ('$' in named) {
      const [kind, at, size] = named.$ as [keyof typeof ROWS, number, number];
      return new ROWS[kind](bytes.buffer as ArrayBuffer, start + at, size);
    }
    for (const name of Object.keys(named)) named[name] = filled(named[name]);
    return named;
  };
  return filled(data);
}
