/** An address: four or sixteen bytes; an IPv4-mapped IPv6 address is `version` 6 with the IPv4 address in `mapped`. */
export interface IpAddress {
  readonly version: 4 | 6;
  readonly bytes: readonly number[];
  readonly mapped: IpAddress | undefined;
}

/** A network: the address as written and the number of leading bits that count. */
export interface IpNetwork {
  readonly address: IpAddress;
  readonly prefix: number;
}

/** Reads a dotted IPv4 address of four decimal numbers without leading zeros; undefined if it is none. */
export function parseIpv4(text: string): IpAddress | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  if (!match) return undefined;
  const bytes: number[] = [];
  for (const part of match.slice(1)) {
    if (part.length > 1 && part.startsWith('0')) return undefined;
    if (Number(part) > 255) return undefined;
    bytes.push(Number(part));
  }
  return { version: 4, bytes, mapped: undefined };
}

function parseGroups(text: string): number[] | undefined {
  if (text === '') return [];
  const bytes: number[] = [];
  const parts = text.split(':');
  for (const [i, part] of parts.entries()) {
    if (i === parts.length - 1 && part.includes('.')) {
      const tail = parseIpv4(part);
      if (!tail) return undefined;
      bytes.push(...tail.bytes);
    } else {
      if (!/^[0-9a-fA-F]{1,4}$/.test(part)) return undefined;
      const group = Number.parseInt(part, 16);
      bytes.push(group >> 8, group & 255);
    }
  }
  return bytes;
}

/** Reads an IPv6 address (RFC 4291), compressed or not, with a dotted tail or a `%zone` at the end, which is ignored; undefined if it is none. */
export function parseIpv6(text: string): IpAddress | undefined {
  const plain = /^([^%]*)(?:%[\w.-]+)?$/.exec(text)?.[1];
  if (plain === undefined || !plain.includes(':')) return undefined;
  const halves = plain.split('::');
  if (halves.length > 2) return undefined;
  const head = parseGroups(halves[0]!);
  const tail = halves.length === 2 ? parseGroups(halves[1]!) : [];
  if (!head || !tail || (halves.length === 2 && halves[0]!.includes('.'))) return undefined;
  const missing = 16 - head.length - tail.length;
  if (halves.length === 2 ? missing < 2 : missing !== 0) return undefined;
  const bytes = [...head, ...Array.from({ length: missing }, () => 0), ...tail];
  const isMapped = bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 255 && bytes[11] === 255;
  return {
    version: 6,
    bytes,
    mapped: isMapped ? { version: 4, bytes: bytes.slice(12), mapped: undefined } : undefined,
  };
}

/** Reads an address of either version; undefined if the text is none (ports, brackets and blanks are not allowed). */
export function parseIp(text: string): IpAddress | undefined {
  return text.includes(':') ? parseIpv6(text) : parseIpv4(text);
}

/** Reads `address/prefix`; an address alone is a network of one host; undefined for a fault. Host bits may be set: see `hasHostBits`. */
export function parseNetwork(text: string): IpNetwork | undefined {
  const match = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text.trim());
  const address = match && parseIp(match[1]!);
  if (!address) return undefined;
  const prefix = match[2] === undefined ? address.bytes.length * 8 : Number(match[2]);
  return prefix <= address.bytes.length * 8 ? { address, prefix } : undefined;
}

/** True if bits behind the prefix are set, which Sigma calls an error (spec sigma, modifier cidr). */
export function hasHostBits({ address, prefix }: IpNetwork): boolean {
  return address.bytes.some((byte, i) => byte !== (byte & maskByte(prefix, i)));
}

function maskByte(prefix: number, index: number): number {
  const bits = Math.min(8, Math.max(0, prefix - index * 8));
  return (0xff00 >> bits) & 0xff;
}

/** True if two addresses of one version agree in their first bits. */
export function sharePrefix(a: IpAddress, b: IpAddress, prefix: number): boolean {
  if (a.version !== b.version) return false;
  return a.bytes.every((byte, i) => ((byte ^ b.bytes[i]!) & maskByte(prefix, i)) === 0);
}

/** True if the address lies in the network; an IPv4-mapped address lies in IPv4 networks too (spec sigma, test 30). */
export function isInNetwork(address: IpAddress, network: IpNetwork): boolean {
  if (sharePrefix(address, network.address, network.prefix)) return true;
  return (
    network.address.version === 4 &&
    address.mapped !== undefined &&
    sharePrefix(address.mapped, network.address, network.prefix)
  );
}

/** Makes a test of texts for a network; text that is no address is not in it. Undefined if the network is faulty. */
export function compileCidr(text: string): ((value: string) => boolean) | undefined {
  const network = parseNetwork(text);
  if (!network) return undefined;
  return (value) => {
    const address = parseIp(value.trim());
    return address !== undefined && isInNetwork(address, network);
  };
}

/** Text of an IPv4 address from its bytes. */
export function formatIpv4(bytes: readonly number[]): string {
  return bytes.join('.');
}

/** The address with the bits behind the prefix cleared. */
export function maskAddress(address: IpAddress, prefix: number): IpAddress {
  return {
    version: address.version,
    bytes: address.bytes.map((byte, i) => byte & maskByte(prefix, i)),
    mapped: undefined,
  };
}

/** Net mask of an IPv4 prefix length as bytes. */
export function netmask(prefix: number): readonly number[] {
  return [0, 1, 2, 3].map((i) => maskByte(prefix, i));
}

function networks(...texts: readonly string[]): readonly IpNetwork[] {
  return texts.map((text) => parseNetwork(text)!);
}

/** Private IPv4 networks of RFC 1918. */
const PRIVATE = networks('10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16');

/** IPv4 networks of the IANA special-purpose registry that are neither private nor public, multicast and future use included. */
const RESERVED = networks(
  '0.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
);

/** True for an IPv4 address of RFC 1918; loopback is not private (spec sumo §12). */
export function isPrivateAddress(address: IpAddress): boolean {
  return PRIVATE.some((network) => isInNetwork(address, network));
}

/** True for an IPv4 address of a special-purpose network that is not private (source: IANA special-purpose registry). */
export function isReservedAddress(address: IpAddress): boolean {
  return RESERVED.some((network) => isInNetwork(address, network));
}
