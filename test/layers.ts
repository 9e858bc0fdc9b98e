/**
 * The layer table: a file may import from its own folder and from folders of a smaller rank.
 * Folders of equal rank are siblings and do not see each other (source: docs/decisions/0001-layers.md).
 */
export const LAYERS: readonly (readonly string[])[] = [
  ['source', 'attack'],
  ['diagnostic'],
  ['value'],
  ['event'],
  ['functions'],
  ['ir'],
  ['passes', 'languages', 'formats'],
  ['engines'],
  ['lint'],
  ['detection'],
  ['siem'],
  ['scan'],
  ['proof'],
  ['host'],
  ['cli', 'server'],
];

/** Folders from `host` on may use `node:` modules; everything to their left runs in a browser. */
export const FIRST_NODE_LAYER = 'host';

/** Rank of a top-level folder of `src`, or -1 when the table does not name it. */
export function rankOf(folder: string): number {
  return LAYERS.findIndex((names) => names.includes(folder));
}
