import type { PayloadKind, Raw, RawField } from '../../event/index.ts';
import { FieldList } from '../field-list.ts';
import { attributeText, childrenOf, type ElementNode, isNull, rawOf, textOf } from './element.ts';

/** The payload of an event as engines see it (spec evtx-format §9.2, §10.3). */
export interface Payload {
  readonly kind: PayloadKind;
  readonly fields: readonly RawField[];
}

/** The value of a payload element: one that is there without value is the empty text, not absent (spec windows-telemetry §10.5). */
function payloadValue(element: ElementNode): Raw {
  return rawOf(element.content) ?? '';
}

/** The text of an attribute by name. */
export function attributeOf(element: ElementNode, name: string): string | undefined {
  const attribute = element.attributes.find((one) => one.name === name);
  return attribute && attributeText(attribute);
}

function isDeclaration(name: string): boolean {
  return name === 'xmlns' || name.startsWith('xmlns:');
}

function eventData(element: ElementNode): RawField[] {
  const list = new FieldList();
  for (const child of childrenOf(element)) {
    if (child.name !== 'Data') addLeaves(child, child.name, list, new Map());
    else {
      const name = attributeOf(child, 'Name');
      if (name) list.add(name, payloadValue(child));
      else list.append('Data', payloadValue(child));
    }
  }
  return list.fields();
}

/** Adds the leaves of an element by their own names, by their paths where another leaf has the name (spec evtx-format §10.3). */
function addLeaves(element: ElementNode, path: string, list: FieldList, owners: Map<string, string>): void {
  const nameOf = (leaf: string): string => {
    const owner = owners.get(leaf);
    if (owner === undefined) owners.set(leaf, path);
    return owner === undefined || owner === path ? leaf : path;
  };
  const children = childrenOf(element);
  const hasText = element.content.some((node) => node.kind !== 'element' && !isNull(node) && node.text.trim() !== '');
  const attributes = element.attributes.filter(({ name, pieces }) => !isDeclaration(name) && rawOf(pieces) !== null);
  if (hasText || (children.length === 0 && attributes.length === 0)) {
    list.add(nameOf(element.name), children.length === 0 ? payloadValue(element) : textOf(element));
  }
  for (const { name, pieces } of attributes) list.add(`${nameOf(element.name)}.@${name}`, rawOf(pieces));
  for (const child of children) addLeaves(child, `${path}.${child.name}`, list, owners);
}

function userData(element: ElementNode): RawField[] {
  const list = new FieldList();
  const owners = new Map<string, string>();
  for (const root of childrenOf(element)) {
    const children = childrenOf(root);
    if (children.length === 0 && textOf(root) !== '') list.add(root.name, payloadValue(root));
    for (const { name, pieces } of root.attributes) {
      const value = isDeclaration(name) ? null : rawOf(pieces);
      if (value !== null) list.add(`${root.name}.@${name}`, value);
    }
    for (const child of children) addLeaves(child, `${root.name}.${child.name}`, list, owners);
  }
  return list.fields();
}

const NO_PAYLOAD: Payload = { kind: 'EventData', fields: [] };
const NOT_PAYLOAD = new Set(['System', 'RenderingInfo']);

/** The payload element of an event, whatever its name. */
export function payloadElement(event: ElementNode): ElementNode | undefined {
  return childrenOf(event).find((child) => !NOT_PAYLOAD.has(child.name));
}

/** Fields of EventData, UserData or ProcessingErrorData, names and order as logged; unnamed Data are the array `Data`. */
export function payloadOf(event: ElementNode): Payload {
  const element = payloadElement(event);
  if (!element) return NO_PAYLOAD;
  if (element.name === 'EventData') return { kind: 'EventData', fields: eventData(element) };
  if (element.name === 'UserData') return { kind: 'UserData', fields: userData(element) };
  const list = new FieldList();
  const owners = new Map<string, string>();
  for (const child of childrenOf(element)) addLeaves(child, child.name, list, owners);
  return { kind: element.name === 'ProcessingErrorData' ? element.name : 'UserData', fields: list.fields() };
}
