import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { operatorNamed } from '../operator-lookup.ts';
import { parseSumo } from '../parser.ts';
import { printSumo } from '../print.ts';
import { withoutSpans } from '../testing/without-spans.ts';
import { SUMO_OPERATORS } from './index.ts';

const PLACEHOLDERS = ['unknown'];

describe('operators', () => {
  it('has one file per operator and one sorted line per file', () => {
    const files = readdirSync(new URL('.', import.meta.url))
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && file !== 'index.ts')
      .sort();
    expect(SUMO_OPERATORS.map((operator) => `${operator.name.replace(' ', '-')}.ts`)).toEqual(files);
  });

  it('has names that the registry finds again', () => {
    for (const operator of SUMO_OPERATORS) expect(operatorNamed(operator.name)).toBe(operator);
  });

  for (const operator of SUMO_OPERATORS) {
    if (PLACEHOLDERS.includes(operator.name)) continue;
    it(`${operator.name} has examples that parse without a finding and print to the same tree`, () => {
      expect(operator.examples.length).toBeGreaterThan(0);
      for (const { query } of operator.examples) {
        const parsed = parseSumo(query);
        expect(parsed.diagnostics, query).toEqual([]);
        expect(
          parsed.query.stages.some((stage) => stage.operator === operator.name) || query.includes(operator.name),
          query,
        ).toBe(true);
        const printed = printSumo(parsed.query);
        expect(withoutSpans(parseSumo(printed).query), printed).toEqual(withoutSpans(parsed.query));
      }
    });
  }
});
