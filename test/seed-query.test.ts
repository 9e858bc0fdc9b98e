import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { prepareQuery } from '../src/detection/index.ts';
import { interpreter } from '../src/engines/js/interpret.ts';
import { memorySource } from '../src/formats/index.ts';
import { parseSumo, printSumo } from '../src/languages/sumo/index.ts';
import { fixSumo, lintSumo } from '../src/lint/index.ts';
import { type Alert, detect, type Input } from '../src/scan/index.ts';
import { SourceText } from '../src/source/index.ts';

const shared = resolve(import.meta.dirname, '../../shared');
const isAbsent = !existsSync(join(shared, 'data/evtx'));
if (isAbsent && process.env.CI === 'true') throw new Error('../shared/data is absent, and CI must have it');

/** The query of the published page: from its scope to its last stage. */
function seedQuery(): string {
  const page = readFileSync(join(shared, 'seed/T1021.006-sumo-logic.txt'), 'utf8');
  const last = '| sort by _messageTime desc';
  return page.slice(page.indexOf('(_sourceCategory='), page.indexOf(last) + last.length);
}

function evtxInputs(): Input[] {
  const root = join(shared, 'data/evtx');
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.evtx'))
    .sort()
    .map((name) => {
      const path = join(root, name);
      const open = async () => ({ ...memorySource(path, readFileSync(path)), close: async () => {} });
      return { name: path, size: undefined, found: 'folder', rereadable: true, open };
    });
}

async function alertsOf(text: string, strict: boolean): Promise<Alert[]> {
  const query = prepareQuery(new SourceText('query', text), { strict });
  if (query.status !== 'ready') throw new Error(query.diagnostics.map((one) => one.message).join('; '));
  const detection = { id: 'q', path: 'q', attack: [], form: query.form, repairs: [], plan: query.plan, reads: [] };
  const result = await detect([detection], evtxInputs(), {
    engine: interpreter,
    now: 0,
    timeZone: 'UTC',
    window: { from: undefined, to: undefined },
  });
  const alerts: Alert[] = [];
  for await (const alert of result.alerts) alerts.push(alert);
  return alerts;
}

describe.skipIf(isAbsent)(
  `the query of the published page${isAbsent ? ' (skipped: ../shared/data is absent)' : ''}`,
  () => {
    test('strict, it is refused at eval and nowhere else', () => {
      const prepared = prepareQuery(new SourceText('seed', seedQuery()), { strict: true });
      expect(prepared.status).toBe('refused');
      if (prepared.status !== 'refused') return;
      expect(prepared.diagnostics.map((one) => one.code)).toEqual(['sumo/eval-operator']);
      expect(seedQuery().slice(prepared.diagnostics[0]!.span.start)).toMatch(/^eval AlertType/);
    });

    test('with only eval mended, strict runs it and it matches nothing, as on the platform', async () => {
      const source = new SourceText('seed', seedQuery());
      const { query, diagnostics } = lintSumo(source);
      expect(query.stages.length).toBeGreaterThan(4);
      const fix = diagnostics.find((one) => one.code === 'sumo/eval-operator')!.fixes![0]!;
      const edits = [...fix.edits].sort((a, b) => b.span.start - a.span.start);
      const text = edits.reduce(
        (mended, edit) => mended.slice(0, edit.span.start) + edit.text + mended.slice(edit.span.end),
        source.text,
      );
      expect(text).not.toMatch(/\beval\b/);
      expect(text).toMatch(/matches "\(\?i\)/);
      expect(await alertsOf(text, true)).toEqual([]);
    });

    test('repaired it gives the alerts of the oracle, by file and EventRecordID', async () => {
      const oracle = JSON.parse(readFileSync(join(shared, 'data/evtx/winrm/seed-query-oracle.json'), 'utf8')) as {
        files: Record<string, { hits: { record: number; alert: string }[] }>;
      };
      const wanted = Object.entries(oracle.files).flatMap(([file, { hits }]) =>
        hits.map((hit) => `${file} ${hit.record} ${hit.alert}`),
      );
      const alerts = await alertsOf(seedQuery(), false);
      const found = alerts.map(({ events: [event], fields }) => {
        return `${relative(join(shared, 'data/evtx'), event!.file)} ${event!.record} ${String(fields.AlertType)}`;
      });
      expect(wanted).toHaveLength(539);
      expect(found.sort()).toEqual(wanted.sort());
      expect(found.filter((line) => line.endsWith('WinRM_RemoteExec'))).toHaveLength(538);
      expect(Object.keys(alerts[0]!.fields)).toEqual([
        '_messageTime',
        'Computer',
        'User',
        'FileName',
        'CommandLine',
        'ParentFileName',
        'AlertType',
      ]);
    });

    test('the repaired text is valid, prints and parses to the same, and repairing it again changes nothing', () => {
      const repaired = fixSumo(new SourceText('seed', seedQuery()), ['repair']);
      expect(repaired.applied.length).toBeGreaterThan(10);
      expect(repaired.remaining.filter((one) => one.severity === 'fails' || one.severity === 'never')).toEqual([]);
      expect(repaired.text).toContain('FileName != "WerFault.exe"');
      const printed = printSumo(parseSumo(repaired.text).query);
      expect(parseSumo(printed).diagnostics).toEqual([]);
      expect(printSumo(parseSumo(printed).query)).toBe(printed);
      const again = fixSumo(new SourceText('seed', repaired.text), ['repair']);
      expect(again.applied).toEqual([]);
      expect(again.text).toBe(repaired.text);
    });
  },
);
