import {
  formatIpv4,
  type IpAddress,
  isPrivateAddress,
  isReservedAddress,
  maskAddress,
  netmask,
  parseIp,
  parseIpv4,
  parseIpv6,
  sharePrefix,
  toNumber,
  toText,
  toWhole,
  type Value,
} from '../value/index.ts';
import { defineFunction, type FunctionContext, type FunctionDefinition } from './function-definition.ts';

/** An IPv4 test whose service drops the row of an invalid address; here false with a warning (spec sumo §12). */
function testIpv4(value: Value, test: (address: IpAddress) => boolean, context: FunctionContext): boolean {
  const address = parseIpv4(toText(value) ?? '');
  if (!address)
    context.warn(
      'function/not-an-address',
      'Some values are no IPv4 address: the test is false here, the service drops the row.',
    );
  return address !== undefined && test(address);
}

/** A prefix length, which is usually text, as bits; undefined if it does not fit the address. */
function prefixOf(value: Value, address: IpAddress): number | undefined {
  const prefix = toWhole(value);
  return prefix !== null && prefix >= 0 && prefix <= address.bytes.length * 8 ? prefix : undefined;
}

function sameNetwork([first, second, bits]: readonly Value[]): boolean {
  const [a, b] = [parseIp(toText(first)!), parseIp(toText(second)!)];
  if (!a || !b) return false;
  const prefix = prefixOf(bits, a);
  return prefix !== undefined && sharePrefix(a, b, prefix);
}

const EARTH_RADIUS_KM = 6372.8;

/** Great-circle distance on a sphere of radius 6372.8 km, which the documentation's own figure asks for (spec sumo §12). */
function haversine(values: readonly Value[]): number | null {
  const degrees = values.map(toNumber);
  if (degrees.some((value) => value === null)) return null;
  const [lat1, lon1, lat2, lon2] = degrees.map((value) => (value! * Math.PI) / 180) as [number, number, number, number];
  const a = Math.sin((lat2 - lat1) / 2) ** 2 + Math.cos(lat1) * Math.cos(lat2) * Math.sin((lon2 - lon1) / 2) ** 2;
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(a)));
}

function validity(
  name: string,
  summary: string,
  parse: (text: string) => IpAddress | undefined,
  examples: readonly (readonly Value[])[],
): FunctionDefinition {
  return defineFunction({
    name,
    parameters: 'address',
    returns: 'boolean',
    nulls: 'own',
    summary,
    examples,
    evaluate: ([value]) => parse(toText(value) ?? '') !== undefined,
  });
}

/** Functions of network addresses and of places on Earth. */
export const NETWORKS: readonly FunctionDefinition[] = [
  validity('ip.isValid', 'True for an IPv4 or IPv6 address.', parseIp, [
    ['10.0.0.1', true],
    ['fe80::1%eth0', true],
    ['-', false],
    [null, false],
  ]),
  validity('ip.isValidV4', 'True for an IPv4 address.', parseIpv4, [
    ['10.0.0.1', true],
    ['::1', false],
  ]),
  validity('ip.isValidV6', 'True for an IPv6 address.', parseIpv6, [
    ['::ffff:10.0.0.1', true],
    ['10.0.0.1', false],
  ]),
  defineFunction({
    name: 'ip.isPrivate',
    parameters: 'address',
    returns: 'boolean',
    summary:
      'True for an IPv4 address of a private network (RFC 1918); false with a warning for what is no IPv4 address.',
    examples: [
      ['192.168.7.7', true],
      ['127.0.0.1', false],
      ['8.8.8.8', false],
      ['::1', false],
      [null, null],
    ],
    evaluate: ([value], context) => testIpv4(value, isPrivateAddress, context),
  }),
  defineFunction({
    name: 'ip.isPublic',
    parameters: 'address',
    returns: 'boolean',
    summary: 'True for an IPv4 address that is neither private nor reserved.',
    examples: [
      ['8.8.8.8', true],
      ['10.0.0.1', false],
      ['127.0.0.1', false],
    ],
    evaluate: ([value], context) =>
      testIpv4(value, (address) => !isPrivateAddress(address) && !isReservedAddress(address), context),
  }),
  defineFunction({
    name: 'ip.isReserved',
    parameters: 'address',
    returns: 'boolean',
    summary: 'True for an IPv4 address of a special-purpose network that is not private, such as loopback.',
    examples: [
      ['127.0.0.1', true],
      ['10.0.0.1', false],
    ],
    evaluate: ([value], context) => testIpv4(value, isReservedAddress, context),
  }),
  defineFunction({
    name: 'ip.sameNetwork',
    parameters: 'first, second, prefix',
    returns: 'boolean',
    summary: 'True if two addresses agree in their first bits.',
    examples: [
      ['10.1.2.3', '10.0.0.0', '8', true],
      ['10.1.2.3', '10.2.0.0', 16, false],
      ['x', '10.0.0.0', '8', false],
    ],
    evaluate: (args) => sameNetwork(args),
  }),
  defineFunction({
    name: 'ip.network',
    parameters: 'address, prefix',
    returns: 'text',
    summary: 'Network address of an IPv4 address; null if address or prefix are none.',
    examples: [
      ['10.1.2.3', '16', '10.1.0.0'],
      ['10.1.2.3', '33', null],
      ['x', '8', null],
    ],
    evaluate: ([value, bits]) => {
      const address = parseIpv4(toText(value)!);
      const prefix = address && prefixOf(bits, address);
      return address && prefix !== undefined ? formatIpv4(maskAddress(address, prefix).bytes) : null;
    },
  }),
  defineFunction({
    name: 'ip.mask',
    parameters: 'prefix',
    returns: 'text',
    summary: 'Net mask of an IPv4 prefix length; null for a length that is none.',
    examples: [
      ['20', '255.255.240.0'],
      ['40', null],
    ],
    evaluate: ([bits]) => {
      const prefix = toWhole(bits);
      return prefix === null || prefix < 0 || prefix > 32 ? null : formatIpv4(netmask(prefix));
    },
  }),
  defineFunction({
    name: 'ip.toNumber',
    parameters: 'address',
    returns: 'long',
    summary: 'An IPv4 address as a whole number; null if it is none.',
    examples: [
      ['10.0.0.1', 167772161],
      ['255.255.255.255', 4294967295],
      ['x', null],
    ],
    evaluate: ([value]) => parseIpv4(toText(value)!)?.bytes.reduce((sum, byte) => sum * 256 + byte, 0) ?? null,
  }),
  defineFunction({
    name: 'geo.haversine',
    parameters: 'lat1: double, lon1: double, lat2: double, lon2: double',
    returns: 'double',
    summary: 'Distance of two places in kilometers on a sphere of radius 6372.8 km.',
    examples: [
      [0, 0, 0, 0, 0],
      [0, 0, '0', '180', Math.PI * EARTH_RADIUS_KM],
      ['x', 0, 0, 0, null],
    ],
    evaluate: (args) => haversine(args),
  }),
];
