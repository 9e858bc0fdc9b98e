import { describe, expect, it } from 'vitest';
import { renderTerminal } from '../diagnostic/index.ts';
import { loadPackage, type PackageFiles } from './package.ts';

const MANIFEST = `id: 00000000-0000-4000-8000-000000000001
slug: sample
title: A sample
version: 0.1.0
status: test
created: 2026-01-01
modified: 2026-01-01
license: Apache-2.0
summary: A sample.
attack:
  version: "18.1"
  mappings:
    - { tactic: lateral-movement, technique: T1021.006, coverage: partial, rationale: a sample }
severity: { level: low, rationale: a sample }
confidence: { level: low, basis: judged, rationale: a sample }
data_sources: [Sysmon]
telemetry:
  - { id: sysmon, provider: P, channel: C, event_ids: [1], required_fields: [], source_categories: [], why: w, minimum: true }
platforms:
  sumo-search: { query_file: queries/q.sumo, source_categories: [], fields: [] }
false_positives: []
tests: [tests/one.yaml]
datasets:
  - id: data
    kind: synthetic
    file: telemetry/data.ndjson
    sha256: ${'0'.repeat(64)}
    format: ndjson
    licence: Apache-2.0
    hosts: { A: source }
references: []
`;

const TEST = `id: one
name: One
kind: true_positive
elevation: false
steps: [a]
cleanup: []
datasets: [data]
vantages:
  source: { expected: hit, why: w, telemetry: [sysmon] }
signals:
  - { id: s, text: t, vantage: source, channel: C, event_id: 1, match: EventID = 1 }
`;

function files(changes: Record<string, string | undefined> = {}, folder = 'd/sample'): PackageFiles {
  const texts: Record<string, string | undefined> = {
    'detection.yaml': MANIFEST,
    'queries/q.sumo': '* | where EventID = 1',
    'tests/one.yaml': TEST,
    ...changes,
  };
  return {
    folder,
    read(path) {
      const found = texts[path];
      if (found === undefined) throw new Error('there is no such file or folder');
      return found;
    },
    list: (inner) =>
      Object.keys(texts)
        .filter((path) => path.startsWith(`${inner}/`))
        .map((path) => path.slice(inner.length + 1)),
  };
}

/** What is wrong, as `file:line:column message`. */
function problems(changes: Record<string, string | undefined>, folder?: string): string[] {
  return loadPackage(files(changes, folder)).problems.map(({ diagnostic, source }) => {
    const { line, column } = source.lines.positionOf(diagnostic.span.start);
    expect(renderTerminal(diagnostic, source, undefined)).toContain(`${source.name}:${line}:${column}`);
    return `${source.name}:${line}:${column} ${diagnostic.message}`;
  });
}

const changed = (from: string, to: string): Record<string, string> => ({
  'detection.yaml': MANIFEST.replace(from, to),
});

describe('loadPackage', () => {
  it('loads a package with its query and tests', () => {
    const { loaded, problems: found } = loadPackage(files());
    expect(found).toEqual([]);
    expect(loaded?.queries.get('sumo-search')?.source.name).toBe('d/sample/queries/q.sumo');
    expect(loaded?.tests.map((test) => test.id)).toEqual(['one']);
  });

  it('says where an ATT&CK id or tactic is wrong', () => {
    expect(problems(changed('T1021.006', 'T1021.099'))).toEqual([
      'd/sample/detection.yaml:13:46 attack.mappings[0].technique: the pinned ATT&CK has no technique T1021.099',
    ]);
    expect(problems(changed('T1021.006', 'T1028'))[0]).toContain('T1028 is revoked; it is T1021.006 now');
    expect(problems(changed('tactic: lateral-movement', 'tactic: execution'))).toEqual([
      'd/sample/detection.yaml:13:17 attack.mappings[0].tactic: T1021.006 has no tactic execution; it has lateral-movement',
    ]);
    expect(problems(changed('lateral-movement', 'lateral-movment'))[0]).toContain('did you mean lateral-movement?');
  });

  it('says where a file is missing, unknown or misnamed', () => {
    expect(problems({ 'queries/q.sumo': undefined })).toEqual([
      'd/sample/detection.yaml:20:30 cannot read queries/q.sumo: there is no such file or folder',
    ]);
    expect(problems({ 'tests/two.yaml': TEST })).toEqual([
      'd/sample/detection.yaml:22:1 tests/two.yaml is not listed, so it would never run',
    ]);
    expect(problems({}, 'd/other')[0]).toContain('the folder is named other, not sample');
    expect(problems({ 'detection.yaml': undefined })[0]).toContain('cannot read detection.yaml');
  });

  it('says where a test refers to something that is not there', () => {
    expect(problems({ 'tests/one.yaml': TEST.replace('[sysmon]', '[sysmn]') })).toEqual([
      'd/sample/tests/one.yaml:9:48 vantages.source.telemetry[0]: there is no telemetry sysmn; did you mean sysmon?',
    ]);
  });

  it('says where a condition is none', () => {
    expect(problems({ 'tests/one.yaml': TEST.replace('EventID = 1', 'EventID ==== 1') })[0]).toMatch(
      /^d\/sample\/tests\/one\.yaml:11:\d+ signals\[0\]\.match: no condition: /,
    );
    expect(problems({ 'tests/one.yaml': TEST.replace('EventID = 1', '"EventID = 1 | limit 1"') })[0]).toContain(
      'one condition without a pipe is expected',
    );
  });

  it('refuses a shipped query that the platform refuses', () => {
    expect(problems({ 'queries/q.sumo': '* | eval x = 1' })[0]).toMatch(/^d\/sample\/queries\/q\.sumo:1:5 /);
  });

  it('refuses keys that nobody reads, and paths out of the package', () => {
    expect(problems(changed('license:', 'licence:')).join('\n')).toContain('unknown key; did you mean license?');
    expect(problems(changed('queries/q.sumo', '../q.sumo'))[0]).toContain('a path inside the package');
  });
});
