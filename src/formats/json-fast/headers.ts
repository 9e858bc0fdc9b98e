import type { EventHeader } from '../../event/index.ts';
import { integerOf } from '../shapes/shape.ts';
import { ZERO } from './bytes.ts';
import { type HeaderName, HeaderNames } from './header-names.ts';
import { KeyBytes } from './key-bytes.ts';
import { NUMBER, STRING } from './layout.ts';
import { memberValue } from './member-value.ts';
import type { Members } from './members.ts';

/** The members that hold a header's values, -1 where there is none. */
export interface HeaderMembers {
  readonly channel: number;
  readonly provider: number;
  readonly eventId: number;
}

const NO_BYTES = new KeyBytes(new Uint8Array(0));

/** The header that a kind of line had last: its names are compared before they are looked up. */
export class LastHeader {
  header: EventHeader | undefined;
  channel = NO_BYTES;
  provider = NO_BYTES;
}

/** Digits of an integer that is read without a string. */
const SHORT = 9;
/** Headers remembered at most. */
const MOST = 50_000;
const NO_NAME: HeaderName = { number: 0, text: '', key: NO_BYTES, next: undefined };

function stands(name: KeyBytes, { view, starts, ends, kinds }: Members, member: number): boolean {
  if (member < 0 || kinds[member] !== STRING) return name === NO_BYTES;
  return name.standsAt(view, starts[member]!, ends[member]! - starts[member]!);
}

function eventIdOf(scanner: Members, member: number): number | undefined {
  if (member < 0) return undefined;
  const { bytes, starts, ends } = scanner;
  const kind = scanner.kinds[member];
  if (kind !== NUMBER && kind !== STRING) return undefined;
  const end = ends[member]!;
  let number = 0;
  let at = starts[member]!;
  if (end - at <= SHORT) {
    while (at < end) {
      const digit = bytes[at]! - ZERO;
      if (digit < 0 || digit > 9) break;
      number = number * 10 + digit;
      at++;
    }
    if (at === end) return number;
  }
  return integerOf(memberValue(scanner, member));
}

/** True if a member is an integer in the usual form, without zeros before it. */
export function isPlainInteger({ bytes, starts, ends, kinds }: Members, member: number): boolean {
  if (kinds[member] === NUMBER) return true;
  if (kinds[member] !== STRING) return false;
  const [start, end] = [starts[member]!, ends[member]!];
  let at = start;
  while (at < end && bytes[at]! >= ZERO && bytes[at]! <= ZERO + 9) at++;
  return at === end && (bytes[start] !== ZERO || end - start === 1);
}

/** The headers met so far, each one object, so that what is known of a header can be kept beside it. */
export class Headers {
  readonly #names = new HeaderNames();
  readonly #byNames = new Map<number, Map<number | undefined, EventHeader>>();
  #count = 0;

  /** The header of the object that was scanned. */
  of(scanner: Members, members: HeaderMembers, last: LastHeader): EventHeader {
    const eventId = eventIdOf(scanner, members.eventId);
    const { header } = last;
    if (
      header &&
      Object.is(header.eventId, eventId) &&
      stands(last.channel, scanner, members.channel) &&
      stands(last.provider, scanner, members.provider)
    ) {
      return header;
    }
    const channel = this.#name(scanner, members.channel);
    const provider = this.#name(scanner, members.provider);
    last.channel = channel.key;
    last.provider = provider.key;
    last.header = this.#known(channel, provider, eventId);
    return last.header;
  }

  #known(channel: HeaderName, provider: HeaderName, eventId: number | undefined): EventHeader {
    const key = channel.number * 65_536 + provider.number;
    let byId = this.#byNames.get(key);
    if (!byId) {
      byId = new Map();
      this.#byNames.set(key, byId);
    }
    const known = byId.get(eventId);
    const isWhole = (name: HeaderName): boolean => name === NO_NAME || name.number > 0;
    // A map takes -0 for 0; names without a number share one.
    const isKept = !Object.is(eventId, -0) && isWhole(channel) && isWhole(provider);
    if (known && isKept) return known;
    const header = { channel: channel.text || undefined, provider: provider.text || undefined, eventId };
    if (isKept && this.#count < MOST) {
      this.#count++;
      byId.set(eventId, header);
    }
    return header;
  }

  #name(scanner: Members, member: number): HeaderName {
    if (member < 0 || scanner.kinds[member] !== STRING) return NO_NAME;
    const { bytes, starts, ends } = scanner;
    return this.#names.find(bytes, starts[member]!, ends[member]!, () => String(memberValue(scanner, member)));
  }
}
