import type { LintFinding } from '../../rule.ts';
import { hidingExclusions } from '../hidden.ts';
import { logicOfRule } from '../logic.ts';
import type { SigmaLintRule } from '../rule.ts';

/** Filters that take out all that the selections find. */
export const filterHidesAll: SigmaLintRule = {
  code: 'lint/filter-hides-all',
  severity: 'never',
  title: 'Filter that takes out all that the rule finds',
  why: 'Every event that passes the selections is also one that the filter leaves out, the attack among them.',
  help: 'Narrow the filter: by the whole path, by the user, or by what starts the program.',
  bad: [
    "detection:\n  selection:\n    Image|endswith: '\\certutil.exe'\n  filter:\n    Image|endswith: '.exe'\n  condition: selection and not filter",
    "detection:\n  selection:\n    Image|endswith: ['\\a.exe', '\\b.exe']\n    User: x\n  filter_main_a:\n    Image|endswith: '\\a.exe'\n  filter_main_b:\n    Image|contains: 'b.exe'\n  condition: selection and not 1 of filter_main_*",
  ],
  good: [
    "detection:\n  selection:\n    Image|endswith: '\\certutil.exe'\n  filter:\n    Image|startswith: 'C:\\Windows\\'\n  condition: selection and not filter",
    "detection:\n  selection:\n    Image|endswith: '.exe'\n  filter:\n    Image|endswith: '\\certutil.exe'\n  condition: selection and not filter",
  ],
  check({ rule }) {
    const { sites, effort } = logicOfRule(rule);
    return sites.flatMap((site) =>
      hidingExclusions(site, effort).map(
        ({ origin }): LintFinding => ({
          span: origin,
          message: 'this takes out every event that the rest of the condition finds',
        }),
      ),
    );
  },
};
