import type { LintFinding } from '../../rule.ts';
import { hasModifier, plainStart, valueEntries } from '../entries.ts';
import type { SigmaLintRule } from '../rule.ts';

/** The range of a pattern without `.*` at its ends, which a search anywhere does not need. */
function coreOf(source: string): { readonly start: number; readonly end: number } | undefined {
  if (/\\Q|\(\?[a-z]*x/.test(source)) return undefined;
  const flags = /^\(\?[ims]+\)/.exec(source)?.[0].length ?? 0;
  const lead = /^(?:\.\*\??)+(?![*+?{|)])/.exec(source.slice(flags))?.[0].length ?? 0;
  const body = source.slice(flags + lead);
  const trail = /(?<=[^\\|(]|(?:^|[^\\])(?:\\\\)+)(?<!(?:^|[^\\])(?:\\\\)*\\)(?:\.\*\??)+$/.exec(body)?.[0].length ?? 0;
  if (lead + trail === 0 || body.length === trail) return undefined;
  return { start: flags + lead, end: source.length - trail };
}

/** `.*` at the ends of patterns that are found anywhere. */
export const superfluousDotStar: SigmaLintRule = {
  code: 'lint/superfluous-dot-star',
  severity: 'slow',
  title: 'Any run of characters at the end of a search',
  why: 'A regular expression of Sigma is found anywhere in the value, so `.*` at an end adds nothing but work.',
  help: 'Take it out.',
  bad: [
    "detection:\n  selection:\n    CommandLine|re: '.*a\\d+.*'\n  condition: selection",
    "detection:\n  selection:\n    CommandLine|re: ['(?i).*?a[bc]', 'x\\\\.*']\n  condition: selection",
  ],
  good: [
    "detection:\n  selection:\n    CommandLine|re: ['^.*a$', 'a\\.*', '.*', '.*+a', '.*{2}a', 'a|.*']\n  condition: selection",
    "detection:\n  selection:\n    CommandLine|contains: '.*a'\n  condition: selection",
  ],
  check({ text, map }) {
    return valueEntries(map, text).flatMap((entry) => {
      if (!hasModifier(entry, 're')) return [];
      return entry.values.flatMap((value): LintFinding[] => {
        const core = typeof value.value === 'string' ? coreOf(value.text) : undefined;
        if (!core) return [];
        const message = 'a regular expression is found anywhere, so `.*` at its end adds nothing';
        const at = value.isQuoted ? plainStart(value, text) : undefined;
        if (at === undefined) return [{ span: value.span, message }];
        const flags = /^\(\?[ims]+\)/.exec(value.text)?.[0].length ?? 0;
        const edits = [
          { span: { start: at + flags, end: at + core.start }, text: '' },
          { span: { start: at + core.end, end: at + value.text.length }, text: '' },
        ].filter(({ span }) => span.end > span.start);
        return [{ span: value.span, message, fixes: [{ title: 'take it out', class: 'safe', edits }] }];
      });
    });
  },
};
