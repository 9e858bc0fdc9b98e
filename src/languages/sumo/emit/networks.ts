import { formatIpv4, parseNetwork } from '../../../value/index.ts';
import type { Expression } from '../ast.ts';
import { callNode, NOWHERE, regexNode, stringNode } from './tree.ts';

function matches(of: Expression, source: string): Expression {
  return { kind: 'matches', left: of, pattern: regexNode(source), span: NOWHERE };
}

/** Digits that a place of a group can have, as a class; all of them are `[0-9a-f]`. */
function placeSource(digits: readonly string[]): string {
  if (digits.length === 1) return digits[0]!;
  return digits.length === 16 ? '[0-9a-f]' : `[${digits.join('')}]`;
}

/** Spellings of a group whose first bits are given: leading zeros may be left out, and zero itself may be nothing before `::`. */
function groupSource(value: number, bits: number): string {
  const free = 16 - bits;
  const places = [12, 8, 4, 0].map((shift) => {
    const low = (value >> shift) & 15;
    const open = Math.min(4, Math.max(0, free - shift));
    return Array.from({ length: 1 << open }, (_, add) => (low | add).toString(16));
  });
  const first = places.findIndex((digits) => !digits.includes('0'));
  if (first < 0) {
    // Any number up to the greatest: fewer digits are smaller numbers.
    const least = places.findIndex((digits) => digits.length > 1);
    if (least < 0) return '0{1,4}';
    const tail = places.slice(least + 1);
    const whole = [places[least]!, ...tail].map(placeSource).join('');
    return `(?:|0*${whole}${tail.length > 0 ? `|[0-9a-f]{1,${tail.length}}` : ''})`;
  }
  const digits = places.slice(first).map(placeSource).join('');
  return (first === 0 ? '' : `0{0,${first}}`) + digits;
}

/** Spellings of an address as a whole: with all groups, or with one run of zeros left out. */
function addressSource(groups: readonly number[]): string {
  const text = (list: readonly number[]): string => list.map((group) => `0*${group.toString(16)}`).join(':');
  const found = [text(groups)];
  for (const [start, first] of groups.entries())
    for (let end = start + 1; first === 0 && end <= groups.length && groups[end - 1] === 0; end++)
      found.push(`${text(groups.slice(0, start))}::${text(groups.slice(end))}`);
  return `(?:${found.join('|')})$`;
}

/** Spellings of the leading groups of a network; undefined where zeros between them could be left out. */
function groupsSource(groups: readonly number[], prefix: number): string | undefined {
  const whole = Math.floor(prefix / 16);
  const leading = groups.slice(0, whole);
  const bits = prefix % 16;
  const written = [
    ...leading.map((group) => groupSource(group, 16)),
    ...(bits > 0 ? [groupSource(groups[whole]!, bits)] : []),
  ];
  const zeros = leading.indexOf(0);
  if (zeros < 0) return `${written.join(':')}:`;
  // Zeros up to the end of the prefix may be left out together with what follows them.
  const isOpen = leading.slice(zeros).every((group) => group === 0) && (bits === 0 || groups[whole]! === 0);
  const short = leading.slice(0, zeros).map((group) => groupSource(group, 16));
  return isOpen && zeros > 0 ? `(?:${written.join(':')}:|${short.join(':')}::)` : undefined;
}

/**
 * A test for addresses of a network: IPv4 by `compareCIDRPrefix`, addresses that IPv6 maps included; IPv6 by the ways
 * to spell its groups. Undefined for a network that cannot be written.
 */
export function networkTest(of: Expression, text: string): Expression | undefined {
  const network = parseNetwork(text);
  if (!network) return undefined;
  const { bytes } = network.address;
  const { prefix } = network;
  if (bytes.length === 4) {
    const plain = callNode('replace', of, regexNode('(?i)^::ffff:'), stringNode(''));
    return callNode('compareCIDRPrefix', plain, stringNode(formatIpv4(bytes)), stringNode(String(prefix)));
  }
  const groups = Array.from({ length: 8 }, (_, index) => bytes[2 * index]! * 256 + bytes[2 * index + 1]!);
  if (prefix === 128) return matches(of, `(?i)^${addressSource(groups)}`);
  const source = prefix === 0 ? undefined : groupsSource(groups, prefix);
  return source === undefined ? undefined : matches(of, `(?i)^${source}`);
}
