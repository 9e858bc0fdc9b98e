import { type MatchesNode, type Query, type StringNode, visitExpressions } from '../languages/sumo/index.ts';

/** A `matches` whose pattern is a quoted text. */
export interface QuotedMatches {
  readonly node: MatchesNode;
  readonly pattern: StringNode;
}

/** All comparisons of a query with a quoted wildcard pattern, those of subqueries included. */
export function quotedMatches(query: Query): readonly QuotedMatches[] {
  const found: QuotedMatches[] = [];
  visitExpressions(query, (node) => {
    if (node.kind === 'matches' && node.pattern.kind === 'string') found.push({ node, pattern: node.pattern });
  });
  return found;
}
