import { type Query, quotedPattern, type ScopeNode } from '../../languages/sumo/index.ts';
import { spanAt } from '../../source/index.ts';
import { parseRegex } from '../../value/index.ts';
import type { LintFinding, LintRule } from '../rule.ts';

interface Found {
  readonly node: ScopeNode;
  readonly field: string;
  readonly regex: string;
}

/** True for a word that is a regular expression, of whose signs no other rule need speak. */
export function isScopeRegex(text: string): boolean {
  return regexOf(text, false) !== undefined;
}

/** A regular expression between slashes, flags behind it included; a path is none, and flags alone tell none from one. */
function regexOf(text: string, areFlagsEnough: boolean): string | undefined {
  const [, inner, flags = ''] = /^\/((?:\\.|[^/\\])+)\/([ims]{0,3})$/.exec(text) ?? [];
  if (inner === undefined) return undefined;
  const hasSigns = quotedPattern(inner) === 'regex' || /\.\*|\.\+|\[.*\]|\(.*\|/.test(inner);
  if (!hasSigns && !(areFlagsEnough && flags !== '')) return undefined;
  const regex = `${flags === '' ? '' : `(?${flags})`}${inner}`;
  return parseRegex(regex, { dialect: 're2' }).diagnostics.length === 0 ? regex : undefined;
}

function foundIn(scope: ScopeNode): readonly Found[] {
  const nodes = scope.kind === 'and' ? scope.items : [scope];
  return nodes.flatMap((node): readonly Found[] => {
    if (node.kind !== 'term' && (node.kind !== 'fieldTest' || node.quoted || node.operator !== '=' || node.name.quoted))
      return [];
    const regex = node.kind === 'term' ? regexOf(node.text, false) : regexOf(node.value, true);
    return regex === undefined ? [] : [{ node, field: node.kind === 'term' ? '_raw' : node.name.name, regex }];
  });
}

function findingOf({ node, field, regex }: Found, { scope }: Query): LintFinding {
  return {
    span: node.span,
    message: 'the scope knows no regular expressions; this looks for its very signs',
    fixes: [
      {
        title: 'test it in a stage',
        class: 'repair',
        edits: [
          { span: node.span, text: '*' },
          { span: spanAt(scope.span.end), text: ` | where ${field} matches /${regex}/` },
        ],
      },
    ],
  };
}

/** A regular expression in the scope (spec sumo §3.1, §16.2). */
export const scopeRegex: LintRule = {
  code: 'lint/scope-regex',
  severity: 'never',
  title: 'Regular expression in the scope',
  why: 'The scope holds keywords, phrases and field tests; slashes there are signs like any other.',
  help: 'Test it behind a pipe: `| where _raw matches /denied.*root/`.',
  bad: ['/denied.*root/ | count', '_index=web user=/^adm/i | count'],
  good: ['* | where _raw matches /denied.*root/ | count', '/var/log/ | count', '_sourceName=/var/log/* | count'],
  check: ({ query }) => foundIn(query.scope).map((found) => findingOf(found, query)),
};
