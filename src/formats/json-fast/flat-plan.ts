import { foldName } from '../../event/index.ts';
import { derivedNames } from '../derived-fields.ts';
import type { JsonValue } from '../json-value.ts';
import type { ShapedRecord } from '../shapes/shape.ts';
import { EMPTY_STRING, LIST, LONG_NUMBER, NULL, NUMBER, OBJECT, STRING } from './layout.ts';
import { builtinsOf, isInside, LinePlan, MISSING, type PlanParts, UNTOLD } from './line-plan.ts';
import { decisionOf } from './shape-decision.ts';
import { headerMembers, type Key, placesOf, tagged, tagOf, timeMember } from './tags.ts';

/** A value of a kind, for what looks at no more than that. */
function valueOfKind(kind: number, tag: string): JsonValue {
  if (kind === OBJECT) return { t: tag };
  if (kind === LIST) return [tag];
  if (kind === STRING) return tag;
  if (kind === EMPTY_STRING) return '';
  if (kind === NULL) return null;
  return kind === NUMBER || kind === LONG_NUMBER ? 1 : true;
}

/** The keys of an object, made anew where they are asked for: a plan lives on, and few are asked twice. */
function keysOf(names: readonly string[], kinds: Uint8Array): readonly Key[] {
  return names.map((name, member) => ({ name, member, kind: kinds[member]!, given: null }));
}

/** Where fields stand. */
type Fields = Pick<PlanParts, 'payload' | 'places'>;

function fieldsOf(
  { payload, system, derived = [] }: ShapedRecord,
  opaque: readonly string[],
  nested: readonly string[],
): Fields {
  const places = new Map(opaque.map((name) => [name, UNTOLD]));
  placesOf(payload, undefined, places);
  placesOf(system, undefined, places);
  placesOf(
    derived.filter(([name]) => !isInside(foldName(name), nested)),
    undefined,
    places,
  );
  return { places, payload: new Set([...payload, ...derived].map(([name]) => foldName(name))) };
}

/**
 * The plan of objects of which each value is one field: most are turned down by header and time, so that where fields stand is found
 * when one is asked for. Undefined for all others.
 */
export function flatPlan(names: readonly string[], kinds: Uint8Array): LinePlan | undefined {
  const telling = names.map((name, member) => [name, valueOfKind(kinds[member]!, tagOf(member, 'times'))] as const);
  const decision = decisionOf(Object.fromEntries(telling), names, kinds);
  if (!decision?.habits.deciding) return undefined;
  const { shape, habits, envelopes } = decision;
  // The items of Data have names of their own.
  if (kinds[names.indexOf('Data')] === LIST) return undefined;
  const deciding = keysOf(names, kinds).filter(({ name }) => habits.deciding!.has(name));
  if (deciding.some(({ kind }) => kind !== STRING && kind !== NUMBER)) return undefined;
  const byTimes = shape.read(tagged(deciding, 'times', true), undefined);
  const hasId = byTimes.header.eventId !== undefined;
  const header = headerMembers(byTimes, hasId ? undefined : shape.read(tagged(deciding, 'digits', true), undefined));
  const time = timeMember(byTimes);
  const isText = (member: number): boolean => member === MISSING || kinds[member] === STRING;
  if (!isText(header.channel) || !isText(header.provider) || !isText(time)) return undefined;

  const opaque = habits.opaque(new Set(names));
  const opaqueNames = opaque.flatMap((one) => one.names);
  const nested = names.filter((_, member) => kinds[member] === OBJECT || kinds[member] === LIST).map(foldName);
  let known: Fields | undefined;
  const fields = (): Fields => {
    if (!known) {
      const read = keysOf(names, kinds).filter(({ name }) => !opaque.some(({ key }) => key === name));
      known = fieldsOf(shape.read(tagged(read, 'times', false), undefined), opaqueNames, nested);
    }
    return known;
  };
  const isOfHeader = (member: number): boolean =>
    member === header.channel || member === header.provider || member === header.eventId;
  /** True if a key may bring a field of a folded name into the payload. */
  const mayBring = (name: string, member: number, folded: string): boolean =>
    [name, ...derivedNames(name)].some((one) => one.length === folded.length && foldName(one) === folded) &&
    !isOfHeader(member);
  return new LinePlan({
    ...{ names, shape, habits, payloadKind: byTimes.payloadKind, header, envelopes, time },
    ...{ opaque: new Set(opaqueNames), nested, ...builtinsOf(names) },
    get payload() {
      return fields().payload;
    },
    get places() {
      return fields().places;
    },
    ownsId: names[header.eventId] === 'EventID' && !names.some((name, member) => mayBring(name, member, 'eventid')),
    lacks: (folded) => !known && !names.some((name, member) => mayBring(name, member, folded)),
  });
}
