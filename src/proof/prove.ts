import type { DetectionPackage } from '../detection/index.ts';
import { datasetInput, type FindRecording } from './datasets.ts';
import { formsOf, type ProofForm } from './forms.ts';
import { type CaseResult, proveCases } from './prove-cases.ts';
import { proveTest, refusedRow } from './prove-test.ts';
import { type ProofRow, type ProofState, stateOf } from './row.ts';
import type { ProofContext } from './trial.ts';

/** What a detection's tests and branch cases prove. */
export interface Proof {
  readonly detection: DetectionPackage;
  /** Rows of the specimen where there is one, else of the shipped query: the verdicts that are told. */
  readonly rows: readonly ProofRow[];
  /** Rows of the shipped query beside a specimen: they must say the same. */
  readonly shippedRows: readonly ProofRow[];
  readonly cases: readonly CaseResult[];
  readonly state: ProofState;
  /** True if every verdict and every case is as expected. */
  readonly isAsExpected: boolean;
}

/** How a detection is proved. */
export interface ProveOptions extends ProofContext {
  readonly find?: FindRecording;
  /** The forms to prove; those of the package by default. */
  readonly forms?: readonly ProofForm[];
}

const notFound: FindRecording = async () => undefined;

/** Proves a detection by its tests, each on each of its data sets, and by its branch cases. Throws a DatasetError. */
export async function prove(detection: DetectionPackage, options: ProveOptions): Promise<Proof> {
  const forms = options.forms ?? formsOf(detection);
  const all: ProofRow[] = [];
  for (const test of detection.tests) {
    all.push(...forms.flatMap((form) => refusedRow({ detection, test }, form) ?? []));
    for (const dataset of detection.manifest.datasets.filter((one) => test.datasets.includes(one.id))) {
      const input = await datasetInput(detection, dataset, options.find ?? notFound);
      all.push(...(await proveTest({ detection, test, dataset, input }, forms, options)));
    }
  }
  const cases = await proveCases(detection, forms, options);
  const told = forms.some((form) => form.query === 'specimen') ? 'specimen' : 'shipped';
  const rows = all.filter((row) => row.query === told);
  const shippedRows = all.filter((row) => row.query !== told);
  const isAsExpected = [...all, ...cases].every((one) => one.outcome !== 'unexpected');
  return { detection, rows, shippedRows, cases, state: stateOf(all), isAsExpected };
}
