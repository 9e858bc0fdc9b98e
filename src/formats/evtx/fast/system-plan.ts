import { inSystemOrder } from '../../../event/index.ts';
import type { PatternElement } from '../pattern.ts';
import { elementsOf, type ListSource, literalOf, NotUnderstood, piecesOf, type Source, sourceOf } from './source.ts';

/** A System field of a template. */
export interface SystemField {
  readonly name: string;
  /** A list, or a text put together of several, only if a collector rendered it. */
  readonly source: Source | ListSource;
  /** Slot on whose value the element depends, -1 for none. */
  readonly dependency: number;
  /** True for an attribute: it is a field even if its text is empty. */
  readonly keepsEmpty: boolean;
}

const ATTRIBUTE_NAMES: ReadonlyMap<string, string> = new Map([
  ['EventID_Qualifiers', 'Qualifiers'],
  ['TimeCreated_SystemTime', 'TimeCreated'],
]);

/** A dependency on a field's own value says nothing: without a value there is no field. */
function other(dependency: number, source: Source): number {
  return source.kind === 'slot' && source.slot === dependency ? -1 : dependency;
}

/** A System field of literal text. */
export function literalField(name: string, text: string): SystemField {
  return { name, source: literalOf(text), dependency: -1, keepsEmpty: true };
}

/** Fields of a System element in canonical order; none of them may come behind that which names the payload. */
export function systemFieldsOf(system: PatternElement | undefined): SystemField[] {
  const fields: SystemField[] = [];
  for (const element of system ? elementsOf(system) : []) {
    const { dependency } = element;
    const value = sourceOf(piecesOf(element));
    if (value.kind === 'pieces') throw new NotUnderstood(`System/${element.name} is put together`);
    if (value.kind === 'slot' || (value.kind === 'literal' && value.text !== ''))
      fields.push({ name: element.name, source: value, dependency: other(dependency, value), keepsEmpty: false });
    for (const attribute of element.attributes) {
      const name = `${element.name}_${attribute.name}`;
      const source = sourceOf(attribute.pieces);
      if (source.kind === 'pieces') throw new NotUnderstood(`${name} is put together`);
      if (source.kind !== 'none')
        fields.push({
          name: ATTRIBUTE_NAMES.get(name) ?? name,
          source,
          dependency: other(dependency, source),
          keepsEmpty: true,
        });
    }
  }
  const names = new Set(fields.map(({ name }) => name));
  if (names.size !== fields.length) throw new NotUnderstood('System has two fields of one name');
  const named = fields.map((field): readonly [string, SystemField | undefined] => [field.name, field]);
  const ordered = inSystemOrder([...named, ['EventData_Name', undefined] as const]);
  if (ordered.at(-1)![1]) throw new NotUnderstood('System has an unknown field');
  return ordered.slice(0, -1).map(([, field]) => field!);
}

function renderedOf(element: PatternElement): SystemField | undefined {
  if (element.dependency >= 0) throw new NotUnderstood(`RenderingInfo/${element.name} may be absent`);
  const name = element.name === 'Message' ? 'Message' : `RenderingInfo_${element.name}`;
  const inner = elementsOf(element);
  const items = inner.map((item) => sourceOf(piecesOf(item)));
  const source = inner.length > 0 ? ({ kind: 'list', items } as const) : sourceOf(piecesOf(element));
  return source.kind === 'none' ? undefined : { name, source, dependency: -1, keepsEmpty: false };
}

/** Fields that a collector rendered, in canonical order, as the generic reader has them. */
export function renderedFieldsOf(rendering: PatternElement): SystemField[] {
  const culture = sourceOf(rendering.attributes.find(({ name }) => name === 'Culture')?.pieces ?? []);
  const fields = elementsOf(rendering).flatMap((element) => renderedOf(element) ?? []);
  if (culture.kind !== 'none')
    fields.unshift({ name: 'RenderingInfo_Culture', source: culture, dependency: -1, keepsEmpty: true });
  return inSystemOrder(fields.map((field) => [field.name, field] as const)).map(([, field]) => field);
}

/** Where the header, the record id and the time of an event come from. */
export interface HeaderPlan {
  readonly channel: Source;
  readonly provider: Source;
  readonly eventId: Source;
  readonly recordId: Source;
  readonly time: Source;
}

const NONE: Source = { kind: 'none' };

/** The header of events of an outer template. */
export function headerPlanOf(system: PatternElement): HeaderPlan {
  const children = elementsOf(system);
  if (new Set(children.map(({ name }) => name)).size !== children.length)
    throw new NotUnderstood('System has two elements of one name');
  const child = (name: string): PatternElement | undefined => children.find((one) => one.name === name);
  const checked = (element: PatternElement, source: Source): Source => {
    const { dependency } = element;
    if (source.kind === 'pieces') throw new NotUnderstood(`System/${element.name} is put together`);
    if (dependency >= 0 && (source.kind !== 'slot' || source.slot !== dependency))
      throw new NotUnderstood(`System/${element.name} depends on another value`);
    return source;
  };
  const text = (name: string): Source => {
    const element = child(name);
    return element ? checked(element, sourceOf(piecesOf(element))) : NONE;
  };
  const attribute = (name: string, attributeName: string): Source => {
    const element = child(name);
    const found = element?.attributes.find((one) => one.name === attributeName);
    return element && found ? checked(element, sourceOf(found.pieces)) : NONE;
  };
  return {
    channel: text('Channel'),
    provider: attribute('Provider', 'Name'),
    eventId: text('EventID'),
    recordId: text('EventRecordID'),
    time: attribute('TimeCreated', 'SystemTime'),
  };
}
