import type { BranchCase, BranchCases, DetectionPackage } from '../detection/index.ts';
import { type Event, foldName } from '../event/index.ts';
import { readInputs } from '../scan/index.ts';
import type { ProofForm } from './forms.ts';
import { textInput } from './memory-input.ts';
import { runnableOf } from './runnable.ts';
import { type ProofContext, runContextOf } from './trial.ts';

/** What a query said of a branch case. */
export interface CaseResult {
  readonly detection: string;
  readonly case: string;
  readonly query: ProofForm['query'];
  readonly form: ProofForm['form'];
  readonly expected: string;
  /** The branch, `none`, or several with commas between them. */
  readonly got: string;
  readonly outcome: 'as-expected' | 'unexpected';
  readonly why: string;
}

type Scalar = string | number | boolean;

/** The event of a case as a line of canonical NDJSON; its record id is the number of the case. */
function lineOf(base: BranchCases['base'], one: BranchCase, number: number): string {
  const system: Record<string, Scalar> = { ...base.system, EventRecordID: number };
  const data: Record<string, Scalar> = { ...base.event_data };
  for (const [name, value] of Object.entries(one.with ?? {})) {
    if (Object.hasOwn(system, name)) system[name] = value;
    else data[name] = value;
  }
  const without = new Set((one.without ?? []).map(foldName));
  const kept = (fields: Record<string, Scalar>): Record<string, Scalar> =>
    Object.fromEntries(Object.entries(fields).filter(([name]) => !without.has(foldName(name))));
  return `${JSON.stringify({ ...kept(system), EventData: kept(data) })}\n`;
}

/** The events of branch cases, in their order. */
export async function caseEvents({ base, cases }: BranchCases, name: string): Promise<readonly Event[]> {
  const events: Event[] = [];
  const text = cases.map((one, index) => lineOf(base, one, index + 1)).join('');
  await readInputs([textInput(name, text)], {
    event(event) {
      events.push(event.keep());
      return true;
    },
  });
  return events;
}

/** Runs every branch case against the forms that run as meant: the shipped query, and the specimen once it is repaired. */
export async function proveCases(
  detection: DetectionPackage,
  forms: readonly ProofForm[],
  context: ProofContext,
): Promise<CaseResult[]> {
  const { cases, manifest } = detection;
  if (!cases) return [];
  const events = await caseEvents(cases, `${manifest.slug}/${manifest.cases}`);
  const results: CaseResult[] = [];
  for (const form of forms) {
    const { prepared, query } = form;
    if (prepared.status !== 'ready' || forms.findLast((one) => one.query === query) !== form) continue;
    const { plan, branchColumn } = runnableOf(detection, prepared);
    for (const [index, one] of cases.cases.entries()) {
      const run = context.engine.start(plan, runContextOf(context, plan));
      run.push(events[index]!, 0, index);
      const branches = run.finish().rows.map((row) => String((branchColumn && row.get(branchColumn)) ?? 'hit'));
      const got = branches.join(', ') || 'none';
      const expected = query === 'specimen' ? (one.specimen?.expected ?? one.expected) : one.expected;
      results.push({
        detection: manifest.slug,
        case: one.id,
        query,
        form: form.form,
        expected,
        got,
        outcome: got === expected ? 'as-expected' : 'unexpected',
        why: one.why,
      });
    }
  }
  return results;
}
