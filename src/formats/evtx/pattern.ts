import type { Content, ElementNode, InstructionNode, TextNode } from './element.ts';

/** A place for a value of the substitution array (spec evtx-format §7.7). */
export interface Slot {
  readonly kind: 'slot';
  readonly index: number;
  /** True if its value is never NULL. */
  readonly isFilled?: true;
}

/** An attribute of a pattern. */
export interface PatternAttribute {
  readonly name: string;
  readonly pieces: readonly (Slot | TextNode)[];
}

/** What a pattern's element holds; an `element` comes from a template instance inside the pattern and is already resolved. */
export type PatternContent = PatternElement | Slot | TextNode | InstructionNode | ElementNode;

/** An element as its tokens say, before values are put in. */
export interface PatternElement {
  readonly kind: 'pattern';
  readonly name: string;
  /** Index of the value that the element depends on, -1 for none (spec evtx-format §7.4). */
  readonly dependency: number;
  readonly attributes: readonly PatternAttribute[];
  readonly content: readonly PatternContent[];
  readonly selfClosing: boolean;
}

/** A template definition; with a fault, what could be read before it. */
export interface Definition {
  readonly id: number;
  readonly content: readonly PatternContent[];
  readonly fault: string | undefined;
}

/** What a value puts into the place of its slot: pieces, elements, or the items of an array. */
export type Filling =
  | { readonly kind: 'content'; readonly content: readonly Content[] }
  | { readonly kind: 'array'; readonly items: readonly Content[] };

/** Values of one template instance by index; an index beyond them is NULL. */
export interface Fillings {
  fill(index: number): Filling;
}
