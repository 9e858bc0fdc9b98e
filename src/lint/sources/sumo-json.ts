import { type DocumentQueries, holdsQuery } from './embedded-query.ts';
import { QueryFinder } from './find-queries.ts';
import { readJsonTree } from './json-tree.ts';

/**
 * The searches of content exported as JSON: dashboards of both generations, saved searches, monitors, scheduled views, SLOs, folders of
 * them, and rules of Cloud SIEM. Undefined for a text that is no JSON or holds no query.
 */
export function readSumoJson(text: string): DocumentQueries | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  const tree = readJsonTree(text);
  if (!tree) return undefined;
  const finder = new QueryFinder();
  finder.look(tree);
  return holdsQuery(finder) ? finder : undefined;
}
