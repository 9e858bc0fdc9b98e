import { expect, test } from 'vitest';
import { describeShared } from '../formats/shared-data.ts';
import { convertRuleSet } from './rule-set-run.ts';

describeShared('sigma/rules', () => {
  test('rules of the rule set as searches and back: all are valid', () => {
    expect(convertRuleSet(24)).toMatchInlineSnapshot(`
      {
        "back": {
          "exact": 120,
          "unsupported": 7,
        },
        "counts": {
          "approximate": 7,
          "exact": 120,
        },
        "faults": [],
        "reasons": {
          "keywords": 1,
          "log source": 7,
        },
        "unsupported": [],
      }
    `);
  });
});
