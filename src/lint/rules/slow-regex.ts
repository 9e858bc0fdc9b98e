import { argsOf, blocksOf, decodeRegex, hasTemplate, type StringNode } from '../../languages/sumo/index.ts';
import { parseRegexOperator } from '../../languages/sumo/operators/parse-regex.ts';
import { type CodeSet, childrenOf, firstOfNode, parseRegex, type RegexNode, widthOf } from '../../value/index.ts';
import type { LintFinding, LintRule } from '../rule.ts';

const isEndless = (node: RegexNode): boolean =>
  node.kind === 'repeat' && node.max === Number.POSITIVE_INFINITY && node.mode !== 'possessive';

function meets(a: CodeSet, b: CodeSet): boolean {
  for (let i = 0; i < a.length; i += 2)
    for (let j = 0; j < b.length; j += 2) if (a[i]! <= b[j + 1]! && b[j]! <= a[i + 1]!) return true;
  return false;
}

/** The parts of a node one after the other, groups opened. */
function partsOf(node: RegexNode): readonly RegexNode[] {
  if (node.kind === 'sequence') return node.items.flatMap(partsOf);
  return node.kind === 'capture' ? partsOf(node.body) : [node];
}

/** True if a repeated part can split one text in ever more ways: it repeats itself, and all that it asks for beside may be of the same signs. */
function isAmbiguous(body: RegexNode): boolean {
  const parts = partsOf(body);
  if (parts.length === 1 && parts[0]!.kind === 'alternation') {
    const { branches } = parts[0]!;
    if (branches.some(isAmbiguous)) return true;
    const single = branches.filter((branch) => widthOf(branch).max === 1 && widthOf(branch).min === 1);
    return single.some((one, i) =>
      single.slice(i + 1).some((two) => meets(firstOfNode(one).set, firstOfNode(two).set)),
    );
  }
  return parts.some((inner) => {
    if (inner.kind !== 'repeat' || !isEndless(inner) || widthOf(inner.body).max !== 1) return false;
    const { set } = firstOfNode(inner.body);
    return parts.every(
      (other) =>
        other === inner || widthOf(other).min === 0 || (widthOf(other).max === 1 && meets(firstOfNode(other).set, set)),
    );
  });
}

/** The first repetition that a failing match tries in exponentially many ways; one at the end of the pattern never fails. */
function explosive(node: RegexNode, isFollowed: boolean): RegexNode | undefined {
  if (node.kind === 'atomic') return undefined;
  if (node.kind === 'repeat' && isEndless(node) && isFollowed && isAmbiguous(node.body)) return node;
  const children = childrenOf(node);
  for (const [i, child] of children.entries()) {
    const behind =
      node.kind === 'sequence' && children.slice(i + 1).some((one) => widthOf(one).min > 0 || one.kind === 'assertion');
    const found = explosive(child, isFollowed || behind);
    if (found) return found;
  }
  return undefined;
}

function findingOf(node: StringNode, text: string): readonly LintFinding[] {
  const isAsWritten = text.slice(node.span.start + 1, node.span.end - 1) === node.raw;
  if (hasTemplate(node.raw) || !isAsWritten) return [];
  const { pattern, rawOffset } = decodeRegex(node.raw);
  const { ast } = parseRegex(pattern, { dialect: 'java' });
  const found = ast && explosive(ast, false);
  if (!found) return [];
  const place = (offset: number): number => node.span.start + 1 + rawOffset(offset);
  const span = { start: place(found.span.start), end: place(found.span.end) };
  return [
    {
      span,
      message:
        'a repetition inside a repetition takes time that doubles with each character of a text that does not match',
    },
  ];
}

/** Patterns of `parse regex` whose time is exponential where they fail. */
export const slowRegex: LintRule = {
  code: 'lint/slow-regex',
  severity: 'slow',
  title: 'Pattern with exponential backtracking',
  why: '`parse regex` tries every way to divide a text between two nested repetitions before it gives up, so one long line can stop the search.',
  help: 'Repeat once: `[\\w.]+` in place of `([\\w.]+)+`; or begin each round with a sign that the round cannot hold.',
  bad: [
    '* | parse regex "user=(?<user>(\\w+)+);"',
    '* | parse regex "path=(?<path>(?:[\\w.]+\\s*)*)end"',
    '* | parse regex "(?<list>(?:\\d|\\w)+)$"',
  ],
  good: [
    '* | parse regex "user=(?<user>\\w+);"',
    '* | parse regex "path=(?<path>(?:\\\\[^\\\\]+)+)end"',
    '* | parse regex "(?<list>(?:\\w+,)*\\w+);"',
    '* | parse regex "user=(?<user>(?:\\w+)+)"',
  ],
  check: ({ text, query }) =>
    blocksOf(query)
      .flatMap((block) => block.stages)
      .flatMap((stage) => argsOf(stage, parseRegexOperator)?.patterns.flatMap((node) => findingOf(node, text)) ?? []),
};
