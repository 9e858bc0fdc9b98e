import type { Attribute, Content, ElementNode } from '../evtx/element.ts';
import { decodeEntities, XmlFault } from './xml-text.ts';

/** Deepest nesting of elements; events of Windows have fewer than ten levels. */
const MAX_DEPTH = 200;

const NAME = /[A-Za-z_:][\w:.-]*/y;
const ATTRIBUTE = /\s+([A-Za-z_:][\w:.-]*)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;
const TAG_END = /\s*(\/?)>/y;

function take(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** The name without a namespace prefix: `e:Event` is `Event`. */
function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

interface Open {
  readonly tag: string;
  readonly attributes: readonly Attribute[];
  readonly content: Content[];
}

function elementOf({ tag, attributes, content }: Open, selfClosing: boolean): ElementNode {
  return { kind: 'element', name: localName(tag), attributes, content, selfClosing, absent: false };
}

/** White space between elements is layout; inside an element that holds only text it is the value. */
function withoutLayout(content: readonly Content[]): Content[] {
  if (!content.some((node) => node.kind === 'element')) return [...content];
  return content.filter((node) => node.kind === 'element' || (node.kind === 'text' && node.text.trim() !== ''));
}

/**
 * Reads the element whose `<` stands at `at`, its content included (spec windows-telemetry §6.1): attributes in either quote, named and
 * numeric entities, CDATA, comments and processing instructions. Throws an XmlFault for anything else.
 */
export function parseElement(text: string, at: number): { readonly element: ElementNode; readonly end: number } {
  const open: Open[] = [];
  for (let i = at; ; ) {
    const top = open.at(-1);
    if (text[i] !== '<') {
      const next = text.indexOf('<', i);
      if (next < 0 || !top) throw new XmlFault('the element has no end', i);
      top.content.push({ kind: 'text', text: decodeEntities(text.slice(i, next)) });
      i = next;
    } else if (text.startsWith('<!--', i)) i = behind(text, '-->', i);
    else if (text.startsWith('<?', i)) i = behind(text, '?>', i);
    else if (text.startsWith('<![CDATA[', i)) {
      const end = behind(text, ']]>', i);
      top?.content.push({ kind: 'text', text: text.slice(i + 9, end - 3) });
      i = end;
    } else if (text[i + 1] === '/') {
      const name = take(NAME, text, i + 2)?.[0];
      const end = name === undefined ? null : take(TAG_END, text, i + 2 + name.length);
      if (!top || name !== top.tag || !end) throw new XmlFault(`\`</${top?.tag ?? ''}>\` is expected`, i);
      open.pop();
      i = TAG_END.lastIndex;
      const element = elementOf({ ...top, content: withoutLayout(top.content) }, false);
      const parent = open.at(-1);
      if (!parent) return { element, end: i };
      parent.content.push(element);
    } else {
      const started = startTag(text, i);
      i = started.end;
      if (!started.isEmpty) {
        if (open.length >= MAX_DEPTH) throw new XmlFault('elements are nested too deep', i);
        open.push(started.open);
        continue;
      }
      const element = elementOf(started.open, true);
      if (!top) return { element, end: i };
      top.content.push(element);
    }
  }
}

function behind(text: string, end: string, from: number): number {
  const found = text.indexOf(end, from);
  if (found < 0) throw new XmlFault(`\`${end}\` is missing`, from);
  return found + end.length;
}

function startTag(text: string, at: number): { readonly open: Open; readonly isEmpty: boolean; readonly end: number } {
  const tag = take(NAME, text, at + 1)?.[0];
  if (tag === undefined) throw new XmlFault('a name is expected behind `<`', at);
  const attributes: Attribute[] = [];
  let i = at + 1 + tag.length;
  for (let found = take(ATTRIBUTE, text, i); found; found = take(ATTRIBUTE, text, i)) {
    const value = decodeEntities(found[2] ?? found[3] ?? '');
    attributes.push({ name: found[1]!, pieces: [{ kind: 'text', text: value }] });
    i = ATTRIBUTE.lastIndex;
  }
  const end = take(TAG_END, text, i);
  if (!end) throw new XmlFault(`the tag <${tag}> has no end`, i);
  return { open: { tag, attributes, content: [] }, isEmpty: end[1] === '/', end: TAG_END.lastIndex };
}
