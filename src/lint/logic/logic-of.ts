import type { Compare, Match } from '../../ir/index.ts';
import { blocksOf, type Expression, type Query, quotedPattern, visitExpressions } from '../../languages/sumo/index.ts';
import type { Span } from '../../source/index.ts';
import { type Site, sitesOf } from './flow.ts';
import { segmentsOf } from './segments.ts';
import { Effort } from './terms.ts';

const known = new WeakMap<Query, readonly Site[]>();

const placeOf = (span: Span): string => `${span.start}:${span.end}`;

const hasStar = (node: Expression): boolean => node.kind === 'string' && node.raw.includes('*');

/** Places of tests that other rules find fault with, so that they hardly mean what they say. */
function misreadIn(node: Expression): readonly Span[] {
  switch (node.kind) {
    case 'matches':
      return node.pattern.kind === 'string' && quotedPattern(node.pattern.raw) !== 'wildcard' ? [node.span] : [];
    case 'binary':
      return hasStar(node.left) || hasStar(node.right) ? [node.span] : [];
    case 'in':
      return node.items.filter(hasStar).map(({ span }) => span);
    default:
      return [];
  }
}

/** The conditions of a query with what is known where each is asked, worked out once. */
export function logicOf(query: Query): readonly Site[] {
  const before = known.get(query);
  if (before) return before;
  const misread = new Set<string>();
  visitExpressions(query, (node) => {
    for (const span of misreadIn(node)) misread.add(placeOf(span));
  });
  const effort = new Effort();
  const isDoubtful = ({ origin }: Compare | Match): boolean => misread.has(placeOf(origin));
  const sites = blocksOf(query).flatMap((block) => sitesOf(segmentsOf(block), effort, isDoubtful));
  known.set(query, sites);
  return sites;
}
