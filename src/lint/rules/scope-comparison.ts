import { type Query, type ScopeNode, visitScopes } from '../../languages/sumo/index.ts';
import { type Span, spanAt } from '../../source/index.ts';
import type { LintFinding, LintRule } from '../rule.ts';
import { sourceAt } from '../stages.ts';

/** A comparison that the scope reads as words. */
interface Found {
  readonly span: Span;
  /** The same as a condition of `where`, if that is certain. */
  readonly test: string | undefined;
  /** True if it asks for a field of a name that no field has. */
  readonly isField: boolean;
}

const NAME = /^[A-Za-z_][\w.]*$/;
const NUMBER = /^\d+(?:\.\d+)?$/;
const WORDS = /^(?:matches|contains|like|rlike|startswith|endswith|has)$/i;
const VALUES = /^\(\s*(?:"[^"]*"|\d+)(?:\s*,\s*(?:"[^"]*"|\d+))*\s*\)$/;

/** `status>=500` is read as a field `status>`, and `bytes>1000` as one word. */
function inOne(node: ScopeNode): Found | undefined {
  if (node.kind === 'term') {
    const [, name, sign, value] = /^([A-Za-z_][\w.]*)([<>])(\d+(?:\.\d+)?)$/.exec(node.text) ?? [];
    return name === undefined ? undefined : { span: node.span, test: `${name} ${sign} ${value}`, isField: false };
  }
  if (node.kind !== 'fieldTest' || node.operator !== '=' || node.name.quoted) return undefined;
  const [, name, sign] = /^([A-Za-z_][\w.]*)([<>])$/.exec(node.name.name) ?? [];
  if (name === undefined) return undefined;
  const value = NUMBER.test(node.value) ? node.value : undefined;
  return { span: node.span, test: value && `${name} ${sign}= ${value}`, isField: true };
}

/** A comparison written with blanks, which is read as several words. */
function inSeveral(nodes: readonly ScopeNode[], text: string): Found | undefined {
  const [field, sign, value] = nodes;
  if (field?.kind !== 'term' || !NAME.test(field.text) || !sign) return undefined;
  if (sign.kind === 'fieldTest' && /^[<>]$/.test(sign.name.name) && !sign.name.quoted) {
    const test = NUMBER.test(sign.value) ? `${field.text} ${sign.name.name}= ${sign.value}` : undefined;
    return { span: { start: field.span.start, end: sign.span.end }, test, isField: true };
  }
  if (sign.kind !== 'term' || !value) return undefined;
  const span = { start: field.span.start, end: value.span.end };
  const source = sourceAt(text, value.span);
  if (/^[<>]$/.test(sign.text))
    return NUMBER.test(source) ? { span, test: sourceAt(text, span), isField: false } : undefined;
  const isTest = (WORDS.test(sign.text) && value.kind === 'phrase') || (/^in$/i.test(sign.text) && VALUES.test(source));
  return isTest ? { span, test: sourceAt(text, span), isField: false } : undefined;
}

function foundIn(nodes: readonly ScopeNode[], text: string): readonly Found[] {
  return nodes.flatMap((node, index) => inOne(node) ?? inSeveral(nodes.slice(index, index + 3), text) ?? []);
}

function findingOf({ span, test, isField }: Found, { scope }: Query, isAlone: boolean): LintFinding {
  const message = isField
    ? 'the scope compares by `=` and `!=` only; no field has the name that is read here'
    : 'the scope compares by `=` and `!=` only; this looks for its words and signs in the text';
  const edits = [
    { span, text: '*' },
    { span: spanAt(scope.span.end), text: ` | where ${test}` },
  ];
  return {
    span,
    message,
    ...(isField && { severity: 'never' as const }),
    ...(test !== undefined && isAlone && { fixes: [{ title: 'test it in a stage', class: 'repair', edits }] }),
  };
}

/** A comparison by anything but `=` in the scope (spec sumo §3.1). */
export const scopeComparison: LintRule = {
  code: 'lint/scope-comparison',
  severity: 'misses',
  title: 'Comparison in the scope',
  why: 'The scope holds keywords, phrases and tests by `=` and `!=`; other comparisons are words to look for there.',
  help: 'Test it behind a pipe: `| where status >= 500`.',
  bad: [
    '_index=web status>=500 | count',
    '_index=web bytes>1000 | count',
    '_index=web status >= 500 bytes < 10 | count',
    '_index=web user matches "adm*" | count',
    '_index=web !(code in ("a", "b")) | count',
  ],
  good: [
    '_index=web | where status >= 500 | count',
    '_index=web "a > 1" -> 5 | count',
    '_index=web error in state | count',
    '_sourceCategory=<name> | count',
  ],
  check({ text, query }) {
    const findings: LintFinding[] = [];
    visitScopes(query, (node) => {
      const isTop = node === query.scope;
      if (node.kind === 'and') {
        for (const found of foundIn(node.items, text)) findings.push(findingOf(found, query, isTop));
        return;
      }
      const own = node.kind === 'not' ? [node.item] : node.kind === 'or' ? node.items : [];
      const nodes = isTop ? [node, ...own] : own;
      for (const found of foundIn(
        nodes.filter((one) => one.kind !== 'and'),
        text,
      ))
        findings.push(findingOf(found, query, isTop));
    });
    return findings;
  },
};
