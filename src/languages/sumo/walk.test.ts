import { describe, expect, it } from 'vitest';
import { parseSumo } from './parser.ts';
import { blocksOf, visitExpressions, visitScopes } from './walk.ts';

const TEXT =
  'a [subquery: s | where f1 = 1 | compose x] | where f2 in (f3, f4) and [subquery: t | where f5 | compose y] | filter k in (where f6 = 2) | if(f7, -f8, f9 ? 1 : 2) as z';

describe('walkers', () => {
  it('find every block', () => {
    expect(blocksOf(parseSumo(TEXT).query).map(({ kind }) => kind)).toEqual(['query', 'query', 'query', 'pipeline']);
  });

  it('visit every field', () => {
    const fields: string[] = [];
    visitExpressions(parseSumo(TEXT).query, (node) => {
      if (node.kind === 'field') fields.push(node.name);
    });
    expect(fields.sort()).toEqual(['f1', 'f2', 'f3', 'f4', 'f5', 'f6', 'f7', 'f8', 'f9']);
  });

  it('visit every term', () => {
    const terms: string[] = [];
    visitScopes(parseSumo(TEXT).query, (node) => {
      if (node.kind === 'term') terms.push(node.text);
    });
    expect(terms).toEqual(['a', 's', 't']);
  });
});
