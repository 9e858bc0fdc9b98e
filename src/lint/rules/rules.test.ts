import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isRefusal } from '../../diagnostic/index.ts';
import { parseSumo } from '../../languages/sumo/index.ts';
import { SourceText } from '../../source/index.ts';
import { fixSumo } from '../fix.ts';
import { lintSumo, runRule } from '../linter.ts';
import { LINT_RULES } from './index.ts';

const source = (text: string): SourceText => new SourceText('<example>', text);

describe('lint rules', () => {
  it('have one file each and one sorted line each', () => {
    const files = readdirSync(new URL('.', import.meta.url))
      .filter((file) => !file.endsWith('.test.ts') && file !== 'index.ts')
      .map((file) => file.replace(/\.ts$/, ''))
      .sort();
    expect(LINT_RULES.map((rule) => rule.code.replace('lint/', ''))).toEqual(files);
  });

  for (const rule of LINT_RULES) {
    describe(rule.code, () => {
      it('has examples of both kinds', () => {
        expect(rule.bad.length).toBeGreaterThan(0);
        expect(rule.good.length).toBeGreaterThan(0);
      });

      it.each(rule.bad)('objects to %s', (text) => {
        const { query, diagnostics } = parseSumo(text);
        expect(diagnostics.filter(isRefusal)).toEqual([]);
        expect(runRule(rule, { text, query }).length).toBeGreaterThan(0);
      });

      it.each(rule.good)('accepts %s', (text) => {
        const { query, diagnostics } = parseSumo(text);
        expect(diagnostics.filter(isRefusal)).toEqual([]);
        expect(runRule(rule, { text, query })).toEqual([]);
      });

      it.each(rule.bad)('has no fixes for %s but those that parse, silence the rule, and are done once', (text) => {
        const { diagnostics } = lintSumo(source(text));
        const found = diagnostics.filter(({ code }) => code === rule.code);
        const classes = [...new Set(found.flatMap(({ fixes }) => fixes?.map((fix) => fix.class) ?? []))];
        // Some faults have no fix that could be guessed.
        if (rule.unfixable !== undefined) expect(classes).toEqual([]);
        if (classes.length === 0) return;
        const fixed = fixSumo(source(text), classes);
        expect(fixed.remaining.filter(isRefusal)).toEqual([]);
        expect(
          fixed.remaining.filter(({ code }) => code === rule.code),
          fixed.text,
        ).toEqual([]);
        expect(fixSumo(source(fixed.text), classes).text).toBe(fixed.text);
      });
    });
  }
});
