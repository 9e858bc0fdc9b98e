import type { Diagnostic } from '../../diagnostic/index.ts';
import { and, call, type Expr, field, literal, not, or, type Pattern } from '../../ir/index.ts';
import type { Span } from '../../source/index.ts';
import { type CaseRule, compileRegex, type WildcardPart } from '../../value/index.ts';
import { unknownPlaceholder } from './diagnostics.ts';
import { type FieldMap, fieldExpr, sourceOf } from './field-map.ts';
import { DASHES } from './modifiers/windash.ts';
import { javaFromPcre } from './pcre.ts';
import type { SelectionItem, SigmaRegex, SigmaString, SigmaValue, StringPart } from './rule.ts';
import { joinParts, literalString, withAny } from './string.ts';

/** What searches without a field look at. */
const WHOLE_EVENT = '_event.values';

/** Dashes of one value that are written out as alternatives; more become a regular expression. */
const MOST_DASHES = 2;

type PatternOf = (pattern: Pattern, origin: Span) => Expr;

/** Lowers entries of selections to expressions over events of one kind. */
export class ValueLowering {
  readonly #fields: FieldMap | undefined;
  readonly #report: (diagnostic: Diagnostic) => void;

  constructor(fields: FieldMap | undefined, report: (diagnostic: Diagnostic) => void) {
    this.#fields = fields;
    this.#report = report;
  }

  item(item: SelectionItem): Expr {
    const { join, isNegated, span } = item;
    const tests = this.tests(item);
    const joined = tests.length === 1 ? tests[0]! : join === 'all' ? and(tests, span) : or(tests, span);
    return isNegated ? not(joined, span) : joined;
  }

  /** What each value of an entry asks, whatever joins them. */
  tests({ field: name, values, span }: SelectionItem): Expr[] {
    const value = name === undefined ? field(WHOLE_EVENT, span) : fieldExpr(name, this.#fields, span);
    const isOnVolume = name !== undefined && sourceOf(name, this.#fields)?.kind === 'volume-path';
    const meant = isOnVolume ? values.map(onAnyDrive) : values;
    return meant.map((one) => this.#value(one, value, name !== undefined));
  }

  #value(value: SigmaValue, of: Expr, hasField: boolean): Expr {
    const origin = value.span;
    const match: PatternOf = (pattern) => ({ kind: 'match', origin, value: of, pattern });
    switch (value.kind) {
      case 'string':
        return this.#string(hasField ? value : withAny(value, { start: true, end: true }), match, hasField);
      case 'number':
        if (hasField) return match({ kind: 'number', op: 'eq', text: value.text }, origin);
        return this.#string(withAny(literalString(value.text, origin), { start: true, end: true }), match);
      case 'boolean':
        return match(
          { kind: 'literal', text: String(value.value), case: 'unicode', part: hasField ? 'whole' : 'anywhere' },
          origin,
        );
      case 'null':
        return call('test.null', [of], origin);
      case 'regex':
        return this.#regex(value, match);
      case 'bytes': {
        const text = value.bytes.map((byte) => String.fromCharCode(byte)).join('');
        return this.#value(literalString(text, origin, value.cased), of, hasField);
      }
      case 'network':
        return match({ kind: 'network', text: value.text }, origin);
      case 'exists': {
        const missing = call('test.missing', [of], origin);
        return value.value ? not(missing, origin) : missing;
      }
      case 'compare':
        return match({ kind: 'number', op: value.op, text: value.number.text }, origin);
      case 'time': {
        const part = call('time.part', [of, literal(value.part, origin)], origin);
        const pattern: Pattern = { kind: 'number', op: value.op, text: value.number.text };
        return { kind: 'match', origin, value: part, pattern };
      }
      case 'field': {
        const other = fieldExpr(value.name, this.#fields, origin);
        return match({ kind: 'dynamic', pattern: other, case: 'unicode', part: value.part }, origin);
      }
      case 'any':
        return or(
          value.values.map((one) => this.#value(one, of, hasField)),
          origin,
        );
    }
  }

  #regex({ source, flags, span }: SigmaRegex, match: PatternOf): Expr {
    const java = javaFromPcre(source, flags);
    const { regex, diagnostics } = compileRegex(java, { dialect: 'java' });
    for (const one of diagnostics) this.#report({ ...one, span, fixes: [] });
    return regex ? match({ kind: 'regex', source: java, dialect: 'java' }, span) : literal(false, span);
  }

  #string(value: SigmaString, match: PatternOf, hasField = true): Expr {
    const { span, parts } = value;
    const rule: CaseRule = value.cased ? 'sensitive' : 'unicode';
    const placeholder = parts.find((part) => part.kind === 'placeholder');
    if (placeholder?.kind === 'placeholder') {
      const { name } = placeholder;
      this.#report(
        unknownPlaceholder.report({
          span,
          message: `the placeholder %${name}% has no value`,
          data: { placeholder: name },
        }),
      );
      return literal(false, span);
    }
    const dashes = parts.filter((part) => part.kind === 'dash').length;
    if (!hasField && parts.some((part) => part.kind === 'one')) return match(keywordRegex(parts, value.cased), span);
    if (dashes > MOST_DASHES) return match(dashRegex(parts, value.cased), span);
    const tests = alternatives(parts).map((pieces) => match(patternOf(pieces, rule), span));
    return tests.length === 1 ? tests[0]! : or(tests, span);
  }
}

/** The value with any letter in place of those of drives, since the event names volumes (spec windows-telemetry §8.4). */
function onAnyDrive(value: SigmaValue): SigmaValue {
  if (value.kind === 'any') return { ...value, values: value.values.map(onAnyDrive) };
  if (value.kind !== 'string') return value;
  const parts = value.parts.flatMap((part): StringPart[] => {
    if (part.kind !== 'literal') return [part];
    const [, before, after] = /^(|.*[^\p{L}\p{N}])[A-Za-z](:\\.*)$/su.exec(part.text) ?? [];
    if (before === undefined || after === undefined) return [part];
    return [{ kind: 'literal', text: before }, { kind: 'one' }, { kind: 'literal', text: after }];
  });
  return { ...value, parts: joinParts(parts) };
}

/** Each dash as each of the dashes. */
function alternatives(parts: readonly StringPart[]): WildcardPart[][] {
  let found: WildcardPart[][] = [[]];
  for (const part of parts) {
    const pieces: readonly WildcardPart[] =
      part.kind === 'dash'
        ? DASHES.map((text) => ({ kind: 'literal', text }))
        : part.kind === 'placeholder'
          ? []
          : [part];
    found = found.flatMap((before) => pieces.map((piece) => joined(before, piece)));
  }
  return found;
}

function joined(before: readonly WildcardPart[], piece: WildcardPart): WildcardPart[] {
  const last = before.at(-1);
  if (last?.kind === 'literal' && piece.kind === 'literal')
    return [...before.slice(0, -1), { kind: 'literal', text: last.text + piece.text }];
  return last?.kind === 'any' && piece.kind === 'any' ? [...before] : [...before, piece];
}

/** The simplest pattern for pieces: most values are a text as a whole, at an end, or anywhere. */
export function patternOf(pieces: readonly WildcardPart[], rule: CaseRule): Pattern {
  const [a, b, c] = pieces;
  if (!a) return { kind: 'literal', text: '', case: rule, part: 'whole' };
  if (pieces.length === 1 && a.kind === 'literal') return { kind: 'literal', text: a.text, case: rule, part: 'whole' };
  if (pieces.length === 1 && a.kind === 'any') return { kind: 'literal', text: '', case: rule, part: 'anywhere' };
  if (pieces.length === 2 && a.kind === 'literal' && b!.kind === 'any')
    return { kind: 'affix', text: a.text, case: rule, part: 'start' };
  if (pieces.length === 2 && a.kind === 'any' && b!.kind === 'literal')
    return { kind: 'affix', text: b!.text, case: rule, part: 'end' };
  if (pieces.length === 3 && a.kind === 'any' && b!.kind === 'literal' && c!.kind === 'any')
    return { kind: 'literal', text: b!.text, case: rule, part: 'anywhere' };
  return { kind: 'pieces', pieces, case: rule };
}

/** The parts of a value as a regular expression; `one` is what a single sign may be. */
function regexSource(parts: readonly StringPart[], one: string): string {
  return parts
    .map((part) => {
      if (part.kind === 'any') return '.*';
      if (part.kind === 'one') return one;
      if (part.kind === 'dash') return `[${DASHES.join('').replace('-', '\\-')}]`;
      return part.kind === 'literal' ? part.text.replace(/[^\p{L}\p{N}\s]/gu, '\\$&') : '';
    })
    .join('');
}

const regexOf = (source: string, isCased: boolean): Pattern => ({
  kind: 'regex',
  source: `(?dsu${isCased ? '' : 'i'})${source}`,
  dialect: 'java',
});

/** A value with many dashes as a regular expression of the whole value. */
function dashRegex(parts: readonly StringPart[], isCased: boolean): Pattern {
  return regexOf(`\\A(?:${regexSource(parts, '.')})\\z`, isCased);
}

/** A keyword with single signs: they are signs of a value, not the line break between two (spec sigma §9). */
function keywordRegex(parts: readonly StringPart[], isCased: boolean): Pattern {
  const inner = parts.filter((part, index) => part.kind !== 'any' || (index > 0 && index < parts.length - 1));
  return regexOf(regexSource(inner, '[^\\n]'), isCased);
}
