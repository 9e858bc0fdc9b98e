import type { LintFinding } from '../../rule.ts';
import { selectionsOf } from '../entries.ts';
import type { SigmaLintRule } from '../rule.ts';

type Node = {
  readonly kind: string;
  readonly item?: Node;
  readonly items?: readonly Node[];
  readonly pattern?: string | undefined;
};

/** Conditions that take filters for selections because they say `them`. */
export const themWithFilter: SigmaLintRule = {
  code: 'lint/them-with-filter',
  severity: 'misses',
  title: '`them` that takes filters in',
  why: '`them` is every selection, those that were written to leave events out among them, so the rule looks for what it was to leave out.',
  help: 'Write a pattern that names the selections only, and `not 1 of filter_*`.',
  bad: [
    "detection:\n  selection:\n    Image|endswith: '\\cmd.exe'\n  filter_main:\n    User: SYSTEM\n  condition: 1 of them",
    "detection:\n  selection:\n    Image|endswith: '\\cmd.exe'\n  filter_main:\n    User: SYSTEM\n  condition: all of them and not filter_main",
  ],
  good: [
    "detection:\n  selection:\n    Image|endswith: '\\cmd.exe'\n  filter_main:\n    User: SYSTEM\n  condition: selection and not 1 of filter_*",
    'detection:\n  a:\n    Image: x\n  b:\n    Image: y\n  condition: 1 of them',
  ],
  check({ map, rule }) {
    if (rule?.kind !== 'rule') return [];
    const filters = selectionsOf(map).filter(({ key }) => /^(?:filter|exclu|falsepositive|fp_)/i.test(key));
    if (filters.length === 0) return [];
    const names = filters.map(({ key }) => key).join(', ');
    const walk = (node: Node & { readonly patternSpan?: LintFinding['span'] }, negated: boolean): LintFinding[] => {
      if (node.kind === 'not') return walk(node.item!, !negated);
      if (node.kind !== 'of') return (node.items ?? []).flatMap((one) => walk(one, negated));
      if (node.pattern !== undefined || negated) return [];
      return [{ span: node.patternSpan!, message: `\`them\` takes ${names} in, too` }];
    };
    return rule.conditions.flatMap(({ condition }) => walk(condition, false));
  },
};
