import { attributeText, childrenOf, type ElementNode, textOf } from '../../../formats/evtx/element.ts';
import { renderXml } from '../../../formats/evtx/xml.ts';
import { parseElement } from '../../../formats/xml/parse-element.ts';
import { XmlFault } from '../../../formats/xml/xml-text.ts';
import type { Extractor } from '../../../ir/index.ts';
import { parseXmlPath, type XmlPath, type XmlStep } from '../../../value/index.ts';
import type { Extraction } from '../extract.ts';

/** The XML element in a text, whatever stands before it; undefined if there is none. */
function elementIn(text: string): ElementNode | undefined {
  const start = text.indexOf('<');
  if (start < 0) return undefined;
  try {
    return parseElement(text, start).element;
  } catch (error) {
    if (error instanceof XmlFault) return undefined;
    throw error;
  }
}

function matching(elements: readonly ElementNode[], { name, position, attribute }: XmlStep): readonly ElementNode[] {
  const found = elements.filter((element) => {
    if (element.name !== name) return false;
    if (!attribute) return true;
    const one = element.attributes.find((candidate) => candidate.name === attribute.name);
    return one !== undefined && attributeText(one) === attribute.value;
  });
  if (position === undefined) return found;
  return position === 'last' ? found.slice(-1) : found.slice(position - 1, position);
}

/** The first value that a path finds; an element without `text()` gives its markup (spec sumo §6.7). */
function readPath({ steps, target }: XmlPath, root: ElementNode): string | undefined {
  let level: readonly ElementNode[] = [root];
  for (const [index, step] of steps.entries()) {
    if (index > 0) level = level.flatMap(childrenOf);
    level = matching(level, step);
  }
  for (const element of level) {
    if (target.kind === 'text') return textOf(element);
    if (target.kind === 'markup') return renderXml(element);
    const attribute = element.attributes.find(({ name }) => name === target.name);
    if (attribute) return attributeText(attribute);
  }
  return undefined;
}

/** Values at paths; a path with a namespace prefix finds null, one that finds nothing makes the match a partial one. */
export function xmlExtraction({ paths }: Extract<Extractor, { kind: 'xml' }>): Extraction {
  const parsed = paths.map(({ path, name }) => ({ name, path: parseXmlPath(path) }));
  return {
    names: parsed.map(({ name }) => name),
    matches(text) {
      const root = elementIn(text);
      if (!root) return [];
      const cells = parsed.map(({ name, path }) => ({
        name,
        value: path === undefined || path === 'prefixed' ? null : readPath(path, root),
      }));
      return cells.every(({ value }) => value === undefined) ? [] : [cells];
    },
  };
}
