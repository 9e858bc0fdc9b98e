import { type Attribute, attributeText, type ElementNode } from './element.ts';

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', "'": '&apos;' };

function escapeText(text: string): string {
  return /[&<>]/.test(text) ? text.replace(/[&<>]/g, (unit) => ESCAPES[unit]!) : text;
}

function escapeAttribute(text: string): string {
  return /[&<>']/.test(text) ? text.replace(/[&<>']/g, (unit) => ESCAPES[unit]!) : text;
}

function renderAttribute(attribute: Attribute): string {
  const text = attributeText(attribute);
  return text === undefined ? '' : ` ${attribute.name}='${escapeAttribute(text)}'`;
}

/** The XML text that Windows itself gives of an event (spec evtx-format §10.1); no XML declaration, no line end. */
export function renderXml(element: ElementNode): string {
  if (element.absent) return '';
  let text = `<${element.name}`;
  for (const attribute of element.attributes) text += renderAttribute(attribute);
  if (element.selfClosing) return `${text}/>`;
  text += '>';
  for (const node of element.content) {
    if (node.kind === 'element') text += renderXml(node);
    else if (node.kind === 'instruction') text += `<?${node.target} ${node.text}?>`;
    else text += escapeText(node.text);
  }
  return `${text}</${element.name}>`;
}
