import type { Span } from '../../../source/index.ts';

/** A value as it stands in a rule: texts with their escapes and wildcards. */
export type RuleValue = string | number | boolean | null;

/** What a rule asks of a field, or of the whole event where there is no field; one value has to fit. */
export interface RuleTest {
  readonly kind: 'test';
  readonly span: Span;
  readonly field: string | undefined;
  readonly modifiers: readonly string[];
  readonly values: readonly RuleValue[];
}

/** The condition of a rule as a tree. */
export type RuleNode =
  | RuleTest
  | { readonly kind: 'constant'; readonly value: boolean }
  | { readonly kind: 'and' | 'or'; readonly items: readonly RuleNode[] }
  | { readonly kind: 'not'; readonly item: RuleNode };

/** A condition that always or never holds. */
export const constant = (value: boolean): RuleNode => ({ kind: 'constant', value });

/** A negation, resolved where it can be. */
export function negate(node: RuleNode): RuleNode {
  if (node.kind === 'constant') return constant(!node.value);
  return node.kind === 'not' ? node.item : { kind: 'not', item: node };
}

const keyOf = ({ field, modifiers }: RuleTest): string => [field?.toLowerCase() ?? '', ...modifiers].join('|');

/** Alternatives on one field with the same modifiers, as one test with several values. */
function mergeTests(items: readonly RuleNode[]): RuleNode[] {
  const merged: RuleNode[] = [];
  for (const item of items) {
    const isOpen = item.kind === 'test' && item.modifiers.at(-1) !== 'all';
    const at = isOpen ? merged.findIndex((one) => one.kind === 'test' && keyOf(one) === keyOf(item)) : -1;
    const other = merged[at];
    if (item.kind === 'test' && other?.kind === 'test')
      merged[at] = { ...other, values: [...new Set([...other.values, ...item.values])] };
    else merged.push(item);
  }
  return merged;
}

const PARTS = ['contains', 'startswith', 'endswith', 're'];

/** Parts that one value has to have, each a test by itself, as one test of all. */
function mergeParts(items: readonly RuleNode[]): RuleNode[] {
  const isPart = (item: RuleNode): item is RuleTest =>
    item.kind === 'test' &&
    item.field !== undefined &&
    PARTS.includes(item.modifiers[0] ?? '') &&
    (item.values.length === 1 || item.modifiers.at(-1) === 'all');
  const baseOf = (test: RuleTest): string =>
    keyOf({ ...test, modifiers: test.modifiers.filter((one) => one !== 'all') });
  const merged: RuleNode[] = [];
  for (const item of items) {
    const at = isPart(item) ? merged.findIndex((one) => isPart(one) && baseOf(one) === baseOf(item)) : -1;
    const other = merged[at];
    if (!isPart(item) || other?.kind !== 'test') merged.push(item);
    else {
      const modifiers = [...other.modifiers.filter((one) => one !== 'all'), 'all'];
      merged[at] = { ...other, modifiers, values: [...new Set([...other.values, ...item.values])] };
    }
  }
  return merged;
}

/** What a condition asks, as a text that is the same wherever it stands. */
function textOf(node: RuleNode): string {
  switch (node.kind) {
    case 'constant':
      return String(node.value);
    case 'test':
      return JSON.stringify([keyOf(node), node.values]);
    case 'not':
      return `not ${textOf(node.item)}`;
    default:
      return `(${node.items.map(textOf).join(` ${node.kind} `)})`;
  }
}

/** Conditions without those that say nothing more: a second time the same, or that a field is there of which a value is asked. */
function withoutRepeats(kind: 'and' | 'or', items: readonly RuleNode[]): readonly RuleNode[] {
  const texts = items.map(textOf);
  const isPresence = (node: RuleNode): boolean =>
    node.kind === 'test' && node.modifiers.length === 0 && node.values.length === 1 && node.values[0] === '*';
  const isAsked = (name: string | undefined): boolean =>
    name !== undefined &&
    items.some(
      (node) =>
        node.kind === 'test' &&
        !isPresence(node) &&
        node.field?.toLowerCase() === name.toLowerCase() &&
        !node.values.includes(null) &&
        node.modifiers[0] !== 'exists',
    );
  return items.filter(
    (node, index) =>
      texts.indexOf(texts[index]!) === index &&
      !(kind === 'and' && isPresence(node) && node.kind === 'test' && isAsked(node.field)),
  );
}

/** Several conditions joined; constants are resolved, nested ones of the kind are opened, exclusions stand together. */
export function join(kind: 'and' | 'or', items: readonly RuleNode[]): RuleNode {
  const flat = items.flatMap((item) => (item.kind === kind ? item.items : [item]));
  const deciding = kind === 'or';
  if (flat.some((one) => one.kind === 'constant' && one.value === deciding)) return constant(deciding);
  const rest = withoutRepeats(
    kind,
    flat.filter((one) => one.kind !== 'constant'),
  );
  // Something and its opposite decide, too.
  const texts = new Set(rest.map(textOf));
  if (rest.some((one) => one.kind === 'not' && texts.has(textOf(one.item)))) return constant(deciding);
  const excluded = rest.flatMap((one) => (one.kind === 'not' ? [one.item] : []));
  const others = rest.filter((one) => one.kind !== 'not');
  // Neither a nor b: not one of them.
  const together = excluded.length > 1 && kind === 'and' ? [negate(join('or', excluded))] : excluded.map(negate);
  const all = [...(kind === 'or' ? mergeTests(others) : mergeParts(others)), ...together];
  if (all.length === 0) return constant(!deciding);
  return all.length === 1 ? all[0]! : { kind, items: all };
}
