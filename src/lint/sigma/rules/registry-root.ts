import { foldName } from '../../../event/index.ts';
import type { LintFinding } from '../../rule.ts';
import { hasModifier, hasOnly, plainStart, valueEntries } from '../entries.ts';
import { severityOfLost } from '../lost-values.ts';
import type { SigmaLintRule } from '../rule.ts';
import { foreignRoot, isRegistry } from '../windows-values.ts';

/** Registry keys by names that their roots do not have in logs. */
export const registryRoot: SigmaLintRule = {
  code: 'lint/registry-root',
  severity: 'never',
  title: 'Registry key whose root is logged under another name',
  why: 'Keys are logged below HKLM, HKCR, or HKU with the SID of a user; HKEY_… and HKCU are names that tools show.',
  help: 'Write the root as the log has it; for the keys of a user, ask for the rest of the path by `contains`.',
  bad: [
    "logsource: {product: windows, category: registry_set}\ndetection:\n  selection:\n    TargetObject|startswith: 'HKCU\\Software\\Acme'\n  condition: selection",
    "logsource: {product: windows, category: registry_event}\ndetection:\n  selection:\n    TargetObject|startswith:\n      - 'HKEY_LOCAL_MACHINE\\Software\\Acme'\n      - 'HKLM\\Software\\Other'\n  condition: selection",
    "logsource: {product: windows, service: sysmon}\ndetection:\n  selection:\n    EventID: 13\n    TargetObject: 'HKEY_CURRENT_USER\\Software\\Acme\\*'\n  condition: selection",
    "logsource: {product: windows, category: registry_set}\ndetection:\n  selection:\n    TargetObject|contains: 'HKEY_LOCAL_MACHINE\\Software\\Acme'\n  condition: selection",
  ],
  good: [
    "logsource: {product: windows, category: registry_set}\ndetection:\n  selection:\n    TargetObject|startswith: ['HKU\\', 'HKLM\\Software\\']\n    TargetObject|contains: '\\Overwrite_Keys\\HKEY_LOCAL_MACHINE\\'\n    Details|startswith: 'HKCU\\'\n  condition: selection",
    "detection:\n  selection:\n    CommandLine|contains: 'HKCU\\Software'\n  condition: selection",
  ],
  check({ text, map, rule }) {
    if (rule?.kind !== 'rule' || rule.logSource.product !== 'windows' || !isRegistry(rule.logSource)) return [];
    return valueEntries(map, text).flatMap((entry) => {
      if (entry.field === undefined || foldName(entry.field) !== 'targetobject') return [];
      if (!hasOnly(entry, ['contains', 'startswith', 'all', 'cased'])) return [];
      const lost = entry.values.filter((one) => typeof one.value === 'string' && foreignRoot(one.text));
      // Inside a path such a name is rare, yet some programs keep keys below it.
      const severity = hasModifier(entry, 'contains') ? 'uncertain' : severityOfLost(entry, lost, rule);
      return lost.map((value): LintFinding => {
        const { root, logged } = foreignRoot(value.text)!;
        const message = `TargetObject has no root \`${root}\`: it is logged as ${logged ?? 'HKU\\<SID>'}`;
        const start = plainStart(value, text);
        if (logged === undefined || start === undefined) return { span: value.span, message, severity };
        const edits = [{ span: { start, end: start + root.length }, text: logged }];
        return {
          ...{ span: value.span, message, severity },
          fixes: [{ title: `write ${logged}`, class: 'suggested', edits }],
        };
      });
    });
  },
};
