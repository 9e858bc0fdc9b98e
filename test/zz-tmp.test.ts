import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'vitest';
import { parseSigma } from '/work/trees/sigma/src/languages/sigma/document.ts';
import { SourceText } from '/work/trees/sigma/src/source/index.ts';
test('x', () => {
  for (const dir of ['rules', 'rules-other', 'spec/test-rules']) {
  const root = '/work/trees/shared/data/sigma/' + dir;
  const t = Date.now();
  let n = 0, bad = 0;
  const codes = new Map<string, number>();
  for (const f of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
    if (!f.endsWith('.yml')) continue;
    const source = new SourceText(f, readFileSync(root + '/' + f, 'utf8'));
    for (const d of parseSigma(source)) {
      n++;
      if (!d.rule) { bad++; const x = d.diagnostics.find(o => o.severity === 'fails'); console.log(f + ':' + source.lines.positionOf(x!.span.start).line, x?.code, x?.message); }
      for (const x of d.diagnostics) codes.set(x.code + ' ' + x.severity, (codes.get(x.code + ' ' + x.severity) ?? 0) + 1);
    }
  }
  console.log(dir, n, bad, Date.now() - t, codes);
  }
}, 100000);
