import type { Attribute, Content, ElementNode } from '../../src/formats/evtx/element.ts';

const TOKEN = /<(\/?)([\w:.-]+)((?:\s+[\w:.-]+="[^"]*")*)\s*(\/?)>|<\?[^>]*\?>|([^<]+)/g;
const ATTRIBUTE = /([\w:.-]+)="([^"]*)"/g;
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescaped(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex?: string, decimal?: string, name?: string) => {
    if (hex) return String.fromCodePoint(Number.parseInt(hex, 16));
    if (decimal) return String.fromCodePoint(Number(decimal));
    return NAMED[name ?? ''] ?? whole;
  });
}

interface Open {
  readonly name: string;
  readonly attributes: readonly Attribute[];
  readonly content: Content[];
}

/** The `Event` elements of an XML text that another tool wrote; blanks between elements are left out. */
export function parseEvents(xml: string): ElementNode[] {
  const events: ElementNode[] = [];
  const open: Open[] = [];
  for (const [, close, name, attributeText = '', empty, text] of xml.matchAll(TOKEN)) {
    const parent = open.at(-1);
    if (text !== undefined) parent?.content.push({ kind: 'text', text: unescaped(text) });
    if (name === undefined) continue;
    if (!close) {
      const attributes = [...attributeText.matchAll(ATTRIBUTE)].map(
        ([, key = '', value = '']): Attribute => ({ name: key, pieces: [{ kind: 'text', text: unescaped(value) }] }),
      );
      open.push({ name, attributes, content: [] });
      if (!empty) continue;
    }
    const { name: own, attributes, content } = open.pop()!;
    const hasChildren = content.some((node) => node.kind === 'element');
    const kept = hasChildren ? content.filter((node) => node.kind === 'element') : content;
    const element: ElementNode = {
      kind: 'element',
      name: own,
      attributes,
      content: kept,
      selfClosing: false,
      absent: false,
    };
    if (own === 'Event') events.push(element);
    else open.at(-1)?.content.push(element);
  }
  return events;
}
