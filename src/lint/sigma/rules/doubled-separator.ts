import type { Fix } from '../../../diagnostic/index.ts';
import { foldName } from '../../../event/index.ts';
import { parseParts, type YamlScalar } from '../../../languages/sigma/index.ts';
import type { LintFinding } from '../../rule.ts';
import { hasModifier, hasOnly, plainStart, type ValueEntry, valueEntries } from '../entries.ts';
import { isPathField } from '../fields.ts';
import { severityOfLost } from '../lost-values.ts';
import type { SigmaLintRule } from '../rule.ts';

/** True for a value with two backslashes side by side where a path that Windows logs has one. */
function isDoubled(entry: ValueEntry, written: string): boolean {
  let isOpen = hasModifier(entry, 'contains') || hasModifier(entry, 'endswith');
  let isBegun = false;
  const parts = parseParts(written);
  for (const [i, part] of parts.entries()) {
    if (part.kind === 'any') isOpen = true;
    else if (part.kind !== 'literal') isBegun = true;
    else {
      // Two at the beginning are those of a share; behind a wildcard they may stand there, but not where nothing follows but a name.
      const isLast = i === parts.length - 1 && !hasModifier(entry, 'contains') && !hasModifier(entry, 'startswith');
      const isName = isOpen && isLast && /^\\\\[^\\]+$/.test(part.text);
      if (part.text.includes('\\\\', isBegun ? 0 : 1) || (isName && !isBegun)) return true;
      isBegun = true;
    }
  }
  return false;
}

function fixOf(entry: ValueEntry, value: YamlScalar, text: string): Fix | undefined {
  const start = plainStart(value, text);
  const behind = value.text.replace(/(?<=[^\\])\\{4}(?!\\)/g, '\\\\');
  const all = behind.replace(/^\\{4}(?!\\)/, '\\\\');
  // A run at the beginning stays where it begins a share; within a path whoever doubled the others doubled it, too.
  const isWithin = hasModifier(entry, 'contains') || hasModifier(entry, 'endswith');
  const mended = (isWithin ? [all] : [behind, all]).find((one) => !isDoubled(entry, one));
  if (start === undefined || mended === undefined) return undefined;
  const edits = [{ span: { start, end: start + value.text.length }, text: mended }];
  return { title: 'write two backslashes for one', class: 'suggested', edits };
}

/** Paths with two backslashes where one is logged. */
export const doubledSeparator: SigmaLintRule = {
  code: 'lint/doubled-separator',
  severity: 'never',
  title: 'Path with two backslashes for one',
  why: 'Two backslashes in a value stand for one, so four stand for two, which a path has only where the name of a share begins.',
  help: 'Write one backslash, or two, for each one of the path.',
  bad: [
    "detection:\n  selection:\n    Image|endswith: '\\\\\\\\cmd.exe'\n  condition: selection",
    "detection:\n  selection:\n    Image|startswith: 'C:\\\\\\\\Windows\\\\\\\\'\n  condition: selection",
    "detection:\n  selection:\n    ParentImage|contains: ['\\\\\\\\AppData\\\\\\\\Local\\\\\\\\', '\\Temp\\']\n  condition: selection",
  ],
  good: [
    "detection:\n  selection:\n    Image|endswith: ['\\\\cmd.exe', '\\powershell.exe']\n    ParentImage|startswith: '\\\\\\\\server\\\\share\\'\n  condition: selection",
    "detection:\n  selection:\n    Image: ['\\\\\\\\*\\a.exe', '\\\\\\\\\\?\\\\C:\\a.exe']\n    ParentImage|contains: '\\\\\\\\127.0.0.1'\n  condition: selection",
    "detection:\n  selection:\n    CommandLine|contains: 'C:\\\\\\\\Windows'\n  condition: selection",
  ],
  check({ text, map, rule }) {
    if (rule?.kind !== 'rule' || rule.logSource.product !== 'windows') return [];
    return valueEntries(map, text).flatMap((entry): readonly LintFinding[] => {
      const { field } = entry;
      // A process can be told any text as its folder.
      if (field === undefined || !isPathField(field) || foldName(field) === 'currentdirectory') return [];
      if (!hasOnly(entry, ['contains', 'startswith', 'endswith', 'all', 'cased'])) return [];
      const lost = entry.values.filter((one) => typeof one.value === 'string' && isDoubled(entry, one.text));
      return lost.map((value) => {
        const fix = fixOf(entry, value, text);
        return {
          span: value.span,
          message: `${field} never holds \`${value.text}\`: it asks for two backslashes where a path has one`,
          severity: severityOfLost(entry, lost, rule),
          ...(fix && { fixes: [fix] }),
        };
      });
    });
  },
};
