import type { Expr, Match } from '../../../ir/index.ts';
import { type CaseRule, foldCase } from '../../../value/index.ts';

/** A match of a field with a literal text; runs of such are tested together. */
interface TextMatch extends Match {
  readonly value: Extract<Expr, { kind: 'field' }>;
  readonly pattern: Extract<Match['pattern'], { kind: 'literal' | 'affix' }>;
}

/** Several texts of which a field must have any, in one letter case. */
export interface AnyText {
  readonly field: Extract<Expr, { kind: 'field' }>;
  /** Whether one of them is in a text. */
  readonly test: (text: string) => boolean;
}

function isTextMatch(expr: Expr): expr is TextMatch {
  return (
    expr.kind === 'match' &&
    expr.value.kind === 'field' &&
    (expr.pattern.kind === 'literal' || expr.pattern.kind === 'affix')
  );
}

/** Texts that are looked for one by one; more are found by their first units. */
const FEW = 8;

function anywhere(needles: readonly string[]): (text: string) => boolean {
  if (needles.length <= FEW || needles.includes(''))
    return (text) => {
      for (const needle of needles) if (text.includes(needle)) return true;
      return false;
    };
  const byFirst = new Map<number, string[]>();
  for (const needle of needles) {
    const first = needle.charCodeAt(0);
    const known = byFirst.get(first);
    if (known) known.push(needle);
    else byFirst.set(first, [needle]);
  }
  return (text) => {
    for (let at = 0; at < text.length; at++) {
      const found = byFirst.get(text.charCodeAt(at));
      if (found) for (const needle of found) if (text.startsWith(needle, at)) return true;
    }
    return false;
  };
}

function testOf(matches: readonly TextMatch[], rule: CaseRule): (text: string) => boolean {
  const texts = (part: TextMatch['pattern']['part']): string[] =>
    matches.filter(({ pattern }) => pattern.part === part).map(({ pattern }) => foldCase(pattern.text, rule));
  const whole = new Set(texts('whole'));
  const [starts, ends, inside] = [texts('start'), texts('end'), texts('anywhere')];
  const isInside = inside.length > 0 ? anywhere(inside) : undefined;
  return (value) => {
    const text = foldCase(value, rule);
    if (whole.size > 0 && whole.has(text)) return true;
    for (const end of ends) if (text.endsWith(end)) return true;
    for (const start of starts) if (text.startsWith(start)) return true;
    return isInside?.(text) ?? false;
  };
}

/** Items of a disjunction, of which neighbors that look for texts in one field are put together. */
export function withAnyTexts(items: readonly Expr[]): readonly (Expr | AnyText)[] {
  const joined: (Expr | AnyText)[] = [];
  for (let at = 0; at < items.length; ) {
    const first = items[at]!;
    let end = at + 1;
    if (isTextMatch(first)) {
      const isAlike = (other: Expr | undefined): boolean =>
        other !== undefined &&
        isTextMatch(other) &&
        other.value.name === first.value.name &&
        other.pattern.case === first.pattern.case;
      while (isAlike(items[end])) end++;
    }
    if (end - at === 1) joined.push(first);
    else {
      const matches = items.slice(at, end) as TextMatch[];
      joined.push({ field: matches[0]!.value, test: testOf(matches, matches[0]!.pattern.case) });
    }
    at = end;
  }
  return joined;
}
