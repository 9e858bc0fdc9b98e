/** A copy of a tree without the places of its nodes, to compare trees of different texts. */
export function withoutSpans(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withoutSpans);
  if (typeof node !== 'object' || node === null) return node;
  const entries = Object.entries(node).filter(([key]) => !/span$/i.test(key));
  return Object.fromEntries(entries.map(([key, value]) => [key, withoutSpans(value)]));
}
