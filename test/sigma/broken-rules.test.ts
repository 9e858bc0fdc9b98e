import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { loadSigma, parseSigma } from '../../src/languages/sigma/index.ts';
import { SourceText } from '../../src/source/index.ts';
import { spoor } from '../cli/run-cli.ts';
import { BROKEN_RULES } from './broken-rules.ts';

const folder = mkdtempSync(join(tmpdir(), 'spoor-sigma-'));
afterAll(() => rmSync(folder, { recursive: true }));

function put(path: string, text: string): string {
  const whole = join(folder, path);
  mkdirSync(join(whole, '..'), { recursive: true });
  writeFileSync(whole, text);
  return whole;
}

const good = (title: string, image: string): string => `title: ${title}
id: 0000000${title.length}-0000-4000-8000-000000000000
logsource: {category: process_creation, product: windows}
detection:
  selection: {Image|endswith: '${image}'}
  condition: selection
level: high
tags: [attack.execution, attack.t1059.003]
`;

const LOG = put(
  'log.ndjson',
  `${JSON.stringify({ Channel: 'Microsoft-Windows-Sysmon/Operational', EventID: 1, Computer: 'WS1', TimeCreated: '2024-05-01T10:00:00Z', Image: 'C:\\cmd.exe' })}\n`,
);

describe('a broken file', () => {
  test.each(BROKEN_RULES)('$name is refused at line $line', ({ text, line, code }) => {
    const source = new SourceText('rule.yml', text);
    const { rules, refused } = loadSigma(parseSigma(source));
    expect(rules).toEqual([]);
    const found = refused.flatMap((one) => one.diagnostics).find((one) => one.severity === 'fails');
    expect({ code: found?.code, line: source.lines.positionOf(found?.span.start ?? -1).line }).toEqual({ code, line });
  });

  test('there are at least thirty kinds', () => {
    expect(new Set(BROKEN_RULES.map((one) => one.name)).size).toBe(BROKEN_RULES.length);
    expect(BROKEN_RULES.length).toBeGreaterThanOrEqual(30);
  });
});

describe('a folder with broken files among good ones', () => {
  for (const { name, text } of BROKEN_RULES) put(`rules/${name}.yml`, text);
  put('rules/a-good.yml', good('first', '\\cmd.exe'));
  put('rules/z-good.yaml', good('second', '\\pwsh.exe'));

  test('scans with the good ones and lists the broken ones with their lines', async () => {
    const { code, stdout, stderr } = await spoor([
      ...['scan', LOG, '--rules', join(folder, 'rules'), '--verbose', '--format', 'ndjson'],
    ]);
    expect(code).toBe(0);
    expect(stderr).toContain(`rules 2 loaded, ${BROKEN_RULES.length} not loaded, 0 see nothing here`);
    for (const { name, line } of BROKEN_RULES)
      expect(stderr).toMatch(new RegExp(`not loaded .*/${name}\\.yml: .*/${name}\\.yml:${line}:\\d+: \\S`));
    const alerts = stdout
      .trim()
      .split('\n')
      .map((text) => JSON.parse(text) as Record<string, unknown>);
    expect(alerts).toEqual([
      {
        v: 1,
        rule: { id: '00000005-0000-4000-8000-000000000000', path: join(folder, 'rules/a-good.yml') },
        title: 'first',
        severity: 'high',
        attack: ['T1059.003'],
        form: 'as-written',
        time: '2024-05-01T10:00:00.000Z',
        host: 'WS1',
        fields: { Image: 'C:\\cmd.exe' },
        events: [{ file: LOG, record: 1, channel: 'Microsoft-Windows-Sysmon/Operational', eventId: 1 }],
        count: 1,
        repairs: [],
      },
    ]);
  });

  test('one that is named itself ends the run with its place', async () => {
    const { code, stdout, stderr } = await spoor(['scan', LOG, '--rules', join(folder, 'rules/unknown-modifier.yml')]);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/sigma\/unknown-modifier.*did you mean endswith[\s\S]*unknown-modifier\.yml:5:11/);
  });

  test('rules that can see nothing are counted and named with the log that they need', async () => {
    const rules = put('blind/dns.yml', good('dns', 'x').replace('process_creation', 'dns_query'));
    put('blind/access.yml', good('access', 'x').replace('process_creation', 'file_access'));
    put('blind/linux.yml', good('linux rule', 'x').replace('product: windows', 'product: linux'));
    put('blind/seeing.yml', good('sees', 'x'));
    const { stderr } = await spoor(['scan', LOG, '--rules', join(rules, '..'), '--verbose']);
    expect(stderr).toContain('rules 4 loaded, 0 not loaded, 3 see nothing here');
    expect(stderr).toMatch(/sees nothing .*dns\.yml .*: it reads Sysmon 22, which is not here/);
    expect(stderr).toMatch(/sees nothing .*access\.yml .*: it needs the trace provider Microsoft-Windows-Kernel-File/);
    expect(stderr).toMatch(/sees nothing .*linux\.yml .*: it needs logs of linux process_creation/);
    expect(stderr).toContain('Not here, but read by ');
  });
});
