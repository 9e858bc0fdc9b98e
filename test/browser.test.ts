import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseSync } from 'oxc-parser';
import { rolldown } from 'rolldown';
import { describe, expect, test } from 'vitest';
import { chromium, domOf } from './chromium.ts';

const root = resolve(import.meta.dirname, '..');
const isCi = process.env.CI === 'true';

/** A page that runs the page's detection on a log given as base64 and writes the alerts into the document. */
const PAGE_SCRIPT = `
import { compiledEngine, detect, memorySource, prepareQuery, SourceText } from '${join(root, 'src/index.ts')}';
globalThis.runSpoor = async (queryText, name, base64) => {
  const bytes = Uint8Array.from(atob(base64), (unit) => unit.charCodeAt(0));
  const query = prepareQuery(new SourceText('query', queryText), { strict: false });
  if (query.status !== 'ready') throw new Error(query.diagnostics[0].message);
  const input = {
    name, size: bytes.length, found: 'named', rereadable: true,
    open: async () => ({ ...memorySource(name, bytes), close: async () => {} }),
  };
  const detection = { id: 'page', path: 'page', attack: [], form: query.form, repairs: [], plan: query.plan, reads: [] };
  const result = await detect([detection], [input], {
    engine: compiledEngine, now: 0, timeZone: 'UTC', window: { from: undefined, to: undefined },
  });
  const alerts = [];
  for await (const alert of result.alerts) alerts.push(alert);
  return alerts;
};
`;

/** Names among `wanted` that the code calls or constructs. */
function callsOf(code: string, wanted: readonly string[]): string[] {
  const found: string[] = [];
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) for (const item of node) visit(item);
    else if (node && typeof node === 'object') {
      const { type, callee } = node as { type?: string; callee?: { type: string; name?: string } };
      const isCall = type === 'CallExpression' || type === 'NewExpression';
      if (isCall && callee?.type === 'Identifier' && wanted.includes(callee.name ?? '')) found.push(callee.name!);
      for (const value of Object.values(node)) visit(value);
    }
  };
  visit(parseSync('bundle.js', code).program);
  return found;
}

async function bundle(folder: string): Promise<string> {
  const entry = join(folder, 'entry.ts');
  writeFileSync(entry, PAGE_SCRIPT);
  const build = await rolldown({
    input: entry,
    platform: 'browser',
    cwd: root,
    logLevel: 'silent',
    resolve: { modules: [join(root, 'node_modules')] },
  });
  const { output } = await build.generate({ format: 'iife', codeSplitting: false });
  await build.close();
  return output[0].code;
}

function evtxSample(): { name: string; bytes: Buffer } | undefined {
  const folder = join(root, '../shared/data/evtx/winrm/evtx-attack-samples');
  if (!existsSync(folder)) return undefined;
  const name = readdirSync(folder).find((file) => file.includes('wsmprovhost'))!;
  return { name, bytes: readFileSync(join(folder, name)) };
}

describe('browser', () => {
  test('the library is bundled without a module of Node', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'spoor-browser-'));
    try {
      const code = await bundle(folder);
      expect(code).not.toMatch(/\brequire\(|from\s*["']node:|import\(["']node:/);
      expect(callsOf(code, ['eval', 'Function'])).toEqual([]);
      expect(callsOf(code, ['atob']).length).toBeGreaterThan(0);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  const sample = evtxSample();
  const reason = !chromium ? 'no Chromium is installed' : !sample ? '../shared/data is absent' : '';
  test.skipIf(reason !== '' && !isCi)(
    `decodes an event log and runs a detection in Chromium${reason ? ` (skipped: ${reason})` : ''}`,
    async () => {
      if (!chromium || !sample) throw new Error(`in CI this must run, but ${reason}`);
      const folder = mkdtempSync(join(tmpdir(), 'spoor-browser-'));
      try {
        const code = await bundle(folder);
        const query = readFileSync(
          join(root, 'detections/t1021.006-windows-remote-management/queries/sumo-search.sumo'),
          'utf8',
        );
        const call = `runSpoor(${JSON.stringify(query)}, ${JSON.stringify(sample.name)}, "${sample.bytes.toString('base64')}")`;
        const html = `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self' 'unsafe-inline'"><pre id="out">waiting</pre>
<script>${code.replaceAll('</script', '<\\/script')}</script>
<script>${call}.then((alerts) => { document.getElementById('out').textContent = JSON.stringify(alerts); }, (error) => { document.getElementById('out').textContent = 'failed: ' + error.stack; });</script>`;
        const page = join(folder, 'page.html');
        writeFileSync(page, html);
        const stdout = domOf(`file://${page}`, join(folder, 'profile'));
        const text = /<pre id="out">([\s\S]*?)<\/pre>/.exec(stdout)?.[1] ?? stdout.slice(0, 500);
        const alerts = JSON.parse(text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')) as {
          events: { record: number }[];
        }[];
        expect(alerts.map((alert) => alert.events[0]?.record)).toEqual([18002]);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  );
});
