import { type Edit, spanAt } from '../../../source/index.ts';
import type { Expression, RegexNode, StringNode } from '../ast.ts';
import { regexFromQuoted } from '../regex-text.ts';
import { decodePlain } from '../strings.ts';

/** The regex literal that a quoted regular expression stands for. */
export function regexPattern(node: StringNode): RegexNode {
  return { kind: 'regex', raw: regexFromQuoted(node.raw), span: node.span };
}

/** A quoted text with other raw content at the same place. */
export function replaceString(node: StringNode, raw: string): StringNode {
  return { kind: 'string', raw, value: decodePlain(raw), span: node.span };
}

/** Raw wildcard text of a LIKE pattern: an unescaped `%` becomes `*`. */
export function stringPattern(raw: string): string {
  return raw.replace(/(\\[\s\S])|%/g, (_, escaped?: string) => escaped ?? '*');
}

/** Edit that writes a pattern, a regex literal or a quoted text, over the text it was made from; any other expression stays. */
export function patternEdit(given: Expression, pattern: Expression): Edit {
  if (pattern.kind === 'regex') return { span: given.span, text: `/${pattern.raw}/` };
  if (pattern.kind === 'string') return { span: given.span, text: `"${pattern.raw}"` };
  return { span: spanAt(given.span.end), text: '' };
}
