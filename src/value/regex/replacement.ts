import type { Diagnostic } from '../../diagnostic/index.ts';
import { REGEX_DIAGNOSTICS } from './diagnostics.ts';

/** A piece of a replacement: literal text, or the number of the group to insert (0 = the whole match). */
export type ReplacementPart = string | number;

/**
 * Reads a Java replacement text: `$n` with as many digits as still name a group, `${name}`, `\` before a character makes it plain
 * (spec sumo §12.2, second level). A fault is a diagnostic with a span in the text, and its characters stay as they are.
 */
export function parseReplacement(
  text: string,
  groupNames: readonly (string | undefined)[],
): { readonly parts: readonly ReplacementPart[]; readonly diagnostics: readonly Diagnostic[] } {
  const parts: ReplacementPart[] = [];
  const diagnostics: Diagnostic[] = [];
  let plain = '';
  const flush = (): void => {
    if (plain !== '') parts.push(plain);
    plain = '';
  };
  const token = /\\([\s\S])|\$\{([^}]*)\}|\$(\d)|[$\\]|[^\\$]+/gu;
  for (let match = token.exec(text); match; match = token.exec(text)) {
    let group: number | undefined;
    if (match[1] !== undefined) plain += match[1];
    else if (match[2] !== undefined) group = groupNames.indexOf(match[2]);
    else if (match[3] !== undefined) {
      group = Number(match[3]);
      for (
        let digit = text[token.lastIndex];
        digit !== undefined && /[0-9]/.test(digit);
        digit = text[token.lastIndex]
      ) {
        if (group * 10 + Number(digit) >= groupNames.length) break;
        group = group * 10 + Number(digit);
        token.lastIndex++;
      }
    } else if (match[0] !== '$' && match[0] !== '\\') plain += match[0];
    else group = -1;
    if (group === undefined) continue;
    if (group >= 0 && group < groupNames.length) {
      flush();
      parts.push(group);
      continue;
    }
    const span = { start: match.index, end: token.lastIndex };
    diagnostics.push(
      REGEX_DIAGNOSTICS.badReplacement.report({
        span,
        message: `"${match[0]}" in the replacement refers to no group.`,
      }),
    );
    plain += match[0];
  }
  flush();
  return { parts, diagnostics };
}
