import type { Span } from '../../../source/index.ts';
import type { LintFinding } from '../../rule.ts';
import type { SigmaLintRule } from '../rule.ts';

type Node = {
  readonly kind: string;
  readonly span: Span;
  readonly item?: Node;
  readonly items?: readonly Node[];
};

const hasNot = (node: Node): boolean =>
  node.kind === 'not' || (node.item !== undefined && hasNot(node.item)) || node.items?.some(hasNot) === true;

/** The exclusions at the end of the last alternative, with what stands before them there; undefined if parentheses say what is meant. */
function lastExclusions(node: Node): { readonly wanted: Span; readonly excluded: Span } | undefined {
  const last = node.items?.at(-1);
  if (node.kind !== 'or' || last?.kind !== 'and' || node.items!.slice(0, -1).some(hasNot)) return undefined;
  const items = last.items!;
  // A node in parentheses begins with them, before its first item.
  if (last.span.start < items[0]!.span.start) return undefined;
  const first = items.findIndex(({ kind }) => kind === 'not');
  if (first < 1 || !items.slice(first).every(({ kind }) => kind === 'not')) return undefined;
  if (items.slice(0, first).some(hasNot)) return undefined;
  return {
    wanted: { start: items[0]!.span.start, end: items[first - 1]!.span.end },
    excluded: { start: items[first]!.span.start, end: items.at(-1)!.span.end },
  };
}

/** Filters that take part in the last alternative only, since `and` binds before `or`. */
export const filterOfLastAlternative: SigmaLintRule = {
  code: 'lint/filter-of-last-alternative',
  severity: 'uncertain',
  title: 'Filter that the last alternative alone has',
  why: '`and` binds before `or`, so an exclusion behind the last alternative leaves nothing out of what the others find.',
  help: 'Put the alternatives into parentheses, or the last one with its exclusion if that is meant.',
  bad: [
    'detection:\n  a:\n    Image: x\n  b:\n    Image: y\n  filter:\n    User: SYSTEM\n  condition: a or b and not filter',
    'detection:\n  selection_a:\n    Image: x\n  selection_b:\n    Image: y\n  other:\n    Image: z\n  filter_main:\n    User: SYSTEM\n  condition: 1 of selection_* or other and not 1 of filter_*',
  ],
  good: [
    'detection:\n  a:\n    Image: x\n  b:\n    Image: y\n  filter:\n    User: SYSTEM\n  condition: (a or b) and not filter',
    'detection:\n  a:\n    Image: x\n  b:\n    Image: y\n  filter:\n    User: SYSTEM\n  condition: a or (b and not filter)',
    'detection:\n  a:\n    Image: x\n  b:\n    Image: y\n  c:\n    User: SYSTEM\n  d:\n    User: x\n  condition: a and not c or b and not d',
  ],
  check({ text, rule }) {
    if (rule?.kind !== 'rule') return [];
    const textOf = ({ start, end }: Span): string => text.slice(start, end).replace(/\s+/g, ' ');
    const walk = (node: Node): LintFinding[] => {
      const inner = (node.item ? [node.item] : (node.items ?? [])).flatMap(walk);
      const found = lastExclusions(node);
      if (!found) return inner;
      const { wanted, excluded } = found;
      const whole = { start: node.items![0]!.span.start, end: excluded.end };
      const others = { start: whole.start, end: wanted.end };
      const meant = `(${textOf(others)}) and ${textOf(excluded)}`;
      const message = `\`${textOf(excluded)}\` belongs to \`${textOf(wanted)}\` alone; for all: \`${meant}\``;
      // Other texts have characters of YAML in them, which stay where they are.
      const isPlain = /^[\w*.() -]+$/.test(text.slice(whole.start, whole.end));
      const fix = { title: `write \`${meant}\``, class: 'suggested' as const, edits: [{ span: whole, text: meant }] };
      return [...inner, { span: excluded, message, ...(isPlain && { fixes: [fix] }) }];
    };
    return rule.conditions.flatMap(({ condition }) => walk(condition));
  },
};
