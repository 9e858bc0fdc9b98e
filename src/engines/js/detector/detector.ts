import type { Event, EventHeader, TextSieve } from '../../../event/index.ts';
import type { Plan } from '../../../ir/index.ts';
import { wholeText } from '../../../value/index.ts';
import { Bucket } from './bucket.ts';
import { type BucketPlan, bucketDataOf } from './bucket-data.ts';
import type { ValueTest } from './formula.ts';
import { type Decide, type FormulaData, FormulaReader, FormulaWriter } from './formula-data.ts';
import { formulaOfPlan, type PlanFormula } from './formula-of-plan.ts';
import { type SieveMaker, textsIn } from './sieve-of-formulas.ts';

/** The formulas of plans, in their order. */
export function formulasOf(plans: readonly Plan[]): FormulaData {
  const writer = new FormulaWriter();
  for (const plan of plans) writer.add(formulaOfPlan(plan));
  return writer.finish();
}

function isAt(kind: ValueTest['kind'], text: string, value: string | undefined): boolean {
  switch (kind) {
    case 'present':
      return value !== undefined;
    case 'absent':
      return value === undefined;
    case 'anywhere':
      return value?.includes(text) === true;
    case 'start':
      return value?.startsWith(text) === true;
    case 'end':
      return value?.endsWith(text) === true;
    case 'number':
      return value !== undefined && wholeText(value) === text;
    default:
      return value === text;
  }
}

/** The value of a header that a test reads; undefined if it reads another. */
function headerValue(
  { channel, provider, eventId }: EventHeader,
  { field, kind }: ValueTest,
  isShown: boolean,
): { readonly value: string | undefined } | undefined {
  switch (field) {
    case '_event.channel':
      return { value: channel };
    case '_event.provider':
      return { value: provider };
    case '_event.id':
      return { value: eventId?.toString() };
    case 'channel':
      return isShown && channel !== undefined ? { value: channel } : undefined;
    case 'eventid':
      // As a text it may be written otherwise.
      return isShown && eventId !== undefined && kind === 'number' ? { value: eventId.toString() } : undefined;
    default:
      return undefined;
  }
}

/** True if the fields that are named like those of the header are those of the header. */
export function showsHeader(event: Event): boolean {
  if (event.texts) return !event.texts.hidesHeader;
  const { channel, eventId } = event.header;
  const id = event.get('EventID') ?? undefined;
  return (event.get('Channel') ?? undefined) === channel && (id === eventId || id === String(eventId));
}

/** What the header of an event says of a test; undefined if the test is of another field, or letters leave it open. */
function decidedBy(header: EventHeader, test: ValueTest, isShown: boolean): ReturnType<Decide> {
  const known = headerValue(header, test, isShown);
  if (!known) return undefined;
  const { kind, text } = test;
  const { value } = known;
  if (kind === 'beyond' || kind === 'length' || kind === 'same' || kind === 'pattern') return 'open';
  return value !== undefined && /[^\x20-\x7e]/.test(value) ? 'open' : isAt(kind, text, value?.toLowerCase());
}

/** True if two headers answer some tests of headers alike. */
export function answerAlike(tests: readonly ValueTest[], a: EventHeader, b: EventHeader): boolean {
  return tests.every((test) => decidedBy(a, test, false) === decidedBy(b, test, false));
}

/** What a plan needs, where the header of an event answers for what it decides. */
export type FormulaSource = (decide: Decide) => PlanFormula;

/** The formulas of plans that stand nowhere yet. */
export function formulaSources(plans: readonly Plan[]): readonly FormulaSource[] {
  const reader = new FormulaReader(formulasOf(plans));
  return plans.map((_, number) => (decide) => reader.formulaOf(number, decide));
}

/**
 * Of the plans by their numbers those that events of a header may pass, ready to be asked of each event; `isShown` if no field of theirs
 * is read in place of the header's.
 */
export function bucketOf(
  plans: readonly number[],
  sourceOf: (plan: number) => FormulaSource,
  header: EventHeader,
  isShown = false,
): Bucket {
  const ofProvider = new Set<ValueTest>();
  const decide: Decide = (test) => {
    if (test.field === '_event.provider') ofProvider.add(test);
    return decidedBy(header, test, isShown);
  };
  const known: BucketPlan[] = [];
  for (const plan of plans) {
    const { formula, isExact } = sourceOf(plan)(decide);
    if (formula.kind !== 'or' || formula.items.length > 0) known.push({ plan, formula, isExact });
  }
  return new Bucket(bucketDataOf(known, header, [...ofProvider]));
}

/** So many plans at most, and texts, are looked at one by one before a bucket is the better way. */
const MOST_SIEVED = 32;
const MOST_TEXTS = 100;

/** What shows that an event of a header passes none of the plans, where no field of it is read in place of the header's; undefined if texts never do, or too many. */
export function sieveOfPlans(
  plans: readonly number[],
  sourceOf: (plan: number) => FormulaSource,
  header: EventHeader,
  maker: SieveMaker,
): TextSieve | undefined {
  const formulas = plans
    .map((plan) => sourceOf(plan)((test) => decidedBy(header, test, true)).formula)
    .filter((formula) => formula.kind !== 'or' || formula.items.length > 0);
  const sieve = formulas.length > MOST_SIEVED ? undefined : maker.of(formulas);
  return sieve && textsIn(sieve) <= MOST_TEXTS ? sieve : undefined;
}

export { Bucket, isCertain, type KeptBucket, type Passed, planOf } from './bucket.ts';
export { SieveMaker } from './sieve-of-formulas.ts';
