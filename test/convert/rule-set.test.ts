import { expect, test } from 'vitest';
import { describeShared } from '../formats/shared-data.ts';
import { convertRuleSet } from './rule-set-run.ts';

describeShared('sigma/rules', () => {
  test('rules of the rule set as searches and back: all are valid', () => {
    expect(convertRuleSet(24)).toMatchInlineSnapshot(`
      {
        "back": {
          "approximate": 1,
          "exact": 239,
          "unsupported": 12,
        },
        "counts": {
          "approximate": 13,
          "exact": 239,
          "unsupported": 1,
        },
        "faults": [],
        "reasons": {
          "keywords": 3,
          "log source": 12,
        },
        "unsupported": [
          "driver_load_win_vuln_drivers.yml: length",
        ],
      }
    `);
  });
});
