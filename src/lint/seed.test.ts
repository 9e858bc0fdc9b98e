import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isRefusal } from '../diagnostic/index.ts';
import { parseSumo, printSumo } from '../languages/sumo/index.ts';
import { SourceText } from '../source/index.ts';
import { fixSumo } from './fix.ts';
import { lintSumo } from './linter.ts';

const PAGE = resolve(process.cwd(), '../shared/seed/T1021.006-sumo-logic.txt');

function readSeed(): string | undefined {
  if (!existsSync(PAGE)) {
    if (process.env.CI === 'true') throw new Error('../shared/seed is missing, and CI must not skip it');
    return undefined;
  }
  const page = readFileSync(PAGE, 'utf8');
  return page.slice(page.indexOf('(_sourceCategory'), page.indexOf('high severity'));
}

const seed = readSeed();
if (seed === undefined) console.warn('skipped: the seed page (../shared/seed) is not installed');

describe.skipIf(seed === undefined)('the query of the seed page', () => {
  const text = seed ?? '';
  const source = new SourceText('<seed>', text);

  it('is refused at `eval` and nowhere else', () => {
    const refused = lintSumo(source).diagnostics.filter(isRefusal);
    expect(refused.map(({ code, span }) => [code, text.slice(span.start, span.end)])).toEqual([
      ['sumo/eval-operator', 'eval'],
    ]);
  });

  it('has a condition that can never hold at each regular expression in quotes', () => {
    const never = lintSumo(source).diagnostics.filter(({ severity }) => severity === 'never');
    expect(never.length).toBe(text.split('matches "(?i)').length - 1);
    expect(new Set(never.map(({ code }) => code))).toEqual(new Set(['lint/regex-in-wildcard']));
  });

  it('is repaired to valid text, once and for all', () => {
    const fixed = fixSumo(source, ['repair']);
    expect(fixed.applied.length).toBe(14);
    expect(fixed.remaining.filter(({ severity }) => severity === 'fails' || severity === 'never')).toEqual([]);
    expect(fixed.text).toContain('matches /(?i)wsmprovhost.exe/');
    expect(fixed.text).toContain('matches /(?i)wsman:\\/\\//');
    expect(fixed.text).toContain('FileName != "WerFault.exe"');
    expect(fixed.text).toMatch(/"Unknown"\)\)\) as AlertType\n\| fields/);
    expect(fixSumo(new SourceText('<seed>', fixed.text), ['repair']).text).toBe(fixed.text);
    expect(parseSumo(printSumo(parseSumo(fixed.text).query)).diagnostics).toEqual([]);
  });
});
