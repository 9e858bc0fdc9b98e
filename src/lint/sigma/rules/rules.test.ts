import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isRefusal } from '../../../diagnostic/index.ts';
import { SourceText } from '../../../source/index.ts';
import { DEFAULT_CHECK } from '../../check-query.ts';
import { LINT_RULES } from '../../rules/index.ts';
import { checkSigma, fixSigma, runSigmaRule } from '../check-sigma.ts';
import { contextOf, exampleRule } from '../testing/example-rule.ts';
import { SIGMA_LINT_RULES } from './index.ts';

const source = (text: string): SourceText => new SourceText('example.yml', text);

describe('lint rules for Sigma', () => {
  it('have one file each and one sorted line each, and names of their own', () => {
    const files = readdirSync(new URL('.', import.meta.url))
      .filter((file) => !file.endsWith('.test.ts') && file !== 'index.ts')
      .map((file) => file.replace(/\.ts$/, ''))
      .sort();
    expect(SIGMA_LINT_RULES.map((rule) => rule.code.replace('lint/', ''))).toEqual(files);
    const others = new Set(LINT_RULES.map(({ code }) => code));
    expect(SIGMA_LINT_RULES.filter(({ code }) => others.has(code))).toEqual([]);
  });

  for (const rule of SIGMA_LINT_RULES) {
    describe(rule.code, () => {
      it('has examples of both kinds', () => {
        expect(rule.bad.length).toBeGreaterThan(0);
        expect(rule.good.length).toBeGreaterThan(0);
      });

      it.each(rule.bad)('objects to %s', (keys) => {
        const context = contextOf(exampleRule(keys));
        expect(context.rule).toBeDefined();
        expect(runSigmaRule(rule, context).length).toBeGreaterThan(0);
      });

      it.each(rule.good)('accepts %s', (keys) => {
        const context = contextOf(exampleRule(keys));
        expect(context.rule).toBeDefined();
        expect(runSigmaRule(rule, context)).toEqual([]);
      });

      it.each(rule.bad)('has no fixes for %s but those that load, silence the rule, and are done once', (keys) => {
        const text = exampleRule(keys);
        const found = runSigmaRule(rule, contextOf(text));
        const classes = [...new Set(found.flatMap(({ fixes }) => fixes?.map((fix) => fix.class) ?? []))];
        if (classes.length === 0) return;
        const fixed = fixSigma(source(text), classes, DEFAULT_CHECK);
        const [left] = checkSigma([fixed.source], DEFAULT_CHECK);
        expect(left!.findings.filter(isRefusal)).toEqual([]);
        expect(
          left!.findings.filter(({ code }) => code === rule.code),
          fixed.source.text,
        ).toEqual([]);
        expect(fixSigma(fixed.source, classes, DEFAULT_CHECK).source.text).toBe(fixed.source.text);
      });
    });
  }
});
