import type { PayloadKind } from '../../../event/index.ts';
import type { PatternAttribute, PatternElement } from '../pattern.ts';
import {
  elementsOf,
  isDeclaration,
  literalAttribute,
  NotUnderstood,
  piecesOf,
  type Source,
  sourceOf,
} from './source.ts';

/** One place that a payload field is filled from. */
export interface PayloadSource {
  readonly source: Source;
  /** Slot on whose value the element depends, -1 for none. */
  readonly dependency: number;
  /** True for an attribute that may be missing: without a value there is no field. */
  readonly needsValue: boolean;
}

/** A payload field of a template. */
export interface PayloadField {
  readonly name: string;
  /** True for unnamed Data: an array even of one value. */
  readonly isArray: boolean;
  readonly sources: readonly PayloadSource[];
  /** The slot of the only source if it is always there, which is the usual case; else -1. */
  readonly slot: number;
}

/** What a template's payload looks like. */
export interface PayloadPlan {
  readonly kind: PayloadKind;
  readonly fields: readonly PayloadField[];
  /** The System field that names the payload element, if it has a name. */
  readonly nameField: readonly [name: string, text: string] | undefined;
}

class FieldPlans {
  readonly #fields = new Map<string, { isArray: boolean; sources: PayloadSource[] }>();

  add(name: string, source: PayloadSource, isArray = false): void {
    const entry = this.#fields.get(name);
    if (!entry) {
      this.#fields.set(name, { isArray, sources: [source] });
      return;
    }
    if (entry.isArray !== isArray) throw new NotUnderstood(`${name} stands named and unnamed`);
    const [first] = entry.sources;
    if (first!.dependency >= 0 || first!.needsValue)
      throw new NotUnderstood(`the first of several ${name} may be absent`);
    entry.sources.push(source);
  }

  fields(): PayloadField[] {
    return [...this.#fields].map(([name, { isArray, sources }]) => {
      const { source, dependency, needsValue } = sources[0]!;
      const isSimple = !isArray && sources.length === 1 && dependency < 0 && !needsValue && source.kind === 'slot';
      return { name, isArray, sources, slot: isSimple ? source.slot : -1 };
    });
  }
}

function always(source: Source, dependency: number): PayloadSource {
  return { source, dependency, needsValue: false };
}

/** Names of leaves by the path that has them; another path of the name is shown in full (spec evtx-format §10.3). */
class Owners {
  readonly #paths = new Map<string, string>();
  readonly #unsure = new Set<string>();

  nameOf(leaf: string, path: string, isSure: boolean): string {
    const owner = this.#paths.get(leaf) ?? path;
    if (owner !== path && (this.#unsure.has(leaf) || !isSure))
      throw new NotUnderstood(`two paths may be called ${leaf}`);
    if (!isSure) this.#unsure.add(leaf);
    this.#paths.set(leaf, owner);
    return owner === path ? leaf : path;
  }
}

/** True for an attribute that all events have. */
function isThere({ pieces }: PatternAttribute): boolean {
  return pieces.some((piece) => piece.kind === 'text' || piece.isFilled);
}

function addLeaves(element: PatternElement, path: string, list: FieldPlans, owners: Owners): void {
  const children = elementsOf(element);
  const attributes = element.attributes.filter((attribute) => !isDeclaration(attribute) && attribute.pieces.length > 0);
  const { dependency } = element;
  if (children.length === 0 && attributes.length === 0) {
    list.add(owners.nameOf(element.name, path, dependency < 0), always(sourceOf(piecesOf(element)), dependency));
    return;
  }
  const isEmpty = children.length === 0;
  if (isEmpty && (piecesOf(element).length > 0 || !attributes.some(isThere)))
    throw new NotUnderstood(`<${element.name}> has attributes and no elements`);
  if (dependency >= 0) throw new NotUnderstood(`<${element.name}> may be absent with all that it holds`);
  if (!isEmpty && children.every((child) => child.dependency >= 0))
    throw new NotUnderstood(`<${element.name}> may be a leaf`);
  if (element.content.some((part) => part.kind === 'text' && part.text.trim() !== ''))
    throw new NotUnderstood(`<${element.name}> holds text and elements`);
  for (const attribute of attributes) {
    const isSure = isThere(attribute);
    const key = `${owners.nameOf(element.name, path, isSure)}.@${attribute.name}`;
    list.add(key, { source: sourceOf(attribute.pieces), dependency: -1, needsValue: !isSure });
  }
  for (const child of children) addLeaves(child, `${path}.${child.name}`, list, owners);
}

function eventData(element: PatternElement): PayloadField[] {
  const list = new FieldPlans();
  for (const child of elementsOf(element)) {
    if (child.name !== 'Data') {
      addLeaves(child, child.name, list, new Owners());
      continue;
    }
    const name = literalAttribute(child, 'Name');
    list.add(name || 'Data', always(sourceOf(piecesOf(child)), child.dependency), !name);
  }
  return list.fields();
}

function userData(element: PatternElement): PayloadField[] {
  const list = new FieldPlans();
  const owners = new Owners();
  for (const root of elementsOf(element)) {
    if (root.dependency >= 0) throw new NotUnderstood(`<${root.name}> may be absent with all that it holds`);
    const children = elementsOf(root);
    if (children.length === 0) {
      const source = sourceOf(piecesOf(root));
      if (source.kind !== 'none') throw new NotUnderstood(`<${root.name}> is a value`);
    } else if (children.every((child) => child.dependency >= 0) && piecesOrNone(root)) {
      throw new NotUnderstood(`<${root.name}> may be a value`);
    }
    for (const attribute of root.attributes) {
      const source = isDeclaration(attribute) ? undefined : sourceOf(attribute.pieces);
      if (source && source.kind !== 'none')
        list.add(`${root.name}.@${attribute.name}`, { source, dependency: -1, needsValue: true });
    }
    for (const child of children) addLeaves(child, `${root.name}.${child.name}`, list, owners);
  }
  return list.fields();
}

function piecesOrNone(element: PatternElement): boolean {
  return element.content.some((part) => part.kind !== 'pattern');
}

const NOT_PAYLOAD = new Set(['System', 'RenderingInfo']);

/** The plan of an event's payload, by the rules of the generic walker's `payloadOf`. */
export function payloadPlanOf(event: PatternElement): PayloadPlan {
  const [element, ...others] = elementsOf(event).filter(({ name }) => !NOT_PAYLOAD.has(name));
  if (!element) return { kind: 'EventData', fields: [], nameField: undefined };
  if (element.dependency >= 0 || others.length > 0)
    throw new NotUnderstood('which element is the payload depends on values');
  if (element.name === 'EventData') {
    const name = literalAttribute(element, 'Name');
    return { kind: 'EventData', fields: eventData(element), nameField: name ? ['EventData_Name', name] : undefined };
  }
  if (element.name === 'UserData') {
    const [root] = elementsOf(element);
    return { kind: 'UserData', fields: userData(element), nameField: root && ['UserData_Name', root.name] };
  }
  const list = new FieldPlans();
  const owners = new Owners();
  for (const child of elementsOf(element)) addLeaves(child, child.name, list, owners);
  const kind = element.name === 'ProcessingErrorData' ? element.name : 'UserData';
  return { kind, fields: list.fields(), nameField: undefined };
}
