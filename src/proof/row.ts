import type { DiagnosticJson } from '../diagnostic/index.ts';
import type { Alert } from '../scan/index.ts';
import type { SignalResult } from './signals.ts';
import type { Verdict } from './verdict.ts';

/** One line of a proof, keys in the order of the command line's contract; a form that is refused has no vantage and no verdict. */
export interface ProofRow {
  readonly detection: string;
  readonly test: string;
  readonly form: 'as-written' | 'repaired';
  readonly status: 'refused' | 'ran';
  readonly vantage?: 'source' | 'target';
  readonly verdict?: Verdict;
  readonly expected?: 'hit' | 'miss';
  readonly outcome?: 'as-expected' | 'unexpected';
  readonly signals: readonly SignalResult[];
  readonly alerts: readonly Alert[];
  readonly branch?: string;
  readonly reason: string;
  readonly data?: 'recorded' | 'synthetic';
  readonly dataset?: string;
  readonly query: 'shipped' | 'specimen';
  readonly diagnostics?: readonly DiagnosticJson[];
}

/** How far a detection is proved. */
export type ProofState = 'proven' | 'proven-synthetic' | 'unproven';

/** `proven` if every test expected to hit is detected on recorded data, `proven-synthetic` if on data that we wrote. */
export function stateOf(rows: readonly ProofRow[]): ProofState {
  const hits = rows.filter((row) => row.expected === 'hit');
  const keyOf = (row: ProofRow): string => `${row.test} ${row.vantage} ${row.query}`;
  const wanted = new Set(hits.map(keyOf));
  const detected = hits.filter((row) => row.verdict === 'detected');
  const isCovered = (some: readonly ProofRow[]): boolean => new Set(some.map(keyOf)).size === wanted.size;
  if (wanted.size === 0 || rows.some((row) => row.outcome === 'unexpected')) return 'unproven';
  if (isCovered(detected.filter((row) => row.data === 'recorded'))) return 'proven';
  return isCovered(detected) ? 'proven-synthetic' : 'unproven';
}
