import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compileRegex } from './compile.ts';

const path = resolve(import.meta.dirname, '../../../../shared/data/sumo-queries/real-queries.jsonl');

/** Patterns of `parse regex` and `extract` in the real queries, found roughly. */
function realPatterns(): string[] {
  const patterns = new Set<string>();
  const call = /(?:parse\s+regex|\bregex|\bextract)\s+(?:field\s*=\s*(?:%"[^"]*"|[\w.]+)\s+)?"((?:[^"\\]|\\.)*)"/gis;
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    if (line === '') continue;
    const { query } = JSON.parse(line) as { query: string };
    for (const match of query.matchAll(call)) patterns.add(match[1]!.replaceAll('\\"', '"'));
  }
  return [...patterns];
}

describe('patterns of real queries', () => {
  if (!existsSync(path)) {
    const title = 'the real queries are not here (../shared/data/sumo-queries)';
    if (process.env.CI === 'true') test(title, () => expect.fail(title));
    else test.skip(title, () => {});
    return;
  }

  test('at least 99 of 100 compile as Java', () => {
    const patterns = realPatterns();
    const refused = patterns.flatMap((pattern) => {
      const { regex, diagnostics } = compileRegex(pattern, { dialect: 'java' });
      if (regex) regex.find(`${'User: a=b, c\n'.repeat(100)}`);
      return regex ? [] : [`${diagnostics.map((one) => `${one.code}: ${one.message}`).join('; ')}  in  ${pattern}`];
    });
    expect(patterns.length).toBeGreaterThan(800);
    if (process.env.SPOOR_SHOW) console.log(refused.join('\n'));
    expect(refused.length / patterns.length).toBeLessThan(0.01);
  });
});
