import { describe, expect, it } from 'vitest';
import { loadPackage, type PackageFiles } from '../detection/index.ts';
import { interpreter } from '../engines/js/interpret.ts';
import { metadataReader } from '../scan/index.ts';
import { hashText } from '../value/index.ts';
import { DatasetError, type FindRecording } from './datasets.ts';
import { textInput } from './memory-input.ts';
import { prove } from './prove.ts';

const event = (host: string, record: number, eventId: number, data: Record<string, string>, channel = 'Chan'): string =>
  `${JSON.stringify({ EventID: eventId, Channel: channel, Computer: host, EventRecordID: record, TimeCreated: '2026-01-01T00:00:00Z', EventData: data })}\n`;

const DATA = [
  event('SRC', 1, 1, { Image: 'bad.exe' }),
  event('SRC', 2, 2, { Text: 'x' }),
  event('src', 3, 1, { Image: 'harness.exe', CommandLine: 'bad.exe' }),
  event('DST', 1, 1, { Image: 'good.exe' }),
].join('');

interface Sample {
  readonly query?: string;
  readonly specimen?: string;
  readonly data?: string;
  readonly sha256?: string;
  readonly recorded?: boolean;
  readonly test?: string;
  readonly source?: string;
  readonly target?: string;
  readonly find?: FindRecording;
}

function filesOf(sample: Sample): PackageFiles {
  const data = sample.data ?? DATA;
  const manifest = `id: 00000000-0000-4000-8000-000000000001
slug: sample
title: A sample
version: 0.1.0
status: test
created: 2026-01-01
modified: 2026-01-01
license: Apache-2.0
summary: A sample.
attack: { version: "18.1", mappings: [] }
severity: { level: low, rationale: a sample }
confidence: { level: low, basis: judged, rationale: a sample }
data_sources: []
telemetry:
  - { id: starts, provider: P, channel: Chan, event_ids: [1], required_fields: [], source_categories: [], why: w, minimum: true }
platforms:
  sumo-search: { query_file: q.sumo, ${sample.specimen === undefined ? '' : 'specimen: s.sumo, '}branch: kind, source_categories: [], fields: [] }
false_positives: []
tests: [tests/one.yaml]
datasets:
  - { id: data, kind: ${sample.recorded ? 'recorded' : 'synthetic, file: data.ndjson'}, sha256: ${sample.sha256 ?? hashText(data, 'sha2_256')}, format: ndjson, licence: none, hosts: { SRC: source, DST: target } }
references: []
`;
  const test = `id: one
name: One
kind: true_positive
elevation: false
steps: []
cleanup: []
datasets: [data]
vantages:
  source: { expected: ${sample.source ?? 'hit'}, why: w, telemetry: [starts] }
  target: { expected: ${sample.target ?? 'miss'}, why: w, telemetry: [starts] }
${sample.test ?? 'signals: []\n'}`;
  const texts: Record<string, string> = {
    'detection.yaml': manifest,
    'tests/one.yaml': test,
    'q.sumo': sample.query ?? '* | where Image = "bad.exe" | "plain" as kind',
    's.sumo': sample.specimen ?? '',
    'data.ndjson': data,
  };
  return {
    folder: 'sample',
    read(path) {
      const found = texts[path];
      if (found === undefined) throw new Error('there is no such file or folder');
      return found;
    },
    list: () => [],
  };
}

async function run(sample: Sample) {
  const { loaded, problems } = loadPackage(filesOf(sample));
  expect(problems.map((one) => one.diagnostic.message)).toEqual([]);
  return prove(loaded!, {
    engine: interpreter,
    metadata: metadataReader([]),
    now: 0,
    ...(sample.find && { find: sample.find }),
  });
}

/** Verdicts as `form vantage verdict outcome`. */
async function verdicts(sample: Sample): Promise<string[]> {
  const { rows } = await run(sample);
  return rows.map((row) => [row.form, row.vantage, row.verdict ?? row.status, row.outcome].filter(Boolean).join(' '));
}

const FIRES_ON_HARNESS = '* | where CommandLine = "bad.exe" | "plain" as kind';
const SUBTRACT = 'signals: []\nsubtract:\n  - { match: Image = "harness.exe", reason: the harness started it }\n';

describe('verdicts', () => {
  it('detected and missed, as expected', async () => {
    const proof = await run({});
    expect(proof.rows[0]).toMatchObject({ verdict: 'detected', branch: 'plain', data: 'synthetic', reason: '1 alert' });
    expect(proof.rows[0]?.alerts[0]?.events).toEqual([
      { file: 'sample/data.ndjson', record: 1, channel: 'Chan', eventId: 1 },
    ]);
    expect(await verdicts({})).toEqual([
      'as-written source detected as-expected',
      'as-written target missed as-expected',
    ]);
    expect([proof.state, proof.isAsExpected]).toEqual(['proven-synthetic', true]);
  });

  it('unexpected, either way', async () => {
    expect(await verdicts({ source: 'miss', target: 'hit' })).toEqual([
      'as-written source detected unexpected',
      'as-written target missed unexpected',
    ]);
    expect((await run({ target: 'hit' })).state).toBe('unproven');
  });

  it('noise: it fired on the harness only', async () => {
    const proof = await run({ query: FIRES_ON_HARNESS, test: SUBTRACT });
    expect(proof.rows[0]).toMatchObject({
      verdict: 'noise',
      outcome: 'unexpected',
      reason: '1 alert, none of the behavior: the harness started it',
    });
    expect(await verdicts({ query: FIRES_ON_HARNESS, test: SUBTRACT, source: 'miss' })).toContain(
      'as-written source noise as-expected',
    );
  });

  it('noise: it fired on something else than the behavior', async () => {
    const proof = await run({ query: FIRES_ON_HARNESS, test: 'signals: []\nbehavior: Image = "bad.exe"\n' });
    expect(proof.rows[0]).toMatchObject({ verdict: 'noise', reason: expect.stringContaining('something else') });
  });

  it('detected: alerts of the harness beside one of the behavior', async () => {
    const query = '* | where Image in ("bad.exe", "harness.exe") | "plain" as kind';
    expect(await verdicts({ query, test: SUBTRACT })).toContain('as-written source detected as-expected');
  });

  it('detected: an aggregate over events of the harness and of the behavior', async () => {
    expect(await verdicts({ query: '* | where EventID = 1 | count', test: SUBTRACT, target: 'hit' })).toEqual([
      'as-written source detected as-expected',
      'as-written target detected as-expected',
    ]);
  });

  it('not provable: required telemetry is not there, which is no outcome', async () => {
    const proof = await run({ data: event('SRC', 1, 2, {}) });
    expect(proof.rows[0]).toMatchObject({
      verdict: 'not-provable',
      reason: 'required telemetry is not there: starts (Chan 1)',
    });
    expect(proof.rows[0]).not.toHaveProperty('outcome');
    expect([proof.state, proof.isAsExpected]).toEqual(['unproven', true]);
  });

  it('not provable: the recording is not at hand, which is no failure', async () => {
    const proof = await run({ recorded: true });
    expect(proof.rows[0]).toMatchObject({ verdict: 'not-provable', expected: 'hit', data: 'recorded' });
    expect(proof.rows[0]?.reason).toMatch(/^the recording data \(sha256 [0-9a-f]{64}\) is not at hand$/);
    expect([proof.state, proof.isAsExpected]).toEqual(['unproven', true]);
  });

  it('proven on a recording that is found', async () => {
    const find: FindRecording = async () => textInput('found.ndjson', DATA);
    expect((await run({ recorded: true, find })).state).toBe('proven');
  });

  it('refused as written, judged once repaired', async () => {
    const specimen = '* | where Image = "bad.exe" | eval kind = "plain"';
    expect(await verdicts({ specimen })).toEqual([
      'as-written refused',
      'repaired source detected as-expected',
      'repaired target missed as-expected',
    ]);
    const { rows, shippedRows } = await run({ specimen });
    expect(rows[0]).toMatchObject({
      status: 'refused',
      reason: expect.stringMatching(/^sumo\/eval-operator at 1:31: /),
    });
    expect(rows[0]?.diagnostics?.[0]?.code).toBe('sumo/eval-operator');
    expect(shippedRows.map((row) => row.verdict)).toEqual(['detected', 'missed']);
  });

  it('a data set that was changed is an error', async () => {
    await expect(run({ sha256: '0'.repeat(64) })).rejects.toThrow(DatasetError);
  });
});

describe('signals', () => {
  const signal = (id: string, rest: string): string =>
    `  - { id: ${id}, text: t, vantage: source, channel: ${rest} }\n`;
  const test = `signals:
${signal('seen', 'Chan, event_id: 1, match: Image = "bad.exe"')}${signal('unread', 'Chan, event_id: 2, match: EventID = 2')}${signal('absent', 'Chan, event_id: 1, match: Image = "no.exe"')}${signal('other', 'Elsewhere, event_id: 1, match: EventID = 9')}${signal('wrong', 'Chan, event_id: 1, match: Image = "no.exe", contradicted_by: { match: EventID = 2, reason: 2 does it }')}`;

  it('are seen, absent, not recorded or contradicted, and queried or not', async () => {
    const { rows } = await run({ test });
    expect(rows[0]?.signals.map(({ signal: id, state, queried }) => `${id} ${state} ${queried}`)).toEqual([
      'seen seen true',
      'unread seen false',
      'absent absent true',
      'other not-recorded false',
      'wrong contradicted true',
    ]);
    expect(rows[0]?.signals[4]).toMatchObject({ reason: '2 does it', events: [{ record: 2 }] });
    expect(rows[1]?.signals).toEqual([]);
  });
});
