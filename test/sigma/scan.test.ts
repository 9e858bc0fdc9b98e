import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { spoor } from '../cli/run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'spoor-sigma-scan-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const event = (minute: number, fields: Record<string, unknown>): string =>
  `${JSON.stringify({ Channel: 'Security', EventID: 4625, Computer: 'DC1', TimeCreated: `2024-05-01T10:0${minute}:00Z`, ...fields })}\n`;

const LOG = file(
  'log.ndjson',
  [0, 1, 2].map((minute) => event(minute, { TargetUserName: 'bob', LogonType: '3' })).join(''),
);

const RULES = file(
  'rules.yml',
  `title: failed
name: failed
logsource: {product: windows, service: security}
detection:
  selection: {EventID: 4625, TargetUserName|expand: '%Users%'}
  condition: selection
---
title: guessing
id: 5b9e8c1a-1111-4222-8333-abcdefabcdef
level: high
tags: [attack.t1110.001]
correlation: {type: event_count, rules: [failed], group-by: [TargetUserName], timespan: 5m, condition: {gte: 3}}
`,
);

const PIPELINE = file('pipeline.yml', 'vars: {Users: [alice, bob]}\ntransformations: [{type: value_placeholders}]\n');

describe('scan with Sigma rules', () => {
  test('a correlation over a rule with a placeholder that a pipeline fills', async () => {
    const { code, stdout, stderr } = await spoor([
      ...['scan', LOG, '--rules', RULES, '--pipeline', PIPELINE, '--format', 'ndjson'],
    ]);
    expect(code).toBe(0);
    expect(stderr).toContain('rules 2 loaded, 0 not loaded, 0 see nothing here');
    expect(JSON.parse(stdout)).toMatchObject({
      rule: { id: '5b9e8c1a-1111-4222-8333-abcdefabcdef', path: RULES },
      title: 'guessing',
      severity: 'high',
      attack: ['T1110.001'],
      firstTime: '2024-05-01T10:00:00.000Z',
      time: '2024-05-01T10:02:00.000Z',
      fields: { TargetUserName: 'bob', measure: 3, events: 3 },
      count: 3,
    });
    expect((await spoor(['scan', LOG, '--rules', RULES, '--pipeline', PIPELINE, '--fail-on', 'high'])).code).toBe(1);
  });

  test('without the pipeline neither loads, and both say why', async () => {
    const { code, stderr } = await spoor(['scan', LOG, '--rules', folder, '--verbose']);
    expect(code).toBe(0);
    expect(stderr).toContain('rules 0 loaded, 2 not loaded');
    expect(stderr).toMatch(/rules\.yml:5:\d+: the placeholder %Users% has no value/);
    expect(stderr).toMatch(/rules\.yml:12:\d+: the rule failed does not load/);
  });

  test('a pipeline that cannot be used, or that nothing uses, is wrong use', async () => {
    const broken = file('broken.yml', 'transformations: [{type: http_placeholders}]\n');
    const refused = await spoor(['scan', LOG, '--rules', RULES, '--pipeline', broken]);
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toMatch(/sigma\/invalid-pipeline[\s\S]*broken\.yml:1:26/);
    const unused = await spoor(['scan', LOG, '--pipeline', PIPELINE]);
    expect(unused.code).toBe(2);
    expect(unused.stderr).toContain('--rules');
  });
});
