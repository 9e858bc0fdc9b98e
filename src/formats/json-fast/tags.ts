import { foldName, type Raw, type RawField } from '../../event/index.ts';
import type { JsonObject, JsonValue } from '../json-value.ts';
import type { ShapedRecord } from '../shapes/shape.ts';
import { LIST, LONG_NUMBER, MOST_MEMBERS, NUMBER, OBJECT, STRING } from './layout.ts';
import { MISSING, UNTOLD } from './line-plan.ts';

/** Time of the first tag, in ms. */
const EPOCH = Date.UTC(2001, 0, 1);
const FIRST_TEXT = 1_000_000;
const FIRST_NUMBER = 3_000_000;

/** Texts that stand for members in a rehearsal: times, or digits. Made when the first is asked for: most runs rehearse nothing. */
class TagSet {
  readonly #tagOf: (member: number) => string;
  #tags: readonly string[] | undefined;
  #members: ReadonlyMap<string, number> | undefined;

  constructor(tagOf: (member: number) => string) {
    this.#tagOf = tagOf;
  }

  get texts(): readonly string[] {
    return (this.#tags ??= Array.from({ length: MOST_MEMBERS }, (_, member) => this.#tagOf(member)));
  }

  get members(): ReadonlyMap<string, number> {
    return (this.#members ??= new Map(this.texts.map((tag, member) => [tag, member])));
  }
}

const TAGS = {
  times: new TagSet((member) => new Date(EPOCH + member).toISOString()),
  digits: new TagSet((member) => String(FIRST_TEXT + member)),
};

export type Tags = keyof typeof TAGS;

function memberOfText(text: string, tags: Tags): number {
  return TAGS[tags].members.get(text) ?? UNTOLD;
}

/** The member whose tag became a field's value, whole. */
function memberOf(value: Raw, tags: Tags): number {
  if (Array.isArray(value)) return value.length === 1 ? memberOf(value[0], tags) : UNTOLD;
  if (typeof value === 'number') return value >= FIRST_NUMBER ? value - FIRST_NUMBER : UNTOLD;
  if (typeof value !== 'string') return UNTOLD;
  return memberOfText(value.startsWith('{"t":"') ? value.slice(6, -2) : value, tags);
}

/** The text that stands for a member. */
export function tagOf(member: number, tags: Tags): string {
  return TAGS[tags].texts[member]!;
}

/** The object with a tag for each value; `keepsKinds` leaves numbers numbers, and empty texts and words as they are. */
export function tagged(keys: readonly Key[], tags: Tags, keepsKinds: boolean): JsonObject {
  const value = ({ member, kind, given }: Key): JsonValue => {
    const tag = tagOf(member, tags);
    if (kind === OBJECT) return { t: tag };
    if (kind === LIST) return [tag];
    if (!keepsKinds || kind === STRING) return tag;
    // A long number may be either; where a header or time is made of it, values decide.
    if (kind === LONG_NUMBER) return tags === 'times' ? tag : FIRST_NUMBER + member;
    return kind === NUMBER ? FIRST_NUMBER + member : given;
  };
  return Object.fromEntries(keys.map((key) => [key.name, value(key)]));
}

/** A key of an object, with the value of the one at hand. */
export interface Key {
  readonly name: string;
  readonly member: number;
  readonly kind: number;
  readonly given: JsonValue;
}

/** Members by folded names, where both readings have the same, or there is no second; the first writer of a name wins. */
export function placesOf(
  byTimes: readonly RawField[],
  byDigits: readonly RawField[] | undefined,
  places: Map<string, number>,
): void {
  for (const [i, [name, value]] of byTimes.entries()) {
    const folded = foldName(name);
    const member = memberOf(value, 'times');
    const isSame = !byDigits || member === memberOf(byDigits[i]?.[1], 'digits');
    if (!places.has(folded)) places.set(folded, isSame ? member : UNTOLD);
  }
}

/** The members that a header was made of, by readings with both tags; the second is needed only where the first has no id. */
export function headerMembers(byTimes: ShapedRecord, byDigits: ShapedRecord | undefined) {
  const ofText = (text: string | undefined) => (text === undefined ? MISSING : memberOfText(text, 'times'));
  const ofId = ({ header: { eventId } }: ShapedRecord, first: number) =>
    eventId === undefined ? MISSING : eventId - first;
  const number = ofId(byTimes, FIRST_NUMBER);
  return {
    channel: ofText(byTimes.header.channel),
    provider: ofText(byTimes.header.provider),
    eventId: number === MISSING && byDigits ? ofId(byDigits, FIRST_TEXT) : number,
  };
}

/** The member that a time was made of. */
export function timeMember({ time }: ShapedRecord): number {
  return time === undefined ? MISSING : time.ms - EPOCH;
}
