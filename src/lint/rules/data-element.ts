import { parseOperator } from '../../languages/sumo/operators/parse.ts';
import type { LintRule } from '../rule.ts';
import { stagesOf } from '../stages.ts';
import { isWindowsField } from '../windows-fields.ts';

const ELEMENT = /<([A-Z][A-Za-z0-9_]+)>([^<>]*\*[^<>]*)<\/\1>/;

/** An anchor for an element that the XML of Windows events does not have, M23 (spec sumo §15, §16.1). */
export const dataElement: LintRule = {
  code: 'lint/data-element',
  severity: 'misses',
  title: 'Element that Windows events do not have',
  why: "The XML of a Windows event holds its values as `<Data Name='Image'>…</Data>`; there is no element `<Image>`.",
  help: 'Write `parse "<Data Name=\'Image\'>*</Data>" as image nodrop`.',
  bad: ['* | parse "<Image>*</Image>" as image nodrop'],
  good: ['* | parse "<Data Name=\'Image\'>*</Data>" as image nodrop', '* | parse "<EventID>*</EventID>" as id'],
  check: ({ query }) =>
    stagesOf(query, parseOperator).flatMap(({ args }) =>
      args.anchors.flatMap(({ pattern: { raw, span } }) => {
        const found = ELEMENT.exec(raw);
        if (args.field || !found || !isWindowsField(found[1]!)) return [];
        const right = raw.replace(ELEMENT, (_, name: string, inner: string) => `<Data Name='${name}'>${inner}</Data>`);
        return [
          {
            span,
            message: `the XML of Windows events holds \`<Data Name='${found[1]}'>…</Data>\``,
            fixes: [
              { title: 'write the Data element', class: 'suggested' as const, edits: [{ span, text: `"${right}"` }] },
            ],
          },
        ];
      }),
    ),
};
