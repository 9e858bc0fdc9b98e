import { childrenOf, parseRegex, type RegexDialect, type RegexNode } from '../../value/index.ts';

function collect(node: RegexNode, isOptional: boolean, found: Set<string>): void {
  if (node.kind === 'capture' && isOptional && node.name !== undefined) found.add(node.name);
  const inside = isOptional || node.kind === 'alternation' || (node.kind === 'repeat' && node.min === 0);
  for (const child of childrenOf(node)) collect(child, inside, found);
}

/** Named groups of a pattern that may take no part in a match, so that they give no value. */
export function optionalGroups(source: string, dialect: RegexDialect): ReadonlySet<string> {
  const found = new Set<string>();
  const { ast } = parseRegex(source, { dialect });
  if (ast) collect(ast, false, found);
  return found;
}
