import type { TextMap } from '../../source/index.ts';

/** A search inside a document, with the way back to its place. */
export interface EmbeddedQuery {
  /** The search as the platform reads it, escapes undone. */
  readonly text: string;
  /** Title of the panel, monitor or search that holds it; undefined where the whole file is the query. */
  readonly name: string | undefined;
  readonly map: TextMap;
}

/** Why a query of a document is not checked. */
export type SkippedKind =
  | 'metrics queries'
  | 'queries of another kind'
  | 'rule expressions of Cloud SIEM'
  | 'queries that Terraform computes';

/** The queries of a document, and how many of which kind are not checked. */
export interface DocumentQueries {
  readonly queries: readonly EmbeddedQuery[];
  readonly skipped: ReadonlyMap<SkippedKind, number>;
}

/** True if a document holds a query, checked or not. */
export function holdsQuery({ queries, skipped }: DocumentQueries): boolean {
  return queries.length > 0 || skipped.size > 0;
}
