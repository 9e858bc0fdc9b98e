import { IDENTITY_MAP, type Span, type TextMap, TextMapBuilder } from '../../source/index.ts';
import { parseSumo } from './parser.ts';
import { visitExpressions } from './walk.ts';

const TEMPLATE = /\{\{\{?\s*([\w.-]+)\s*\}?\}\}|\$\$(\w+)|\$\{(\w+)\}/g;

/** Places of `${x}` that are groups of a pattern: in the new text of a regex `replace` (spec sumo §12.2). */
function groupPlaces(text: string): (at: number, name: string) => boolean {
  const found: { span: Span; pattern: string }[] = [];
  visitExpressions(parseSumo(text).query, (node) => {
    if (node.kind !== 'call' || node.name.toLowerCase() !== 'replace') return;
    const [, pattern, added] = node.args;
    if (pattern?.kind === 'regex' && added) found.push({ span: added.span, pattern: pattern.raw });
  });
  return (at, name) =>
    found.some(
      ({ span, pattern }) =>
        span.start <= at && at < span.end && (pattern.includes(`(?<${name}>`) || pattern.includes(`(?P<${name}>`)),
    );
}

/**
 * Puts values in the place of templates, as the platform does before it parses: `{{x}}`, `{{{x}}}`, `$$x`, `${x}`. A template
 * without a value stays; so does `${x}` where it is a group of a regex `replace`.
 */
export function fillTemplates(
  text: string,
  values: ReadonlyMap<string, string>,
): { readonly text: string; readonly map: TextMap } {
  if (values.size === 0) return { text, map: IDENTITY_MAP };
  const builder = new TextMapBuilder(text);
  let isGroup: ReturnType<typeof groupPlaces> | undefined;
  let at = 0;
  for (const found of text.matchAll(TEMPLATE)) {
    const name = found[1] ?? found[2] ?? found[3]!;
    const value = values.get(name);
    if (value === undefined) continue;
    if (found[3] !== undefined) {
      isGroup ??= groupPlaces(text);
      if (isGroup(found.index, name)) continue;
    }
    builder.same(at, found.index);
    at = found.index + found[0].length;
    builder.add('opaque', value, { start: found.index, end: at });
  }
  builder.same(at, text.length);
  return builder.build(text.length);
}
