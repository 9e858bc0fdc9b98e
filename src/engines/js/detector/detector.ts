import type { EventHeader } from '../../../event/index.ts';
import type { Plan } from '../../../ir/index.ts';
import { Bucket, type BucketPlan } from './bucket.ts';
import type { Formula, ValueTest } from './formula.ts';
import { type Decide, type FormulaData, FormulaReader, FormulaWriter } from './formula-data.ts';
import { formulaOfPlan } from './formula-of-plan.ts';
import { HEADER_FIELDS } from './may-hold.ts';

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
    default:
      return value === text;
  }
}

/** What the header of an event says of a test; undefined if the test is of another field, or letters leave it open. */
function decidedBy({ channel, provider, eventId }: EventHeader, test: ValueTest): ReturnType<Decide> {
  const { field, kind, text } = test;
  if (!HEADER_FIELDS.has(field)) return undefined;
  const value = field === '_event.channel' ? channel : field === '_event.provider' ? provider : eventId?.toString();
  return value !== undefined && /[^\x20-\x7e]/.test(value) ? 'open' : isAt(kind, text, value?.toLowerCase());
}

/** What a plan needs, where the header of an event answers for what it decides. */
export type FormulaSource = (decide: Decide) => Formula;

/** The formulas of plans that stand nowhere yet. */
export function formulaSources(plans: readonly Plan[]): readonly FormulaSource[] {
  const reader = new FormulaReader(formulasOf(plans));
  return plans.map((_, number) => (decide) => reader.formulaOf(number, decide));
}

/** Of the plans by their numbers those that events of a header may pass, ready to be asked of each event. */
export function bucketOf(
  plans: readonly number[],
  sourceOf: (plan: number) => FormulaSource,
  header: EventHeader,
): Bucket {
  const decide: Decide = (test) => decidedBy(header, test);
  const known: BucketPlan[] = [];
  for (const plan of plans) {
    const formula = sourceOf(plan)(decide);
    if (formula.kind !== 'or' || formula.items.length > 0) known.push({ plan, formula });
  }
  return new Bucket(known, header);
}

export type { Bucket };
