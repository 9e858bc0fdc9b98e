import { foldName, type Raw, type RawField } from '../../event/index.ts';
import type { JsonObject, JsonValue } from '../json-value.ts';
import { shapedOf } from '../shaped.ts';
import { SHAPES } from '../shapes/index.ts';
import type { ShapedRecord } from '../shapes/shape.ts';
import { HABITS, textsThatDecide } from './habits.ts';
import { LIST, LONG_NUMBER, MOST_MEMBERS, NUMBER, OBJECT, STRING } from './layout.ts';
import { isInside, LinePlan, MISSING, UNTOLD } from './line-plan.ts';

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

type Tags = keyof typeof TAGS;

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

/** The object with a tag for each value; `keepsKinds` leaves numbers numbers, and empty texts and words as they are. */
function tagged(keys: readonly Key[], tags: Tags, keepsKinds: boolean): JsonObject {
  const value = ({ member, kind, given }: Key): JsonValue => {
    const tag = TAGS[tags].texts[member]!;
    if (kind === OBJECT) return { t: tag };
    if (kind === LIST) return [tag];
    if (!keepsKinds || kind === STRING) return tag;
    // A long number may be either; where a header or time is made of it, values decide.
    if (kind === LONG_NUMBER) return tags === 'times' ? tag : FIRST_NUMBER + member;
    return kind === NUMBER ? FIRST_NUMBER + member : given;
  };
  return Object.fromEntries(keys.map((key) => [key.name, value(key)]));
}

interface Key {
  readonly name: string;
  readonly member: number;
  readonly kind: number;
  readonly given: JsonValue;
}

/** Names of the fields of two readings agree. */
function sameNames(a: readonly RawField[], b: readonly RawField[]): boolean {
  return a.length === b.length && a.every(([name], i) => name === b[i]![0]);
}

/** Members by folded names, where both readings have the same, or there is no second; the first writer of a name wins. */
function placesOf(
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

function headerMembers(byTimes: ShapedRecord, byDigits: ShapedRecord | undefined) {
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

/** The shape of an object and the members whose texts have a part in it, if keys and kinds decide else. */
function decisionOf(object: JsonObject, names: readonly string[], kinds: Uint8Array) {
  const asked = new Set<string>();
  const watched = new Proxy(object, {
    get(target, key) {
      asked.add(String(key));
      return Reflect.get(target, key) as unknown;
    },
  });
  const { shape } = shapedOf(watched);
  const given = [...asked].filter((key) => names.includes(key));
  const texts = textsThatDecide(
    given.map((key) => {
      const kind = kinds[names.indexOf(key)];
      return [key, kind === OBJECT || kind === LIST ? 'nested' : kind === STRING ? 'text' : 'plain'] as const;
    }),
  );
  // This object's text is an event itself, so that it says nothing of the others.
  if (texts && texts.length > 0 && shape !== 'json') return undefined;
  return texts && { shape, envelopes: texts.map((key) => names.indexOf(key)) };
}

/** The plan of objects with the keys and kinds of this one; null if values decide how they are read. */
export function rehearse(object: JsonObject, names: readonly string[], kinds: Uint8Array): LinePlan | null {
  const decision = decisionOf(object, names, kinds);
  const shape = decision && SHAPES.find(({ name }) => name === decision.shape);
  const habits = shape && HABITS.get(shape.name);
  if (!decision || !habits) return null;
  const isNested = (_: string, member: number): boolean => kinds[member] === OBJECT || kinds[member] === LIST;
  if (names.some((name, member) => isNested(name, member) && habits.headerInside.has(name))) return null;

  const opaque = habits.opaque(new Set(names));
  const keys = names
    .map((name, member): Key => ({ name, member, kind: kinds[member]!, given: object[name]! }))
    .filter(({ name }) => !opaque.some(({ key }) => key === name));
  const read = (one: JsonObject): ShapedRecord => shape.read(one, undefined);
  const isTold = keys.every(({ kind }) => kind === STRING || kind === NUMBER || kind === LONG_NUMBER);
  const ofKinds = read(tagged(keys, 'times', true));
  const isSimple = isTold && habits.isFlat === true && !keys.some(({ kind }) => kind === LONG_NUMBER);
  const given = isSimple ? ofKinds : read(Object.fromEntries(keys.map(({ name, given }) => [name, given])));
  const idOfKinds = isSimple && ofKinds.header.eventId !== undefined ? undefined : read(tagged(keys, 'digits', true));
  const byTimes = isTold ? ofKinds : read(tagged(keys, 'times', false));
  const byDigits = isSimple ? undefined : isTold ? idOfKinds : read(tagged(keys, 'digits', false));
  if (!sameNames(given.payload, byTimes.payload) || !sameNames(given.system, byTimes.system)) return null;
  if (given.isRawRebuilt || given.payloadKind !== byTimes.payloadKind) return null;
  if (given.lossy && !habits.worst) return null;
  const header = headerMembers(ofKinds, idOfKinds);
  const time = ofKinds.time === undefined ? MISSING : ofKinds.time.ms - EPOCH;
  const isText = (member: number): boolean => member === MISSING || kinds[member] === STRING;
  if (!isText(header.channel) || !isText(header.provider) || !isText(time)) return null;
  if (!isText(header.eventId) && kinds[header.eventId] !== NUMBER) return null;

  const places = new Map<string, number>();
  for (const name of opaque.flatMap(({ names }) => names)) places.set(name, UNTOLD);
  placesOf(byTimes.payload, byDigits?.payload, places);
  placesOf(byTimes.system, byDigits?.system, places);
  const nested = names.filter(isNested).map(foldName);
  const isOwn = ([name]: RawField): boolean => !isInside(foldName(name), nested);
  placesOf((byTimes.derived ?? []).filter(isOwn), byDigits && (byDigits.derived ?? []).filter(isOwn), places);
  return new LinePlan({
    shape,
    habits,
    payloadKind: given.payloadKind,
    header,
    envelopes: decision.envelopes,
    time,
    payload: new Set([...given.payload, ...(given.derived ?? [])].map(([name]) => foldName(name))),
    places,
    opaque: new Set(opaque.flatMap(({ names }) => names)),
    nested,
    hasMetadata: names.some((name) => name.startsWith('_') && name !== '_raw'),
    hasBuiltins: names.includes('_raw') || names.includes('_messageTime'),
  });
}
