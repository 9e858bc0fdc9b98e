import type { LintFinding } from '../../rule.ts';
import { neverHolding } from '../../rules/never-matches.ts';
import { hidingExclusions } from '../hidden.ts';
import { hasSingleValues, logicOfRule } from '../logic.ts';
import type { SigmaLintRule } from '../rule.ts';

/** Rules, selections and values that no event passes. */
export const conditionNeverHolds: SigmaLintRule = {
  code: 'lint/condition-never-holds',
  severity: 'never',
  title: 'Condition that no event passes',
  why: 'Tests that contradict each other, or the log source, pass no event, so the rule or that part of it finds nothing, whatever the logs hold.',
  help: 'Join alternatives by `or`, and ask for values that an event of the log source can have.',
  bad: [
    "detection:\n  shell:\n    Image|endswith: '\\cmd.exe'\n  script:\n    Image|endswith: '\\wscript.exe'\n  condition: shell and script",
    "detection:\n  selection:\n    Image|startswith: 'C:\\Windows\\'\n    Image: 'D:\\a.exe'\n  condition: selection",
    'detection:\n  selection:\n    EventID: 4624\n  condition: selection',
    "detection:\n  a:\n    Image|endswith: '\\a.exe'\n  b:\n    Image|endswith: '\\b.exe'\n  c:\n    User: x\n  condition: (a and b) or c",
  ],
  good: [
    "detection:\n  shell:\n    Image|endswith: '\\cmd.exe'\n  script:\n    Image|endswith: '\\wscript.exe'\n  condition: shell or script",
    "detection:\n  selection:\n    Image|startswith: 'C:\\Windows\\'\n    Image|endswith: '\\a.exe'\n    EventID: 1\n  condition: selection",
    'logsource: {product: windows, service: application}\ndetection:\n  a:\n    Data|contains: x\n  b:\n    Data: y\n  condition: a and b',
    'logsource: {product: aws}\ndetection:\n  a:\n    names: x\n  b:\n    names: y\n  condition: a and b',
  ],
  check({ text, rule }) {
    if (!hasSingleValues(rule)) return [];
    const { sites, effort } = logicOfRule(rule);
    return sites.flatMap((site): readonly LintFinding[] =>
      hidingExclusions(site, effort).length > 0 ? [] : neverHolding(site, text, effort),
    );
  },
};
