import { parseNetwork } from '../src/value/index.ts';

const encoder = new TextEncoder();

type Data = string | number | boolean | readonly Data[] | { readonly [key: string]: Data };

function control(type: number, size: number): number[] {
  if (size >= 285) throw new Error('the writer makes short values only');
  const head = type > 7 ? [0, type - 7] : [type << 5];
  const extra = size >= 29 ? [size - 29] : [];
  head[0] = head[0]! | Math.min(size, 29);
  return [...head, ...extra];
}

/** Encodes a value as the data section of a MaxMind database has it. */
function encode(value: Data): number[] {
  if (typeof value === 'string') {
    const bytes = [...encoder.encode(value)];
    return [...control(2, bytes.length), ...bytes];
  }
  if (typeof value === 'boolean') return control(14, value ? 1 : 0);
  if (typeof value === 'number') {
    if (!Number.isInteger(value)) {
      const view = new DataView(new ArrayBuffer(8));
      view.setFloat64(0, value);
      return [...control(3, 8), ...new Uint8Array(view.buffer)];
    }
    const bytes: number[] = [];
    for (let rest = value; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
    return [...control(6, bytes.length), ...bytes];
  }
  if (Array.isArray(value)) return [...control(11, value.length), ...(value as Data[]).flatMap(encode)];
  const entries = Object.entries(value as { readonly [key: string]: Data });
  return [...control(7, entries.length), ...entries.flatMap(([key, item]) => [...encode(key), ...encode(item)])];
}

interface Node {
  readonly records: [Node | number | undefined, Node | number | undefined];
}

/** Writes a MaxMind database of IPv4 networks with records of 24 or 28 bits. */
export function writeMmdb(
  type: string,
  networks: readonly (readonly [network: string, entry: Data])[],
  recordSize: 24 | 28 | 32 = 24,
): Uint8Array {
  const root: Node = { records: [undefined, undefined] };
  const data: number[] = [];
  for (const [network, entry] of networks) {
    const { address, prefix } = parseNetwork(network)!;
    let node = root;
    for (let bit = 0; bit < prefix; bit++) {
      const side = ((address.bytes[bit >> 3]! >> (7 - (bit & 7))) & 1) as 0 | 1;
      if (bit === prefix - 1) node.records[side] = data.length;
      else {
        const next = node.records[side];
        const inner: Node = typeof next === 'object' ? next : { records: [undefined, undefined] };
        node.records[side] = inner;
        node = inner;
      }
    }
    data.push(...encode(entry));
  }
  const nodes: Node[] = [root];
  for (const node of nodes) for (const record of node.records) if (typeof record === 'object') nodes.push(record);
  const numbers = new Map(nodes.map((node, index) => [node, index]));
  const numberOf = (record: Node | number | undefined): number =>
    record === undefined
      ? nodes.length
      : typeof record === 'object'
        ? numbers.get(record)!
        : nodes.length + 16 + record;
  const tree: number[] = [];
  for (const { records } of nodes) {
    const [left, right] = [numberOf(records[0]), numberOf(records[1])];
    const low = (number: number): number[] => [(number >> 16) & 255, (number >> 8) & 255, number & 255];
    if (recordSize === 24) tree.push(...low(left), ...low(right));
    else if (recordSize === 28) tree.push(...low(left), ((left >> 24) << 4) | (right >> 24), ...low(right));
    else tree.push(left >>> 24, ...low(left), right >>> 24, ...low(right));
  }
  const metadata = { node_count: nodes.length, record_size: recordSize, ip_version: 4, database_type: type };
  const marker = [0xab, 0xcd, 0xef, ...encoder.encode('MaxMind.com')];
  return Uint8Array.from([...tree, ...new Array(16).fill(0), ...data, ...marker, ...encode(metadata)]);
}
