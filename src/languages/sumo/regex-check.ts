import type { Diagnostic } from '../../diagnostic/index.ts';
import { defineDiagnostic } from '../../diagnostic/index.ts';
import { type Span, spanAt } from '../../source/index.ts';
import { type ParsedRegex, parseRegex } from '../../value/index.ts';
import type { RegexNode, StringNode } from './ast.ts';
import type { Cursor } from './cursor.ts';
import { regexLiteralEnd } from './lexer.ts';
import { decodeRegex } from './strings.ts';
import * as problems from './syntax-diagnostics.ts';
import { hasTemplate } from './template.ts';

/** A pattern of `parse regex` without a named group. */
export const regexWithoutName = defineDiagnostic({
  code: 'sumo/regex-without-name',
  severity: 'fails',
  title: 'No named group in the pattern',
  why: '`parse regex` makes one field of each named group, so a pattern without one extracts nothing.',
  help: 'Name the part to extract: `(?<name>…)`.',
});

/** A pattern whose groups are told by number and has too few or too many. */
export const regexGroupCount = defineDiagnostic<{ groups: number }>({
  code: 'sumo/regex-group-count',
  severity: 'fails',
  title: 'Pattern with the wrong number of groups',
  why: 'The operator takes what the groups match, by their number: one value, or a key and a value.',
  help: 'Put the part that is wanted in parentheses, and write others as `(?:…)`.',
});

/** Letters behind the closing slash of a regex literal. */
export const regexFlags = defineDiagnostic({
  code: 'sumo/regex-flags',
  severity: 'uncertain',
  title: 'Flags behind a regular expression',
  why: 'By the documentation nothing follows the closing slash; two queries of the vendor have flags there all the same.',
  help: 'Write `(?i)` at the beginning of the pattern.',
});

/** Reads flags behind a literal, which do not belong there, as flags inside it; gives the inside to put in front. */
function strayFlags(cursor: Cursor, open: number, close: number): string {
  const flags = /^[a-z]{1,3}(?![A-Za-z0-9_])/.exec(cursor.text.slice(close, close + 4))?.[0];
  if (flags === undefined) return '';
  const kept = [...flags].filter((flag) => 'ims'.includes(flag)).join('');
  const inside = kept === '' ? '' : `(?${kept})`;
  const span = { start: close, end: close + flags.length };
  cursor.moveTo(span.end);
  cursor.report(
    regexFlags.report({
      span,
      message: `flags do not stand behind the slash; write \`${inside || 'nothing'}\` inside the pattern`,
      fixes: [
        {
          title: 'move the flags into the pattern',
          class: 'repair',
          edits: [
            { span: spanAt(open), text: inside },
            { span, text: '' },
          ],
        },
      ],
    }),
  );
  return inside;
}

/** Reads a regex literal if a slash is next; called only where the language has one (spec sumo §2). */
export function regexLiteral(cursor: Cursor): RegexNode | undefined {
  let start = cursor.at;
  while (/\s/.test(cursor.text[start] ?? '')) start++;
  if (cursor.text[start] !== '/') return undefined;
  const end = regexLiteralEnd(cursor.text, start);
  if (end < 0) {
    cursor.moveTo(start);
    cursor.panic(
      problems.unclosedRegex.report({
        span: { start, end: start + 1 },
        message: 'this regular expression has no closing slash',
      }),
    );
    return undefined;
  }
  cursor.moveTo(end);
  const raw = cursor.text.slice(start + 1, end - 1);
  if (!hasTemplate(raw)) {
    for (const diagnostic of parseRegex(raw, { dialect: 're2', offset: start + 1 }).diagnostics)
      cursor.report(diagnostic);
  }
  return { kind: 'regex', raw: strayFlags(cursor, start + 1, end) + raw, span: { start, end: cursor.at } };
}

function movedSpan(span: Span, base: number, rawOffset: (offset: number) => number): Span {
  return { start: base + rawOffset(span.start), end: base + rawOffset(span.end) };
}

function moved(diagnostic: Diagnostic, base: number, rawOffset: (offset: number) => number): Diagnostic {
  const fixes = diagnostic.fixes?.map((fix) => ({
    ...fix,
    edits: fix.edits.map((edit) => ({ ...edit, span: movedSpan(edit.span, base, rawOffset) })),
  }));
  return { ...diagnostic, span: movedSpan(diagnostic.span, base, rawOffset), ...(fixes ? { fixes } : {}) };
}

/** Checks a pattern in quotes for Java syntax; undefined if it cannot be checked, or was found wrong and reported. */
function checkedRegex(cursor: Cursor, node: StringNode): ParsedRegex | undefined {
  if (hasTemplate(node.raw)) return undefined;
  const { pattern, rawOffset } = decodeRegex(node.raw);
  const parsed = parseRegex(pattern, { dialect: 'java' });
  const inText = cursor.text.slice(node.span.start + 1, node.span.end - 1) === node.raw;
  for (const diagnostic of parsed.diagnostics) {
    if (inText) cursor.report(moved(diagnostic, node.span.start + 1, rawOffset));
    else cursor.report({ ...diagnostic, span: node.span, fixes: [] });
  }
  return parsed.diagnostics.length > 0 ? undefined : parsed;
}

/** Checks the pattern of `parse regex`: Java syntax and at least one named group (spec sumo §6.2). */
export function checkQuotedRegex(cursor: Cursor, node: StringNode): void {
  const parsed = checkedRegex(cursor, node);
  if (!parsed || parsed.groups.some((group) => group.name !== undefined)) return;
  cursor.report(
    regexWithoutName.report({
      span: node.span,
      message: 'the pattern has no named group `(?<name>…)`, so it extracts nothing',
    }),
  );
}

/** Checks a pattern whose groups are told by their number (spec sumo §6.6, §11.4). */
export function checkGroupedRegex(cursor: Cursor, node: StringNode, most: number): void {
  const count = checkedRegex(cursor, node)?.groups.length;
  if (count === undefined || (count >= 1 && count <= most)) return;
  const wanted = most === 1 ? 'one group' : `one to ${most} groups`;
  const message = `the pattern needs ${wanted} in parentheses, and has ${count === 0 ? 'none' : count}`;
  cursor.report(regexGroupCount.report({ span: node.span, message, data: { groups: count } }));
}
