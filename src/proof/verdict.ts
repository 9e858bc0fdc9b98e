/** What a run proves of a test at a vantage. */
export type Verdict = 'detected' | 'missed' | 'noise' | 'not-provable';

/** A verdict with its reason in words. */
export interface Judgment {
  readonly verdict: Verdict;
  readonly reason: string;
}

/** What a verdict is formed of. */
export interface Findings {
  readonly events: number;
  /** Required telemetry that is not there. */
  readonly missing: readonly string[];
  /** Alerts: `own` are of the behavior under test, `foreign` say why they are not. */
  readonly own: number;
  readonly foreign: readonly string[];
}

const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

/** The verdict; telemetry that is missing goes first, since a silence over nothing proves nothing. */
export function judge({ events, missing, own, foreign }: Findings): Judgment {
  if (own > 0) return { verdict: 'detected', reason: plural(own, 'alert') };
  if (missing.length > 0)
    return { verdict: 'not-provable', reason: `required telemetry is not there: ${missing.join(', ')}` };
  if (foreign.length > 0)
    return {
      verdict: 'noise',
      reason: `${plural(foreign.length, 'alert')}, none of the behavior: ${[...new Set(foreign)].join('; ')}`,
    };
  return { verdict: 'missed', reason: `no alert in ${plural(events, 'event')}` };
}

/** Whether a verdict is what the author expects; nothing is said of what cannot be proved. */
export function outcomeOf(verdict: Verdict, expected: 'hit' | 'miss'): 'as-expected' | 'unexpected' | undefined {
  if (verdict === 'not-provable') return undefined;
  return (verdict === 'detected') === (expected === 'hit') ? 'as-expected' : 'unexpected';
}
