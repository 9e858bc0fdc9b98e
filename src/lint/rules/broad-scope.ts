import type { ScopeNode } from '../../languages/sumo/index.ts';
import { visitExpressions } from '../../languages/sumo/index.ts';
import type { LintContext, LintRule } from '../rule.ts';

function selects(node: ScopeNode): boolean {
  switch (node.kind) {
    case 'all':
    case 'not':
      return false;
    case 'and':
      return node.items.some(selects);
    case 'or':
      return node.items.every(selects);
    case 'term':
      return !/^[*?]*$/.test(node.text);
    case 'fieldTest':
      return node.operator === '=' && node.value !== '*' && node.name.name.toLowerCase() !== '_datatier';
    default:
      return true;
  }
}

/** A text that the stages ask for and that could as well be a keyword. */
function keyword({ query }: LintContext): string {
  let found = '';
  visitExpressions(query, (node, stage) => {
    if (found !== '' || stage.operator !== 'where' || node.kind !== 'binary' || node.operator !== '=') return;
    if (node.right.kind === 'string' && /^\w{3,}$/.test(node.right.value)) found = node.right.value;
  });
  return found === '' ? '' : `; \`${found}\`, which is tested later, could be a keyword in it`;
}

/** A scope that selects every message (spec sumo §17). */
export const broadScope: LintRule = {
  code: 'lint/broad-scope',
  severity: 'style',
  title: 'Scope that selects everything',
  why: 'The scope is what the index answers; with none every message of the time range is read and goes through the stages.',
  help: 'Name a source category or an index, or a keyword that all wanted messages hold: `_sourceCategory=windows/* 4625`.',
  unfixable: 'where the messages come from is for the author to say',
  bad: ['* | where id = "4625"', '_sourceCategory=* | count', '!debug | count'],
  good: ['_sourceCategory=windows/* | count', '4625 | count', '_index=windows !debug | count'],
  check: (context) =>
    selects(context.query.scope) || context.query.stages[0]?.operator === 'cat'
      ? []
      : [{ span: context.query.scope.span, message: `the scope selects every message${keyword(context)}` }],
};
