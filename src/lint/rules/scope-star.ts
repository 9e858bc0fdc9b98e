import { hasTemplate, visitScopes } from '../../languages/sumo/index.ts';
import { hasStarInsideTerm } from '../../value/index.ts';
import type { LintFinding, LintRule } from '../rule.ts';
import { isScopeRegex } from './scope-regex.ts';

/** The terms of a word as words of their own, marks between them left out. */
function apart(text: string): string {
  return text
    .split(/[^\p{L}\p{N}\p{M}_*?]+/u)
    .filter((term) => term !== '' && !/^\*+$/.test(term))
    .join(' ');
}

/** A star for a part of a term in a word of several terms (spec sumo §3.2, §17). */
export const scopeStar: LintRule = {
  code: 'lint/scope-star',
  severity: 'never',
  title: 'Star inside a term of a word with several terms',
  why: 'The index holds terms, cut at punctuation. In a word of several terms a star is a whole term or ends the last one; with one elsewhere the word finds nothing.',
  help: 'Search the terms separately, or let the star be a whole term: `ann@*.org`.',
  bad: ['ann@mail*er.org | count', '_index=web net.ht*p.client | count'],
  good: ['ann@*.org | count', 'back*p | count', 'net.*.client* | count', '/denied.*root/ | count'],
  check({ query }) {
    const findings: LintFinding[] = [];
    visitScopes(query, (node) => {
      if (node.kind !== 'term' || hasTemplate(node.text) || !hasStarInsideTerm(node.text)) return;
      if (isScopeRegex(node.text)) return;
      const words = apart(node.text);
      findings.push({
        span: node.span,
        message: 'with a star for a part of one of its terms this word finds nothing',
        fixes: [
          { title: 'search the terms separately', class: 'repair', edits: [{ span: node.span, text: `(${words})` }] },
        ],
      });
    });
    return findings;
  },
};
