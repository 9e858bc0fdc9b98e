import { alwaysHolding } from '../../rules/always-true.ts';
import { logicOfRule } from '../logic.ts';
import type { SigmaLintRule } from '../rule.ts';

/** Conditions that every event passes. */
export const conditionAlwaysHolds: SigmaLintRule = {
  code: 'lint/condition-always-holds',
  severity: 'never',
  title: 'Condition that every event passes',
  why: 'A value differs from at least one of two others, so exclusions that are joined by `or` leave nothing out.',
  help: 'Join exclusions by `and not`, or write `not 1 of filter_*`.',
  bad: [
    "detection:\n  selection:\n    Image|endswith: '\\cmd.exe'\n  filter_a:\n    User: a\n  filter_b:\n    User: b\n  condition: selection and (not filter_a or not filter_b)",
    "detection:\n  selection:\n    Image|endswith: '\\cmd.exe'\n  filter_a:\n    User: a\n  filter_b:\n    User: b\n  condition: selection and not all of filter_*",
  ],
  good: [
    "detection:\n  selection:\n    Image|endswith: '\\cmd.exe'\n  filter_a:\n    User: a\n  filter_b:\n    User: b\n  condition: selection and not 1 of filter_*",
    "detection:\n  selection:\n    Image|endswith: '\\cmd.exe'\n  filter_a:\n    User: a\n  filter_b:\n    ParentUser: b\n  condition: selection and not all of filter_*",
  ],
  check({ text, rule }) {
    const { sites, effort } = logicOfRule(rule);
    return sites.flatMap(({ condition, reading }) => alwaysHolding(condition, reading, effort, text));
  },
};
