import { catalogOf } from '../../event/index.ts';
import { parseOperator } from '../../languages/sumo/operators/parse.ts';
import type { LintRule } from '../rule.ts';
import { stagesOf } from '../stages.ts';

const ELEMENT = /<([A-Z][A-Za-z0-9_]+)>([^<>]*\*[^<>]*)<\/\1>/;

/** Channels whose events come as XML in queries, and whose names are their own. */
const CHANNELS = ['security', 'microsoft-windows-sysmon/operational', 'microsoft-windows-powershell/operational'];

/** Elements of the System part, which some events also carry as data. */
const SYSTEM = new Set([
  'EventID',
  'Level',
  'Task',
  'Opcode',
  'Keywords',
  'Channel',
  'Computer',
  'Version',
  'Message',
  'Data',
]);

let names: ReadonlySet<string> | undefined;

/** Names that events of Windows carry as `<Data Name='…'>`. */
function dataNames(): ReadonlySet<string> {
  names ??= new Set(CHANNELS.flatMap((channel) => [...(catalogOf(channel)?.values() ?? [])].flat()));
  return names;
}

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
        if (args.field || !found || SYSTEM.has(found[1]!) || !dataNames().has(found[1]!)) return [];
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
