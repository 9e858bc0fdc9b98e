import {
  type DetectionPackage,
  definitionOf,
  type PackageDataset,
  type PackageTest,
  type Vantage,
} from '../detection/index.ts';
import { renderJson } from '../diagnostic/index.ts';
import type { Event } from '../event/index.ts';
import { type Input, readInputs } from '../scan/index.ts';
import { DatasetError } from './datasets.ts';
import type { ProofForm } from './forms.ts';
import type { ProofRow } from './row.ts';
import { readsOf, runnableOf } from './runnable.ts';
import { type ProofContext, Trial, type TrialQuery } from './trial.ts';
import { judge, outcomeOf } from './verdict.ts';

const VANTAGES = ['source', 'target'] as const;

/** A test on one data set, with the input where it is at hand. */
export interface TestRun {
  readonly detection: DetectionPackage;
  readonly test: PackageTest;
  readonly dataset: PackageDataset;
  readonly input: Input | undefined;
}

type RowBase = Pick<ProofRow, 'detection' | 'test' | 'form'>;

const baseOf = ({ detection, test }: Pick<TestRun, 'detection' | 'test'>, form: ProofForm): RowBase => ({
  detection: detection.manifest.slug,
  test: test.id,
  form: form.form,
});

/** The row of a form that the platform refuses: it has no vantage, since nothing ran. */
export function refusedRow(run: Pick<TestRun, 'detection' | 'test'>, form: ProofForm): ProofRow | undefined {
  const { prepared } = form;
  if (prepared.status !== 'refused') return undefined;
  const [first] = prepared.diagnostics;
  const place = first && prepared.source.lines.positionOf(first.span.start);
  return {
    ...baseOf(run, form),
    status: 'refused',
    signals: [],
    alerts: [],
    reason: first ? `${first.code} at ${place?.line}:${place?.column}: ${first.message}` : 'it does not parse',
    query: form.query,
    diagnostics: prepared.diagnostics.map((one) => renderJson(one, prepared.source, definitionOf(one.code))),
  };
}

/** True if a form is judged by the author's expectation: the last form of a text, which is the one that runs as meant. */
function isJudged(form: ProofForm, forms: readonly ProofForm[]): boolean {
  return forms.findLast((one) => one.query === form.query) === form;
}

function vantageOf(event: Event, dataset: PackageDataset): Vantage | undefined {
  const host = event.get('Computer');
  if (typeof host !== 'string') return undefined;
  const entry = Object.entries(dataset.hosts).find(([name]) => name.toLowerCase() === host.toLowerCase());
  return entry?.[1];
}

/** Runs the forms of a detection over one data set of a test: one row per vantage and form that ran. */
export async function proveTest(run: TestRun, forms: readonly ProofForm[], context: ProofContext): Promise<ProofRow[]> {
  const { detection, test, dataset, input } = run;
  const ready = forms.flatMap((form) =>
    form.prepared.status === 'ready'
      ? [{ form, query: { detection: runnableOf(detection, form.prepared), prepared: form.prepared } as TrialQuery }]
      : [],
  );
  const trials = new Map<Vantage, Trial>();
  for (const vantage of VANTAGES) {
    if (test.vantages[vantage])
      trials.set(
        vantage,
        new Trial(
          test,
          vantage,
          ready.map(({ query }) => query),
          context,
        ),
      );
  }
  if (input) {
    const consumer = {
      event(event: Event, file: number, position: number): boolean {
        const vantage = vantageOf(event, dataset);
        if (vantage) trials.get(vantage)?.push(event, file, position);
        return true;
      },
    };
    const [report] = await readInputs([input], consumer);
    if (report?.status !== 'read') throw new DatasetError(`${input.name}: ${report?.reason ?? 'it was not read'}`);
    if (dataset.kind === 'synthetic' && report.damages > 0)
      throw new DatasetError(`${input.name}, line ${report.firstDamages[0]?.line}: ${report.firstDamages[0]?.reason}`);
  }
  return [...trials].flatMap(([vantage, trial]) => {
    const alerts = trial.alerts();
    const signals = input ? trial.signals(readsOf(detection)) : [];
    const missing = missingOf(run, vantage, trial);
    return ready.map(({ form, query }): ProofRow => {
      const judged = alerts.get(query) ?? [];
      const own = judged.filter((one) => one.foreign === undefined);
      const foreign = judged.flatMap((one) => one.foreign ?? []);
      const { verdict, reason } = input
        ? judge({ events: trial.counts.events, missing, own: own.length, foreign })
        : ({
            verdict: 'not-provable',
            reason: `the recording ${dataset.id} (sha256 ${dataset.sha256}) is not at hand`,
          } as const);
      const expected = isJudged(form, forms) ? test.vantages[vantage]?.expected : undefined;
      const outcome = expected && outcomeOf(verdict, expected);
      const branches = [...new Set(own.flatMap(({ alert }) => alert.branch ?? []))];
      return {
        ...baseOf(run, form),
        status: 'ran',
        vantage,
        verdict,
        ...(expected && { expected }),
        ...(outcome && { outcome }),
        signals,
        alerts: judged.map(({ alert }) => alert),
        ...(branches.length > 0 && { branch: branches.join(', ') }),
        reason,
        data: dataset.kind,
        dataset: dataset.id,
        query: form.query,
      };
    });
  });
}

/** Required telemetry of a vantage that the data do not hold, each as `id (channel ids)`. */
function missingOf({ detection, test }: TestRun, vantage: Vantage, trial: Trial): string[] {
  const needed = test.vantages[vantage]?.telemetry ?? [];
  return detection.manifest.telemetry
    .filter((one) => needed.includes(one.id))
    .filter(({ channel, event_ids: ids }) =>
      ids.length === 0
        ? trial.counts.eventsOf(channel) === 0
        : ids.every((id) => trial.counts.eventsOf(channel, id) === 0),
    )
    .map(({ id, channel, event_ids: ids }) => `${id} (${[channel, ...ids].join(' ')})`);
}
