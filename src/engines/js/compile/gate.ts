import {
  type Event,
  type EventHeader,
  type EventMetadata,
  foldName,
  type Raw,
  RecordEvent,
} from '../../../event/index.ts';
import type { HeaderGate } from '../../../formats/index.ts';
import { type Expr, nodesOf, type Plan } from '../../../ir/index.ts';
import { compareValues, toText, type Value } from '../../../value/index.ts';
import { leadingConditions } from '../leading-conditions.ts';
import { compilePattern, type StaticPattern, type TextTest } from '../pattern.ts';
import { isQuietExpr } from '../pre/is-quiet.ts';
import { textOfRaw } from '../row.ts';

/** What is known of an event before its payload is decoded. */
interface GateFacts {
  readonly header: EventHeader;
  readonly payloadHas: (folded: string) => boolean;
  /** Built-in fields, as far as the header decides them. */
  readonly metadata: EventMetadata;
}

/** True, false, or not known from the header. */
type Known = boolean | undefined;

const METADATA = new Set(['_sourcecategory', '_sourcename', '_index', '_view', '_collector']);

/** Names under which the event id is read where the payload has none of them: each is an alias of the other. */
const EVENT_ID = new Set(['eventid', 'eventcode']);

function knownField(name: string, facts: GateFacts): { readonly value: Raw } | undefined {
  const folded = foldName(name);
  if (METADATA.has(folded)) {
    // Without a channel it is the name of the file.
    if (folded === '_sourcename' && facts.header.channel === undefined) return undefined;
    const key = Object.keys(facts.metadata).find((one) => foldName(one) === (folded === '_view' ? '_index' : folded));
    return key === undefined ? undefined : { value: facts.metadata[key as `_${string}`] };
  }
  if (folded.startsWith('_') || facts.payloadHas(folded)) return undefined;
  const { channel, eventId, provider } = facts.header;
  if (EVENT_ID.has(folded)) {
    const isPayload = [...EVENT_ID].some((name) => facts.payloadHas(name));
    return eventId === undefined || isPayload ? undefined : { value: eventId };
  }
  if (folded === 'channel') return channel === undefined ? undefined : { value: channel };
  if (folded === 'provider_name') return provider === undefined ? undefined : { value: provider };
  return undefined;
}

function knownValue(expr: Expr, facts: GateFacts): { readonly value: Value } | undefined {
  if (expr.kind === 'literal') return { value: expr.value };
  if (expr.kind !== 'field') return undefined;
  const known = knownField(expr.name, facts);
  return known && !Array.isArray(known.value) ? { value: textOfRaw(known.value) } : undefined;
}

const tests = new WeakMap<StaticPattern, TextTest>();

/** The test of a pattern, prepared once. */
function testOf(pattern: StaticPattern): TextTest {
  let test = tests.get(pattern);
  if (!test) {
    test = compilePattern(pattern);
    tests.set(pattern, test);
  }
  return test;
}

/**
 * What a header tells of a condition, from left to right: behind a part of which it tells nothing and which may say something of
 * the values that it sees, nothing is known.
 */
function decide(expr: Expr, facts: GateFacts): Known {
  switch (expr.kind) {
    case 'and': {
      let result: Known = true;
      for (const item of expr.items) {
        const known = decide(item, facts);
        if (known === false) return false;
        if (known !== undefined) continue;
        if (!isQuietExpr(item)) return undefined;
        result = undefined;
      }
      return result;
    }
    case 'or': {
      let result: Known = false;
      for (const item of expr.items) {
        const known = decide(item, facts);
        if (known === true) return true;
        if (known !== undefined) continue;
        if (!isQuietExpr(item)) return undefined;
        result = undefined;
      }
      return result;
    }
    case 'not': {
      const known = decide(expr.item, facts);
      return known === undefined ? undefined : !known;
    }
    case 'compare': {
      const [left, right] = [knownValue(expr.left, facts), knownValue(expr.right, facts)];
      if (!left || !right) return undefined;
      return compareValues(expr.op, left.value, right.value, {
        text: expr.textCase,
        numbers: expr.numbers,
        nulls: expr.nulls,
      });
    }
    case 'match': {
      const value = knownValue(expr.value, facts);
      if (!value || expr.pattern.kind === 'dynamic') return undefined;
      const text = toText(value.value);
      if (text === null) return false;
      return expr.pattern.kind === 'present' || testOf(expr.pattern)(text);
    }
    default:
      return undefined;
  }
}

/** An event of which nothing but the header is known. */
export function headerEvent(header: EventHeader): Event {
  return new RecordEvent({
    header,
    origin: { file: '', record: undefined, offset: 0 },
    time: undefined,
    shape: 'header',
    payloadKind: 'EventData',
    system: [],
    payload: [],
    raw: '',
  });
}

/** The gate of a plan; undefined if nothing can be decided from a header, so that asking would only cost time. */
export function gateOf(plan: Plan, metadata: (event: Event) => EventMetadata): HeaderGate | undefined {
  const scan = nodesOf(plan)[0];
  if (scan?.kind !== 'scan' || scan.fieldsAs !== 'text') return undefined;
  const conditions = leadingConditions(plan);
  if (conditions.length === 0) return undefined;
  return (header, payloadHas) => {
    const facts = { header, payloadHas, metadata: metadata(headerEvent(header)) };
    for (const condition of conditions) {
      const known = decide(condition, facts);
      if (known !== undefined && !known) return false;
      if (known === undefined && !isQuietExpr(condition)) return true;
    }
    return true;
  };
}
