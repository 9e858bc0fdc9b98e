/** True if two trees are equal but for the places of their nodes. */
export function isSameTree(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return Object.is(a, b);
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = (node: object): string[] => Object.keys(node).filter((key) => !/span$/i.test(key));
  const [own, other] = [keys(a), keys(b)];
  return (
    own.length === other.length &&
    own.every((key) => Object.hasOwn(b, key) && isSameTree(a[key as keyof typeof a], b[key as keyof typeof b]))
  );
}
