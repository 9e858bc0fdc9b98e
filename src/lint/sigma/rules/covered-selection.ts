import { type Expr, walkExpr } from '../../../ir/index.ts';
import { quoteSource } from '../../quote-source.ts';
import type { LintFinding } from '../../rule.ts';
import { coveredItems } from '../../rules/useless-branch.ts';
import { type ValueEntry, valueEntries } from '../entries.ts';
import { logicOfRule } from '../logic.ts';
import type { SigmaLintRule } from '../rule.ts';

/** Alternatives of a condition, or of a list of mappings, that another one covers. */
export const coveredSelection: SigmaLintRule = {
  code: 'lint/covered-selection',
  severity: 'style',
  title: 'Alternative that another one covers',
  why: 'Every event that it takes is taken by the other one anyway: either that one asks for less than was meant, or it can go.',
  help: 'Take it out, or narrow the one that covers it.',
  bad: [
    "detection:\n  any:\n    CommandLine|contains: 'wsman'\n  http:\n    CommandLine|contains: 'wsman:http'\n    User: x\n  condition: any or http",
    "detection:\n  selection:\n    - Image|endswith: '.exe'\n    - Image|endswith: '\\cmd.exe'\n      User: x\n  condition: selection",
    'detection:\n  selection_a:\n    User: x\n  selection_b:\n    User: [y, x]\n  condition: 1 of selection_*',
  ],
  good: [
    "detection:\n  any:\n    CommandLine|contains: 'wsman'\n  http:\n    CommandLine|contains: 'http'\n  condition: any or http",
    "detection:\n  selection:\n    - Image|endswith: '\\cmd.exe'\n    - OriginalFileName: cmd.exe\n  condition: selection",
  ],
  check({ text, map, rule }) {
    const { sites, effort } = logicOfRule(rule);
    const found: LintFinding[] = [];
    const names = rule?.kind === 'rule' ? rule.selections : [];
    const nameOf = ({ origin }: Expr): string => {
      const own = names.find(
        ({ selection }) => selection.span.start === origin.start && selection.span.end === origin.end,
      );
      return own ? `\`${own.name}\`` : quoteSource(text, origin);
    };
    const entries = valueEntries(map, text);
    const entryAt = ({ origin }: Expr): ValueEntry | undefined =>
      entries.find(({ values, span }) => values.length > 1 && span.start <= origin.start && origin.end <= span.end);
    for (const { condition, reading } of sites)
      walkExpr(condition, (expr) => {
        if (expr.kind !== 'or') return;
        for (const { at, by } of coveredItems(expr.items, reading, effort)) {
          const [own, other] = [expr.items[at]!, expr.items[by]!];
          const entry = entryAt(own);
          // The values of one entry are looked at one by one.
          if (entry !== undefined && entry === entryAt(other)) continue;
          found.push({
            span: own.origin,
            message: `${nameOf(own)} adds nothing to ${nameOf(other)}, which takes all that it takes`,
          });
        }
      });
    return found;
  },
};
