import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { chromium, domOf } from './chromium.ts';
import { spoor } from './cli/run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'spoor-report-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** What an attacker may write into a command line, synthetic. */
const HOSTILE = `tool.exe </script><script>document.title='owned'</script><img src=x onerror="document.title='owned'"> '"&amp; \u202Egpj.exe`;

const LOG = file(
  'log.ndjson',
  [0, 1, 2]
    .map((hour) => ({
      ...{ Channel: 'Microsoft-Windows-Sysmon/Operational', EventID: 1, Computer: `<b>WS${hour % 2}</b>` },
      ...{ TimeCreated: `2024-05-01T1${hour}:00:00Z`, User: 'CORP\\a"b', Image: 'C:\\tool.exe', CommandLine: HOSTILE },
    }))
    .map((event) => `${JSON.stringify(event)}\n`)
    .join(''),
);
const RULE = file(
  'rule.yml',
  `title: 'A <i>tool</i> ran'
level: high
tags: [attack.t1059.001]
logsource: {product: windows, category: process_creation}
detection:
  selection: {Image|endswith: '\\tool.exe'}
  condition: selection
`,
);
const PAGE = join(folder, 'report.html');

describe('the report', () => {
  test('is one page under a policy of its own, in which texts of logs are text', async () => {
    const { code, stdout } = await spoor(['scan', LOG, '--rules', RULE, '--format', 'html', '--output', PAGE]);
    expect([code, stdout]).toEqual([0, '']);
    const page = readFileSync(PAGE, 'utf8');
    expect(page).toMatch(
      /content="default-src &#39;none&#39;; style-src &#39;sha256-[\w+/=]{44}&#39;; script-src &#39;sha256-[\w+/=]{44}&#39;;/,
    );
    expect(page).not.toMatch(/<[a-z][^>]*\s(?:style|on\w+)=|https?:\/\/|<b>WS|<i>tool|<img|\u202e/i);
    expect(page.match(/<script/g)).toHaveLength(2);
    expect(page).toContain('3 alerts of 1 rule on 2 hosts, 2024-05-01 10:00 to 12:00 UTC.');
  });

  test('a scan that finds nothing says so, and has no script', async () => {
    const none = ['--rules', RULE, '--from', '2030-01-01', '--format', 'html'];
    const { stdout } = await spoor(['scan', LOG, ...none]);
    expect(stdout).toContain('No alert in 3 events.');
    expect(stdout).not.toMatch(/<script|<h2>Look/);
  });

  const isCi = process.env.CI === 'true';
  test.skipIf(!chromium && !isCi)('shows the events of a rule in Chromium', () => {
    const dom = domOf(`file://${PAGE}#rule-0`, join(folder, 'profile'));
    expect(dom).toMatch(/<title>Spoor report, /);
    const [, events = ''] = /<div class="events">([\s\S]*?)<\/details>/.exec(dom) ?? [];
    expect(events.match(/<div class="event">/g)).toHaveLength(2);
    expect(events).toContain('<b>2024-05-01 10:00:00.000 to 2024-05-01 12:00:00.000</b><span>×2</span>');
    expect(events).toContain('<dt>CommandLine</dt><dd>tool.exe &lt;/script&gt;&lt;script&gt;document.title=');
    expect(events).toContain('‹U+202E›gpj.exe</dd>');
    expect(events).toContain('log.ndjson#1</span>');
    expect(dom).toMatch(/<div class="state dim" id="state" aria-live="polite">1 rule<\/div>/);
  });
});
