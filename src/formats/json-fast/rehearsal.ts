import { foldName, type RawField } from '../../event/index.ts';
import type { JsonObject } from '../json-value.ts';
import type { ShapedRecord } from '../shapes/shape.ts';
import { flatPlan } from './flat-plan.ts';
import { LIST, LONG_NUMBER, NUMBER, OBJECT, STRING } from './layout.ts';
import { builtinsOf, isInside, LinePlan, MISSING, UNTOLD } from './line-plan.ts';
import { decisionOf } from './shape-decision.ts';
import { headerMembers, type Key, placesOf, tagged, timeMember } from './tags.ts';

/** Names of the fields of two readings agree. */
function sameNames(a: readonly RawField[], b: readonly RawField[]): boolean {
  return a.length === b.length && a.every(([name], i) => name === b[i]![0]);
}

/**
 * The plan of objects with the keys and kinds of one, which is read if it is needed; null if values decide how they are read, or it
 * cannot be read.
 */
export function rehearse(
  readObject: () => JsonObject | undefined,
  names: readonly string[],
  kinds: Uint8Array,
): LinePlan | null {
  const flat = flatPlan(names, kinds);
  if (flat) return flat;
  const object = readObject();
  const decision = object && decisionOf(object, names, kinds);
  if (!decision) return null;
  const { shape, habits, envelopes } = decision;
  const isNested = (_: string, member: number): boolean => kinds[member] === OBJECT || kinds[member] === LIST;
  if (names.some((name, member) => isNested(name, member) && habits.headerInside.has(name))) return null;

  const opaque = habits.opaque(new Set(names));
  const keys = names
    .map((name, member): Key => ({ name, member, kind: kinds[member]!, given: object[name]! }))
    .filter(({ name }) => !opaque.some(({ key }) => key === name));
  const read = (one: JsonObject): ShapedRecord => shape.read(one, undefined);
  const isTold = keys.every(({ kind }) => kind === STRING || kind === NUMBER || kind === LONG_NUMBER);
  const ofKinds = read(tagged(keys, 'times', true));
  const given = read(Object.fromEntries(keys.map(({ name, given }) => [name, given])));
  const idOfKinds = read(tagged(keys, 'digits', true));
  const byTimes = isTold ? ofKinds : read(tagged(keys, 'times', false));
  const byDigits = isTold ? idOfKinds : read(tagged(keys, 'digits', false));
  if (!sameNames(given.payload, byTimes.payload) || !sameNames(given.system, byTimes.system)) return null;
  if (given.isRawRebuilt || given.payloadKind !== byTimes.payloadKind) return null;
  if (given.lossy && !habits.worst) return null;
  const header = headerMembers(ofKinds, idOfKinds);
  const time = timeMember(ofKinds);
  const isText = (member: number): boolean => member === MISSING || kinds[member] === STRING;
  if (!isText(header.channel) || !isText(header.provider) || !isText(time)) return null;
  if (!isText(header.eventId) && kinds[header.eventId] !== NUMBER) return null;

  const places = new Map<string, number>();
  for (const name of opaque.flatMap(({ names }) => names)) places.set(name, UNTOLD);
  placesOf(byTimes.payload, byDigits.payload, places);
  placesOf(byTimes.system, byDigits.system, places);
  const nested = names.filter(isNested).map(foldName);
  const isOwn = ([name]: RawField): boolean => !isInside(foldName(name), nested);
  placesOf((byTimes.derived ?? []).filter(isOwn), (byDigits.derived ?? []).filter(isOwn), places);
  return new LinePlan({
    names,
    shape,
    habits,
    payloadKind: given.payloadKind,
    header,
    envelopes,
    time,
    payload: new Set([...given.payload, ...(given.derived ?? [])].map(([name]) => foldName(name))),
    places,
    opaque: new Set(opaque.flatMap(({ names }) => names)),
    nested,
    ...builtinsOf(names),
    ownsId: false,
    lacks: () => false,
  });
}
