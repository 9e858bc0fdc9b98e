import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { matchingRules } from '../testing/run-rule.ts';
import { modifierNamed, SIGMA_MODIFIERS } from './index.ts';

/** Files that hold what several modifiers share. */
const SHARED = ['affix.ts', 'comparison.ts', 'encoding.ts', 'index.ts', 'modifier.ts', 'regex-flag.ts', 'time-part.ts'];

const ruleOf = (item: string): string =>
  `title: example\nlogsource: {category: test}\ndetection:\n  selection:\n    ${item}\n  condition: selection\n`;

describe('modifiers', () => {
  test('each has a file and a line in the registry, sorted', () => {
    const files = readdirSync(new URL('.', import.meta.url)).filter(
      (name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !SHARED.includes(name),
    );
    expect(SIGMA_MODIFIERS.map((one) => `${one.name}.ts`)).toEqual(files.sort());
  });

  test('names and aliases find them', () => {
    for (const one of SIGMA_MODIFIERS)
      for (const name of [one.name, ...(one.aliases ?? [])]) expect(modifierNamed(name)).toBe(one);
    expect(modifierNamed('Contains')).toBeUndefined();
  });

  for (const { name, examples } of SIGMA_MODIFIERS) {
    describe(name, () => {
      test('has an example', () => expect(examples.length).toBeGreaterThan(0));
      for (const { item, matches, misses } of examples) {
        test.each(matches.map((event) => [event]))(`${item} takes %j`, (event) => {
          expect(matchingRules(ruleOf(item), event)).toEqual(['example']);
        });
        test.each(misses.map((event) => [event]))(`${item} does not take %j`, (event) => {
          expect(matchingRules(ruleOf(item), event)).toEqual([]);
        });
      }
    });
  }
});
