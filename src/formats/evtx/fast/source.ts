import type { TextNode } from '../element.ts';
import type { PatternAttribute, PatternContent, PatternElement, Slot } from '../pattern.ts';

/** A shape that plans do not cover; records of it are left to the generic walker. Caught where plans are made. */
export class NotUnderstood extends Error {
  override readonly name = 'NotUnderstood';
}

/** Where a field's value comes from: nowhere, the template itself, one value of the record, or several pieces in a row. */
export type Source =
  | { readonly kind: 'none' }
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'slot'; readonly slot: number }
  | { readonly kind: 'pieces'; readonly pieces: readonly (Slot | TextNode)[] };

/** Where the items of a list come from. */
export interface ListSource {
  readonly kind: 'list';
  readonly items: readonly Source[];
}

const NONE: Source = { kind: 'none' };

/** The source of a text that the template holds. */
export function literalOf(text: string): Source {
  return { kind: 'literal', text };
}

/** The source of pieces in a row. */
export function sourceOf(pieces: readonly (Slot | TextNode)[]): Source {
  const [first] = pieces;
  if (first === undefined) return NONE;
  if (pieces.length === 1 && first.kind === 'slot') return { kind: 'slot', slot: first.index };
  if (pieces.every((piece) => piece.kind === 'text')) return literalOf(pieces.map((piece) => piece.text).join(''));
  return { kind: 'pieces', pieces };
}

/** The pieces of an element that has no elements inside. */
export function piecesOf(element: PatternElement): (Slot | TextNode)[] {
  return element.content.map((part) => {
    if (part.kind === 'slot' || part.kind === 'text') return part;
    throw new NotUnderstood(`<${element.name}> holds elements`);
  });
}

/** The elements directly inside an element; values that stand between them would be elements only if they were BinXML. */
export function elementsOf(element: PatternElement): PatternElement[] {
  return element.content.filter((part): part is PatternElement => part.kind === 'pattern');
}

/** The value of an attribute that is literal text; undefined if there is no such attribute. */
export function literalAttribute(element: PatternElement, name: string): string | undefined {
  const attribute = element.attributes.find((one) => one.name === name);
  if (!attribute) return undefined;
  const source = sourceOf(attribute.pieces);
  if (source.kind === 'none') return undefined;
  if (source.kind === 'literal') return source.text;
  throw new NotUnderstood(`@${name} of <${element.name}> is a value`);
}

/** True for an attribute that declares a namespace, which is no field. */
export function isDeclaration({ name }: PatternAttribute): boolean {
  return name === 'xmlns' || name.startsWith('xmlns:');
}

/** How an element uses a slot. */
export type SlotUse = 'dependency' | 'attribute' | 'content';

/** Every slot of a pattern, as often as it is used. */
export function eachSlot(
  part: PatternContent,
  take: (slot: number, element: PatternElement, use: SlotUse) => void,
): void {
  if (part.kind !== 'pattern') return;
  if (part.dependency >= 0) take(part.dependency, part, 'dependency');
  for (const { pieces } of part.attributes)
    for (const piece of pieces) if (piece.kind === 'slot') take(piece.index, part, 'attribute');
  for (const inner of part.content) {
    if (inner.kind === 'slot') take(inner.index, part, 'content');
    else eachSlot(inner, take);
  }
}
