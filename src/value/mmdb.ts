/** What stands in a MaxMind database. */
export type MmdbValue =
  | string
  | number
  | boolean
  | bigint
  | Uint8Array
  | readonly MmdbValue[]
  | { readonly [key: string]: MmdbValue };

/** A MaxMind database that can be asked for addresses (source: MaxMind DB file format 2.0). */
export interface MmdbReader {
  /** For example `GeoLite2-City`. */
  readonly type: string;
  /** The entry of the narrowest range that holds an address, or undefined; addresses are 4 or 16 bytes. */
  find(address: Uint8Array): MmdbValue | undefined;
}

const MARKER = [0xab, 0xcd, 0xef, ...[...'MaxMind.com'].map((letter) => letter.charCodeAt(0))];
/** The marker stands in the last 128 KiB. */
const MARKER_REACH = 131_072;
/** Pointers and containers inside each other; real databases need about ten. */
const MAX_DEPTH = 64;
const TEXT = new TextDecoder();

class Damaged extends Error {}

/** Decodes the data section of a database. */
class Section {
  readonly #bytes: Uint8Array;
  readonly #start: number;
  readonly #view: DataView;

  constructor(bytes: Uint8Array, start: number) {
    this.#bytes = bytes;
    this.#start = start;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** The value at an offset of the file and where the next one begins. */
  read(at: number, depth = 0): readonly [value: MmdbValue, end: number] {
    if (depth > MAX_DEPTH) throw new Damaged();
    const control = this.#byte(at++);
    let type = control >> 5;
    if (type === 1) return this.#pointer(control, at, depth);
    if (type === 0) type = 7 + this.#byte(at++);
    let size = control & 31;
    if (size >= 29) {
      const extra = size - 28;
      size = [29, 285, 65_821][extra - 1]! + this.#number(at, extra);
      at += extra;
    }
    if (type === 7 || type === 11) return this.#container(type, size, at, depth);
    if (type === 14) return [size !== 0, at];
    this.#check(at, size);
    return [this.#scalar(type, at, size), at + size];
  }

  #byte(at: number): number {
    const byte = this.#bytes[at];
    if (byte === undefined) throw new Damaged();
    return byte;
  }

  #check(at: number, size: number): void {
    if (at + size > this.#bytes.length) throw new Damaged();
  }

  #number(at: number, size: number): number {
    let value = 0;
    for (let i = 0; i < size; i++) value = value * 256 + this.#byte(at + i);
    return value;
  }

  #pointer(control: number, at: number, depth: number): readonly [MmdbValue, number] {
    const size = ((control >> 3) & 3) + 1;
    const high = size === 4 ? 0 : (control & 7) * 256 ** size;
    const target = high + this.#number(at, size) + [0, 2048, 526_336, 0][size - 1]!;
    return [this.read(this.#start + target, depth + 1)[0], at + size];
  }

  #container(type: number, size: number, from: number, depth: number): readonly [MmdbValue, number] {
    let at = from;
    // A container never has more items than there are bytes left.
    this.#check(at, size);
    if (type === 11) {
      const items: MmdbValue[] = [];
      for (let i = 0; i < size; i++) {
        const [item, end] = this.read(at, depth + 1);
        items.push(item);
        at = end;
      }
      return [items, at];
    }
    const entries: [string, MmdbValue][] = [];
    for (let i = 0; i < size; i++) {
      const [key, behindKey] = this.read(at, depth + 1);
      const [value, end] = this.read(behindKey, depth + 1);
      entries.push([String(key), value]);
      at = end;
    }
    return [Object.fromEntries(entries), at];
  }

  #scalar(type: number, at: number, size: number): MmdbValue {
    switch (type) {
      case 2:
        return TEXT.decode(this.#bytes.subarray(at, at + size));
      case 3:
        return size === 8 ? this.#view.getFloat64(at) : 0;
      case 4:
        return this.#bytes.subarray(at, at + size);
      case 5:
      case 6:
        return this.#number(at, size);
      case 8:
        return this.#number(at, size) | 0;
      case 9:
      case 10: {
        let value = 0n;
        for (let i = 0; i < size; i++) value = value * 256n + BigInt(this.#byte(at + i));
        return value;
      }
      case 15:
        return size === 4 ? this.#view.getFloat32(at) : 0;
      default:
        throw new Damaged();
    }
  }
}

function markerEnd(bytes: Uint8Array): number | undefined {
  for (let at = bytes.length - MARKER.length; at >= Math.max(0, bytes.length - MARKER_REACH); at--) {
    if (MARKER.every((byte, index) => bytes[at + index] === byte)) return at + MARKER.length;
  }
  return undefined;
}

interface Tree {
  readonly nodes: number;
  readonly recordSize: number;
  readonly version: number;
}

function treeOf(metadata: MmdbValue): (Tree & { readonly type: string }) | undefined {
  if (typeof metadata !== 'object' || Array.isArray(metadata)) return undefined;
  const known = metadata as { readonly [key: string]: MmdbValue };
  const { node_count: nodes, record_size: recordSize, ip_version: version, database_type: type } = known;
  if (typeof nodes !== 'number' || typeof version !== 'number' || typeof type !== 'string') return undefined;
  return recordSize === 24 || recordSize === 28 || recordSize === 32 ? { nodes, recordSize, version, type } : undefined;
}

/** Opens a database; undefined if the bytes are none. */
export function openMmdb(bytes: Uint8Array): MmdbReader | undefined {
  const end = markerEnd(bytes);
  if (end === undefined) return undefined;
  try {
    const tree = treeOf(new Section(bytes, end).read(end)[0]);
    if (!tree || (tree.nodes * tree.recordSize) / 4 + 16 > bytes.length) return undefined;
    return { type: tree.type, find: finder(bytes, tree) };
  } catch (error) {
    if (error instanceof Damaged) return undefined;
    throw error;
  }
}

function finder(bytes: Uint8Array, { nodes, recordSize, version }: Tree): MmdbReader['find'] {
  const dataStart = (nodes * recordSize) / 4 + 16;
  const section = new Section(bytes, dataStart);
  /** The left or right record of a node of the search tree. */
  const next = (node: number, bit: number): number => {
    const at = (node * recordSize) / 4;
    if (recordSize === 24) {
      const from = at + bit * 3;
      return (bytes[from]! << 16) | (bytes[from + 1]! << 8) | bytes[from + 2]!;
    }
    if (recordSize === 32) {
      const from = at + bit * 4;
      return bytes[from]! * 0x1000000 + ((bytes[from + 1]! << 16) | (bytes[from + 2]! << 8) | bytes[from + 3]!);
    }
    const middle = bytes[at + 3]!;
    const from = at + bit * 4;
    const high = bit === 0 ? middle >> 4 : middle & 15;
    return (high << 24) | (bytes[from]! << 16) | (bytes[from + 1]! << 8) | bytes[from + 2]!;
  };
  return (address) => {
    let node = 0;
    if (version === 6 && address.length === 4) for (let i = 0; i < 96 && node < nodes; i++) node = next(node, 0);
    if (version === 4 && address.length === 16) return undefined;
    for (let i = 0; i < address.length * 8 && node < nodes; i++) {
      node = next(node, (address[i >> 3]! >> (7 - (i & 7))) & 1);
    }
    if (node <= nodes) return undefined;
    try {
      return section.read(dataStart + node - nodes - 16)[0];
    } catch (error) {
      if (error instanceof Damaged) return undefined;
      throw error;
    }
  };
}
