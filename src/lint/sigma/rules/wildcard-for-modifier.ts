import type { Edit } from '../../../source/index.ts';
import type { LintFinding } from '../../rule.ts';
import { hasKey, hasOnly, oneOfKeys, plainStart, type ValueEntry, valueEntries, withModifier } from '../entries.ts';
import type { SigmaLintRule } from '../rule.ts';
import { looksLikeRegex, outerStars } from '../wildcards.ts';

/** The modifier that says the same as stars at the ends of a value. */
function modifierOf(text: string): 'contains' | 'startswith' | 'endswith' | undefined {
  const { lead, trail } = outerStars(text);
  if (lead > 0) return trail > 0 ? 'contains' : 'endswith';
  return trail > 0 ? 'startswith' : undefined;
}

function fixOf(entry: ValueEntry, modifier: string, file: string): LintFinding['fixes'] {
  const key = withModifier(entry, modifier)!;
  const keyStart = entry.entry!.keySpan.start;
  const at = [keyStart, keyStart + 1].find((one) => file.startsWith(entry.entry!.key, one));
  if (at === undefined || hasKey(entry.beside, key)) return undefined;
  const behind = at + entry.field!.length;
  const edits: Edit[] = [{ span: { start: behind, end: behind }, text: `|${modifier}` }];
  for (const value of entry.values) {
    const start = value.isQuoted ? plainStart(value, file) : undefined;
    if (start === undefined) return undefined;
    const { lead, trail } = outerStars(value.text);
    const end = start + value.text.length;
    if (lead > 0) edits.push({ span: { start, end: start + lead }, text: '' });
    if (trail > 0) edits.push({ span: { start: end - trail, end }, text: '' });
  }
  return [{ title: `write \`${key}\``, class: 'safe', edits, ...oneOfKeys(entry) }];
}

/** Wildcards at the ends of values where a modifier says the same. */
export const wildcardForModifier: SigmaLintRule = {
  code: 'lint/wildcard-for-modifier',
  severity: 'style',
  title: 'Wildcard in the place of a modifier',
  why: 'A backslash before the star would make it literal unseen, and many platforms run the modifier faster than the wildcard.',
  help: 'Write contains, startswith or endswith, and the value without the stars at its ends.',
  bad: [
    "detection:\n  selection:\n    CommandLine: '*mimikatz*'\n  condition: selection",
    "detection:\n  selection:\n    Image:\n      - '*\\cmd.exe'\n      - '*\\pwsh.exe' # newer\n  condition: selection",
    "detection:\n  selection:\n    'CommandLine|all': ['*-a*', '*-b?c*']\n  condition: selection",
  ],
  good: [
    "detection:\n  selection:\n    CommandLine|contains: 'mimikatz'\n  condition: selection",
    "detection:\n  selection:\n    CommandLine: ['*-a*', 'b']\n  condition: selection",
    "detection:\n  selection:\n    CommandLine: 'a*b'\n    Image: '*'\n    User: 'x\\*'\n  condition: selection",
    "detection:\n  selection:\n    CommandLine|re: '^a*'\n  condition: selection",
    "detection:\n  selection:\n    CommandLine: '.*a.*'\n  condition: selection",
  ],
  check({ text, map }) {
    return valueEntries(map, text).flatMap((entry): LintFinding[] => {
      if (entry.field === undefined || !entry.entry || !hasOnly(entry, ['all', 'neq', 'cased'])) return [];
      const modifiers = new Set(
        entry.values.map((value) => (typeof value.value === 'string' ? modifierOf(value.text) : undefined)),
      );
      // A fix would hide what `regex-as-text` says.
      if (entry.values.some((value) => looksLikeRegex(value.text))) return [];
      const [modifier] = modifiers;
      if (modifiers.size !== 1 || modifier === undefined) return [];
      const fixes = fixOf(entry, modifier, text);
      return [
        {
          span: entry.values[0]!.span,
          message: `stars at the ends of a value of ${entry.field} say what \`${modifier}\` says`,
          ...(fixes && { fixes }),
        },
      ];
    });
  },
};
