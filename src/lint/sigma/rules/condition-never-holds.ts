import type { Span } from '../../../source/index.ts';
import { quoteSource } from '../../quote-source.ts';
import type { LintFinding } from '../../rule.ts';
import { neverHolding } from '../../rules/never-matches.ts';
import { type ValueEntry, valueEntries } from '../entries.ts';
import { hidingExclusions } from '../hidden.ts';
import { hasSingleValues, logicOfRule } from '../logic.ts';
import type { SigmaLintRule } from '../rule.ts';

/** Findings at all values of one entry as one finding at the entry. */
function joined(found: readonly LintFinding[], entries: readonly ValueEntry[], text: string): readonly LintFinding[] {
  const isIn = ({ span }: ValueEntry, one: LintFinding): boolean =>
    span.start <= one.span.start && one.span.end <= span.end;
  const whole = entries.filter(
    (entry) => entry.values.length > 1 && found.filter((one) => isIn(entry, one)).length === entry.values.length,
  );
  return [
    ...found.filter((one) => !whole.some((entry) => isIn(entry, one))),
    ...whole.map((entry): LintFinding => {
      const { severity } = found.find((one) => isIn(entry, one))!;
      const message = `none of the values of ${quoteSource(text, entry.span)} can hold beside the rest of the condition`;
      return { span: entry.span, message, ...(severity && { severity }) };
    }),
  ];
}

/** A value as a message quotes it: with its key, since another may ask for the same otherwise. */
function quoteValue(span: Span, entries: readonly ValueEntry[], text: string): string {
  const found = entries.find(({ values }) => values.some((one) => isSame(one.span, span)));
  const own = quoteSource(text, span);
  return found?.entry ? `\`${found.entry.key}: ${own.slice(1)}` : own;
}

const isSame = (a: Span, b: Span): boolean => a.start === b.start && a.end === b.end;

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
    'logsource: {product: windows, service: security}\ndetection:\n  selection:\n    EventID: 4624\n    KeyLength|gt: 128\n    KeyLength|lte: 128\n  condition: selection',
  ],
  good: [
    "detection:\n  shell:\n    Image|endswith: '\\cmd.exe'\n  script:\n    Image|endswith: '\\wscript.exe'\n  condition: shell or script",
    "detection:\n  selection:\n    Image|startswith: 'C:\\Windows\\'\n    Image|endswith: '\\a.exe'\n    EventID: 1\n  condition: selection",
    'logsource: {product: windows, service: application}\ndetection:\n  a:\n    Data|contains: x\n  b:\n    Data: y\n  condition: a and b',
    'logsource: {product: windows, service: security}\ndetection:\n  selection:\n    EventID: 4624\n    KeyLength|gte: 128\n    KeyLength|lte: 128\n  condition: selection',
    'logsource: {product: aws}\ndetection:\n  a:\n    names: x\n  b:\n    names: y\n  condition: a and b',
  ],
  check({ text, map, rule }) {
    if (!hasSingleValues(rule)) return [];
    const { sites, effort } = logicOfRule(rule);
    const entries = valueEntries(map, text);
    const quote = (span: Span): string => quoteValue(span, entries, text);
    const found = sites.flatMap((site): readonly LintFinding[] =>
      hidingExclusions(site, effort).length > 0 ? [] : neverHolding(site, text, effort, quote),
    );
    return joined(found, entries, text);
  },
};
