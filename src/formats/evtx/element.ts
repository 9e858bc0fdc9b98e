import type { Raw } from '../../event/index.ts';

/** A decoded value: its BinXML type (spec evtx-format §8.1), what engines see, and the text that Windows prints. */
export interface TypedValue {
  readonly kind: 'value';
  readonly type: number;
  readonly raw: Raw;
  readonly text: string;
}

/** Literal text of a template or record; entity and character references are already resolved. */
export interface TextNode {
  readonly kind: 'text';
  readonly text: string;
}

/** A processing instruction, never seen in samples. */
export interface InstructionNode {
  readonly kind: 'instruction';
  readonly target: string;
  readonly text: string;
}

/** A piece of an attribute or of an element's text. */
export type Piece = TypedValue | TextNode;

/** A named attribute; one whose pieces are all NULL is absent from the event (spec evtx-format §7.7). */
export interface Attribute {
  readonly name: string;
  readonly pieces: readonly Piece[];
}

/** What an element holds. */
export type Content = ElementNode | Piece | InstructionNode;

/** An element with every substitution made. */
export interface ElementNode {
  readonly kind: 'element';
  readonly name: string;
  readonly attributes: readonly Attribute[];
  readonly content: readonly Content[];
  /** True if the template wrote `<a/>`, false if `<a></a>`. */
  readonly selfClosing: boolean;
  /** True if the value that the element depends on is NULL: Windows leaves it out, evtx_dump prints null. */
  readonly absent: boolean;
}

/** The NULL value, the same for every type. */
export const NULL_VALUE: TypedValue = { kind: 'value', type: 0, raw: null, text: '' };

/** True for a value of type NULL. */
export function isNull(piece: Content): boolean {
  return piece.kind === 'value' && piece.type === 0;
}

/** Text of an attribute, or undefined if all its pieces are NULL, that is, if the event has no such attribute. */
export function attributeText(attribute: Attribute): string | undefined {
  if (attribute.pieces.every(isNull)) return undefined;
  return attribute.pieces.map((piece) => piece.text).join('');
}

/** Text directly inside an element, its children's text aside. */
export function textOf(element: ElementNode): string {
  let text = '';
  for (const node of element.content) if (node.kind !== 'element') text += node.text;
  return text;
}

/** The value of an element's text or an attribute: typed if it is a single value, else the text of the pieces; null if all are NULL. */
export function rawOf(pieces: readonly Content[]): Raw {
  const [first] = pieces;
  if (pieces.length === 1 && first?.kind === 'value') return first.raw;
  if (pieces.every(isNull)) return null;
  let text = '';
  for (const piece of pieces) if (piece.kind !== 'element') text += piece.text;
  return text;
}

/** Child elements that the event has, those whose dependency is NULL left out. */
export function childrenOf(element: ElementNode): ElementNode[] {
  return element.content.filter((node): node is ElementNode => node.kind === 'element' && !node.absent);
}

/** The first child element of a name. */
export function childOf(element: ElementNode, name: string): ElementNode | undefined {
  return childrenOf(element).find((child) => child.name === name);
}
