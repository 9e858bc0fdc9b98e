import { expect, test } from 'vitest';
import { describeShared } from '../formats/shared-data.ts';
import { convertRuleSet } from './rule-set-run.ts';

describeShared('sigma/rules', () => {
  test('rules of the rule set as searches and back: all are valid', () => {
    expect(convertRuleSet(48)).toMatchInlineSnapshot(`
      {
        "back": {
          "exact": 60,
          "unsupported": 4,
        },
        "counts": {
          "approximate": 4,
          "exact": 60,
        },
        "faults": [],
        "reasons": {
          "log source": 4,
        },
        "unsupported": [],
      }
    `);
  });
});
