import type { CaseResult, Proof, ProofRow, SignalResult } from '../../proof/index.ts';
import type { Paint } from './color.ts';
import { renderTable } from './table.ts';
import { hanging } from './wrap.ts';

/** Colors a verdict by what it means for the author's expectation, blanks around it kept. */
export function verdictPaint(paint: Paint): (text: string) => string {
  return (text) => {
    if (/unexpected/.test(text)) return paint.error(text);
    if (/detected/.test(text)) return paint.good(text);
    return /refused|noise|not-provable/.test(text) ? paint.warning(text) : text;
  };
}

const countOf = (signals: readonly SignalResult[], state: SignalResult['state']): number =>
  signals.filter((one) => one.state === state).length;

/** Signals in few words: `3 seen (2 not queried), 1 contradicted`. */
function signalWords(signals: readonly SignalResult[]): string {
  const parts = (['seen', 'contradicted', 'absent', 'not-recorded'] as const).flatMap((state) => {
    const count = countOf(signals, state);
    if (count === 0) return [];
    const unread = state === 'seen' ? signals.filter((one) => one.state === state && !one.queried).length : 0;
    return [`${count} ${state}${unread > 0 ? ` (${unread} not queried)` : ''}`];
  });
  return parts.join(', ');
}

function rowCells(row: ProofRow): string[] {
  return [
    row.test,
    row.form,
    row.vantage ?? '',
    `${row.verdict ?? row.status}${row.outcome === 'unexpected' ? ' (unexpected)' : ''}`,
    row.expected ?? '',
    row.branch ?? '',
    row.status === 'ran' && row.verdict !== 'not-provable' ? signalWords(row.signals) : row.reason,
  ];
}

/** Signals of all tests that the data contradict, each once, in words. */
export function contradictions(rows: readonly ProofRow[]): readonly { test: string; signal: SignalResult }[] {
  const seen = new Set<string>();
  return rows.flatMap(({ test, signals }) =>
    signals.flatMap((signal) => {
      const key = `${test} ${signal.signal}`;
      if (signal.state !== 'contradicted' || seen.has(key)) return [];
      seen.add(key);
      return [{ test, signal }];
    }),
  );
}

const expectedCount = (results: readonly { readonly outcome?: string }[]): string => {
  const judged = results.filter((one) => one.outcome !== undefined);
  return `${judged.filter((one) => one.outcome === 'as-expected').length} of ${judged.length} as expected`;
};

function casesTable(cases: readonly CaseResult[], width: number, paint: Paint): string {
  const columns = [
    { title: 'CASE', weight: 2 },
    { title: 'QUERY' },
    { title: 'EXPECTED' },
    { title: 'GOT', paint: verdictPaint(paint) },
    { title: 'WHY' },
  ];
  const rows = cases.map((one) => [
    one.case,
    one.query,
    one.expected,
    `${one.got}${one.outcome === 'unexpected' ? ' (unexpected)' : ''}`,
    one.why,
  ]);
  return `${renderTable(columns, rows, width, paint)}\n`;
}

/** The proof of a detection as people read it; with `verbose` every case and the shipped query's own rows too. */
export function renderProof(proof: Proof, verbose: boolean, width: number, paint: Paint): string {
  const { manifest } = proof.detection;
  const shipped = proof.shippedRows.filter((row) => verbose || row.outcome === 'unexpected');
  const cases = proof.cases.filter((one) => verbose || one.outcome === 'unexpected');
  const state = proof.state === 'unproven' ? paint.warning(proof.state) : paint.good(proof.state);
  const columns = [
    { title: 'TEST', weight: 2 },
    { title: 'FORM', weight: 2 },
    { title: 'VANTAGE', weight: 2 },
    { title: 'VERDICT', weight: 3, paint: verdictPaint(paint) },
    { title: 'EXPECTED', weight: 2 },
    { title: 'BRANCH', weight: 2, paint: paint.accent },
    { title: 'SIGNALS, OR WHY' },
  ];
  const table = (rows: readonly ProofRow[]): string => `${renderTable(columns, rows.map(rowCells), width, paint)}\n`;
  const against = contradictions(proof.rows).map(({ test, signal }) =>
    hanging(`contradicted  ${test}: `, `${signal.text}; but ${signal.reason}`, width, paint.warning),
  );
  const counts = [
    `tests ${proof.detection.tests.length}: verdicts ${expectedCount(proof.rows)}`,
    ...(proof.shippedRows.length > 0 ? [`shipped query ${expectedCount(proof.shippedRows)}`] : []),
    ...(proof.cases.length > 0 ? [`cases ${expectedCount(proof.cases)}`] : []),
  ];
  return [
    `${paint.bold(manifest.slug)} ${manifest.version}: ${state}\n`,
    table(proof.rows),
    against.length > 0 ? `${against.join('\n')}\n` : '',
    shipped.length > 0 ? `\nThe query that ships\n${table(shipped)}` : '',
    cases.length > 0 ? `\n${casesTable(cases, width, paint)}` : '',
    `${counts.join(' · ')}\n`,
  ].join('');
}
