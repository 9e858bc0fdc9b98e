import { type Attribute, type Content, type ElementNode, isNull, NULL_VALUE, type Piece } from './element.ts';
import { BinXmlFault, type Budget, MAX_DEPTH } from './fault.ts';
import type { Fillings, PatternAttribute, PatternContent, PatternElement } from './pattern.ts';

/** Charges a node with all that it holds, each time it is put in: one value may stand in many slots. */
function count(budget: Budget, node: Content): Content {
  budget.node();
  if (node.kind !== 'element') {
    budget.text(node.text.length);
    return node;
  }
  budget.text(node.name.length);
  for (const attribute of node.attributes) for (const piece of attribute.pieces) count(budget, piece);
  for (const child of node.content) count(budget, child);
  return node;
}

function attributeOf(pattern: PatternAttribute, values: Fillings, budget: Budget): Attribute {
  const pieces: Piece[] = [];
  for (const piece of pattern.pieces) {
    if (piece.kind === 'text') {
      pieces.push(count(budget, piece) as Piece);
      continue;
    }
    const filling = values.fill(piece.index);
    for (const node of filling.kind === 'array' ? filling.items : filling.content) {
      if (node.kind === 'value' || node.kind === 'text') pieces.push(count(budget, node) as Piece);
    }
  }
  budget.text(pattern.name.length);
  return { name: pattern.name, pieces };
}

/** True if the element depends on a value and that is NULL. */
function isAbsent(pattern: PatternElement, values: Fillings): boolean {
  if (pattern.dependency < 0) return false;
  const filling = values.fill(pattern.dependency);
  return filling.kind === 'content' && filling.content.length === 1 && isNull(filling.content[0]!);
}

/** The content of an element; `item` stands for the array at `arrayAt`, if there is one. */
function contentOf(
  pattern: PatternElement,
  values: Fillings,
  budget: Budget,
  arrayAt: number,
  item: Content | undefined,
): Content[] {
  const content: Content[] = [];
  for (const [i, part] of pattern.content.entries()) {
    if (part.kind !== 'slot') content.push(...resolve(part, values, budget));
    else if (i !== arrayAt) {
      const filling = values.fill(part.index);
      for (const node of filling.kind === 'array' ? filling.items : filling.content) content.push(count(budget, node));
    } else if (item) content.push(count(budget, item));
  }
  return content;
}

/** One element, or one per item of the first array among its direct content (spec evtx-format §7.7). */
function elementsOf(pattern: PatternElement, values: Fillings, budget: Budget): ElementNode[] {
  if (++budget.depth > MAX_DEPTH) throw new BinXmlFault(`elements nest deeper than ${MAX_DEPTH}`);
  const { name, selfClosing } = pattern;
  const attributes = pattern.attributes.map((attribute) => attributeOf(attribute, values, budget));
  const absent = isAbsent(pattern, values);
  const arrayAt = pattern.content.findIndex((part) => part.kind === 'slot' && values.fill(part.index).kind === 'array');
  const slot = pattern.content[arrayAt];
  const filling = slot?.kind === 'slot' ? values.fill(slot.index) : undefined;
  const items = filling?.kind === 'array' && filling.items.length > 0 ? filling.items : [undefined];
  const elements = items.map((item): ElementNode => {
    budget.node();
    budget.text(name.length);
    const content = contentOf(pattern, values, budget, arrayAt, item);
    return { kind: 'element', name, attributes, content, selfClosing, absent };
  });
  budget.depth--;
  return elements;
}

/** Puts values into a pattern. Throws a BinXmlFault if it unfolds beyond the record's budget. */
export function resolve(part: PatternContent, values: Fillings, budget: Budget): Content[] {
  if (part.kind === 'pattern') return elementsOf(part, values, budget);
  if (part.kind === 'slot') {
    const filling = values.fill(part.index);
    return filling.kind === 'array' ? [...filling.items] : [...filling.content];
  }
  return [count(budget, part)];
}

/** Values of a pattern that stands outside a template: there are none. */
export const NO_VALUES: Fillings = { fill: () => ({ kind: 'content', content: [NULL_VALUE] }) };
