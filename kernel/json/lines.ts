import {
  COUNT,
  ENDS,
  H_CHANNEL,
  H_COUNT,
  H_EARLIEST,
  H_EVENT_ID,
  H_LATEST,
  H_MEMO,
  H_NEXT,
  H_PROVIDER,
  H_SIEVE,
  HEADER_AT,
  KINDS,
  NO_SIEVE,
  NODE,
  NUMBER,
  RECALL,
  RECALLED,
  RESULT,
  STARTS,
  STATE,
  STOPPED_AT,
  STRANGE,
  STRING,
  TURNED_DOWN,
  V_CHANNEL,
  V_COUNT,
  V_ENVELOPES,
  V_EVENT_ID,
  V_HEADERS,
  V_KINDS,
  V_NODE,
  V_PROVIDER,
  V_TIME,
  VARIANT,
  VARIANT_SLOTS,
  VARIANTS,
} from '../../src/formats/json-fast/layout';
import { NOTHING } from '../../src/formats/recall-layout';
import { codeOfEvent, learnEvent, recallAt } from '../recall';
import { isSame } from '../same';
import { isShown } from '../sieve';
import { line } from './line';
import { NO_TIME, timeOfMember } from './times';

// Passes over lines whose header the gate turned down before, as the reader told: those that are scanned whole, have the same keys with
// values of the same kinds, and the same bytes where the header's values stand. Of other headers those are passed over of which a sieve
// shows that nobody wants them.

const BLANK = 0x20;
const ZERO = 0x30;
const NO_ID = -1;
const ODD_ID = -2;
/** Digits of an id that is read. */
const MOST_DIGITS = 9;

/** What was made of a line like the one looked at last. */
let recalled: i32 = 0;

/** Looks at lines up to an end; the state says where the one stands at which it stopped, and what its scan gave. */
export function lines(start: i32, end: i32): void {
  let at = start;
  let result = 0;
  let passed = 0;
  let known = 0;
  recallAt(RECALL);
  while (at < end) {
    recalled = 0;
    result = line(at);
    if (result < 0) break;
    const variant = variantOfLine();
    const header = variant === 0 ? 0 : headerOf(variant);
    if (header === 0 || !isTurnedDown(header, variant, at, result)) {
      known = header;
      break;
    }
    store<i32>(header, load<i32>(header, H_COUNT) + 1, H_COUNT);
    passed++;
    at = result + 1;
  }
  store<i32>(STATE, at, STOPPED_AT);
  store<i32>(STATE, result, RESULT);
  store<i32>(STATE, passed, TURNED_DOWN);
  store<i32>(STATE, known, HEADER_AT);
  store<i32>(STATE, recalled, RECALLED);
}

/** Learns what was made of the line at which it stopped, whose numbers stand in their place; how that went is as in recall-layout.ts. */
export function learn(memo: i32, code: i32, asked: i32): i32 {
  return learnEvent<u8>(memo, code, asked);
}

/** Whether the line between two addresses is turned down by its header, or by its sieve or as others were, which takes note of its time then. */
function isTurnedDown(header: i32, variant: i32, start: i32, end: i32): bool {
  const sieve = load<i32>(header, H_SIEVE);
  if (sieve === 0) return true;
  const behind = load<i32>(STATE, STRANGE) === 0 ? end : 0;
  if (sieve === NO_SIEVE || !isShown<u8>(sieve, start, behind)) {
    const memo = load<i32>(header, H_MEMO);
    recalled = memo > 0 ? codeOfEvent<u8>(memo, start, behind) : 0;
    if (recalled !== NOTHING) return false;
  }
  const time = timeOfMember(load<i32>(variant, V_TIME));
  if (time === NO_TIME) return false;
  const isFirst = load<i32>(header, H_COUNT) === 0;
  if (isFirst || time < load<f64>(header, H_EARLIEST)) store<f64>(header, time, H_EARLIEST);
  if (isFirst || time > load<f64>(header, H_LATEST)) store<f64>(header, time, H_LATEST);
  return true;
}

/** The header of the line scanned last among those that were told of its variant, 0 if it is none of them. */
function headerOf(variant: i32): i32 {
  const envelopes = load<i32>(variant, V_ENVELOPES);
  for (let i = 1; i <= load<i32>(envelopes); i++) if (mayBeEvent(load<i32>(envelopes + 4 * i))) return 0;
  const id = idOf(load<i32>(variant, V_EVENT_ID));
  if (id === ODD_ID) return 0;
  const channel = load<i32>(variant, V_CHANNEL);
  const provider = load<i32>(variant, V_PROVIDER);
  let header = load<i32>(variant, V_HEADERS);
  for (; header !== 0; header = load<i32>(header, H_NEXT)) {
    if (load<i32>(header, H_EVENT_ID) !== id) continue;
    if (isName(channel, header + H_CHANNEL) && isName(provider, header + H_PROVIDER)) break;
  }
  return header;
}

function startOf(member: i32): i32 {
  return load<i32>(STARTS + 4 * member);
}

function lengthOf(member: i32): i32 {
  return load<i32>(ENDS + 4 * member) - startOf(member);
}

/** What is known of lines like that scanned last, 0 if nothing is. */
function variantOfLine(): i32 {
  const count = load<i32>(STATE, COUNT);
  const node = load<i32>(STATE, NODE);
  // Behind the last member there may be kinds of another object.
  store<u64>(KINDS + count, 0);
  let hash = hashOfVariant(node, load<i32>(KINDS));
  let variant = VARIANTS + VARIANT * (hash & (VARIANT_SLOTS - 1));
  while (load<i32>(variant, V_NODE) !== 0) {
    const isIt = load<i32>(variant, V_NODE) === node + 1 && load<i32>(variant, V_COUNT) === count;
    if (isIt && isSame(load<i32>(variant, V_KINDS), KINDS, count)) return variant;
    hash++;
    variant = VARIANTS + VARIANT * (hash & (VARIANT_SLOTS - 1));
  }
  return 0;
}

export function hashOfVariant(node: i32, kinds: i32): i32 {
  const hash = node * 0x2c1b_3c6d + kinds * 0x297a_2d39;
  return (hash ^ (hash >>> 15)) & 0x3fff_ffff;
}

/** False unless a text begins as an event does, or with a sign that says nothing. */
function mayBeEvent(member: i32): bool {
  const first: i32 = load<u8>(startOf(member));
  return first <= BLANK || first >= 0x7b || first === 0x5c || first === 0x3c || first === 0x69;
}

/** An id in the usual form: a whole number without zeros before it. */
function idOf(member: i32): i32 {
  if (member < 0) return NO_ID;
  const kind = load<u8>(KINDS + member);
  const start = startOf(member);
  const length = lengthOf(member);
  if ((kind !== NUMBER && kind !== STRING) || length > MOST_DIGITS) return ODD_ID;
  if (load<u8>(start) === ZERO && length > 1) return ODD_ID;
  let id = 0;
  for (let i = 0; i < length; i++) {
    const digit: i32 = <i32>load<u8>(start + i) - ZERO;
    if (<u32>digit > 9) return ODD_ID;
    id = 10 * id + digit;
  }
  return id;
}

/** Whether a member is a name: its place and length, the latter -1 where no text is meant. */
function isName(member: i32, name: i32): bool {
  const length = load<i32>(name, 4);
  if (member < 0 || load<u8>(KINDS + member) !== STRING) return length < 0;
  return lengthOf(member) === length && isSame(load<i32>(name), startOf(member), length);
}
