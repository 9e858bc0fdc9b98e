import { aliasesOf, foldName, isDecimalField, SYSTEM_NAMES } from '../../../event/index.ts';
import { type Compare, type Expr, type Match, type WritingNotes, walkExpr } from '../../../ir/index.ts';
import type { Span } from '../../../source/index.ts';
import {
  compareValues,
  compileWildcardParts,
  hasHostBits,
  parseNetwork,
  type WildcardPart,
} from '../../../value/index.ts';
import { DERIVED } from './columns.ts';
import { constant, join, negate, type RuleNode, type RuleValue } from './node.ts';
import { regexShape } from './regex-shape.ts';
import { scoreTest } from './score.ts';
import { hasCase, type TextPattern, textNode, valueText } from './text-value.ts';
import { textParts, textPatternOf } from './wildcard-parts.ts';

const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'];

/** Metadata of messages that is a field of Windows events. */
const METADATA: Readonly<Record<string, string>> = { _sourcename: 'Channel', _sourcehost: 'Computer' };

/** Names of an event id in the raw text of the platform's Windows events. */
const RAW_FIELD = /^"(EventID|Channel|Computer)":"?([^"]+?)"?$/;

const OPERATORS = { lt: 'lt', le: 'lte', gt: 'gt', ge: 'gte' } as const;

/** Branches that a choice may have when a test of it is written out. */
const MOST_BRANCHES = 64;

const OTHERWISE =
  'a rule equates letters by folding, one by one; what the search makes of some letters, such as ß and ς, is another';

/** True for texts with letters beyond ASCII, and for pairs that one letter becomes in upper case, as `ß` becomes `SS`. */
function changesOtherwise({ parts }: TextPattern, folding: 'lower' | 'upper'): boolean {
  return parts.some(
    (part) =>
      part.kind === 'literal' &&
      (/[^\x00-\x7f]/.test(part.text) || (folding === 'upper' && /SS|FF|FI|FL|ST/i.test(part.text))),
  );
}

/** Writes conditions of the IR over fields of events as what a rule asks. */
export class ConditionEmitter {
  readonly #notes: WritingNotes;

  constructor(notes: WritingNotes) {
    this.#notes = notes;
  }

  #unsupported(span: Span, what: string, message: string): RuleNode {
    this.#notes.unsupported(span, what, message);
    return constant(true);
  }

  /** What a condition asks. */
  write(expr: Expr): RuleNode {
    switch (expr.kind) {
      case 'literal':
        return constant(expr.value === true || expr.value === 'true');
      case 'field':
        return textNode(this.#fieldName(expr.name), { parts: textParts('true', 'whole'), folds: true }, expr.origin);
      case 'and':
      case 'or':
        return join(
          expr.kind,
          expr.items.map((item) => this.write(item)),
        );
      case 'not':
        if (metadataOf(expr.item) !== undefined) return this.#metadata(expr.item, true);
        return negate(this.write(expr.item));
      case 'case':
        return this.#choice(expr, (value) => this.write(value));
      case 'compare':
        return this.#compare(expr);
      case 'match':
        return this.#match(expr);
      case 'search':
        return this.#search(expr);
      case 'call':
        return this.#call(expr);
      default:
        return this.#unsupported(expr.origin, expr.kind, `a rule cannot say this (${expr.kind})`);
    }
  }

  /** A test of a choice: in each branch the test of its value. */
  #choice(expr: Extract<Expr, { kind: 'case' }>, test: (value: Expr) => RuleNode): RuleNode {
    if (expr.branches.length > MOST_BRANCHES)
      return this.#unsupported(expr.origin, 'case', 'the choice has too many branches');
    let rest = test(expr.otherwise);
    for (const { when, value } of expr.branches.toReversed()) {
      const chosen = test(value);
      // Where both ways lead to the same, the choice does not matter.
      if (chosen.kind === 'constant' && rest.kind === 'constant' && chosen.value === rest.value) continue;
      const guard = this.write(when);
      rest = join('or', [join('and', [guard, chosen]), join('and', [negate(guard), rest])]);
    }
    return rest;
  }

  #fieldName(name: string): string {
    const folded = foldName(name);
    return METADATA[folded] ?? SYSTEM_NAMES.find((one) => isAliasOf(folded, one)) ?? name;
  }

  /** The field that a test is of; undefined, and reported, for what a rule cannot test. */
  #subject(
    expr: Expr,
  ): { readonly field: string; readonly isBaseName: boolean; readonly folding?: 'lower' | 'upper' } | undefined {
    if (expr.kind === 'field') {
      if (foldName(expr.name) === '_raw') return undefined;
      return { field: this.#fieldName(expr.name), isBaseName: false };
    }
    if (expr.kind !== 'call') return undefined;
    const inner = expr.args[0] && this.#subject(expr.args[0]);
    if (expr.fn === 'cast.text') return inner;
    if (expr.fn === DERIVED.baseName) return inner && { ...inner, isBaseName: true };
    if (expr.fn === 'text.lower' || expr.fn === 'text.upper')
      return inner && { ...inner, folding: expr.fn === 'text.lower' ? 'lower' : 'upper' };
    return undefined;
  }

  /** A test of a value's text. */
  #text(of: Expr, patterns: readonly TextPattern[], span: Span): RuleNode {
    if (of.kind === 'case') return this.#choice(of, (value) => this.#text(value, patterns, span));
    if (of.kind === 'literal')
      return constant(
        of.value !== null &&
          patterns.some(({ parts, folds }) =>
            compileWildcardParts(parts, folds ? 'unicode' : 'sensitive')(String(of.value)),
          ),
      );
    if (of.kind === 'field' && foldName(of.name) === '_raw') return this.#keywords(patterns, span);
    const subject = this.#subject(of);
    if (!subject) return this.#unsupported(span, 'value', reasonOf(of));
    return join(
      'or',
      patterns.map((pattern) => {
        const seen = foldedPattern(pattern, subject.folding);
        if (!seen) return constant(false);
        if (subject.folding && changesOtherwise(pattern, subject.folding))
          this.#notes.approximate(span, 'letter case', OTHERWISE);
        return subject.isBaseName ? this.#baseName(subject.field, seen, span) : textNode(subject.field, seen, span);
      }),
    );
  }

  #keywords(patterns: readonly TextPattern[], span: Span): RuleNode {
    const message =
      'the search looks in the whole message, names of fields included; keywords of a rule in the values alone';
    this.#notes.approximate(span, 'keywords', message);
    return join(
      'or',
      patterns.map(({ parts }) => {
        const inner = parts.filter((part, index) => part.kind !== 'any' || (index > 0 && index < parts.length - 1));
        return { kind: 'test', span, field: undefined, modifiers: [], values: [valueText(inner)] };
      }),
    );
  }

  /** A test of the file name of a path. */
  #baseName(field: string, pattern: TextPattern, span: Span): RuleNode {
    const { parts, folds } = pattern;
    const [first] = parts;
    const message = `the search takes the file name of ${field}; a path without a folder does not fit ${field}|endswith`;
    if (parts.length === 1 && first?.kind === 'any') return textNode(field, pattern, span);
    if (first?.kind === 'any' && parts.length === 2 && parts[1]?.kind === 'literal' && !parts[1].text.includes('\\'))
      return textNode(field, pattern, span);
    if (parts.every((part) => part.kind === 'literal')) {
      const text = parts.map((part) => (part.kind === 'literal' ? part.text : '')).join('');
      if (!FULL_PATHS.has(foldName(field)) || !/\.\w+$/.test(text)) this.#notes.approximate(span, 'file name', message);
      return textNode(field, { parts: [{ kind: 'any' }, { kind: 'literal', text: `\\${text}` }], folds }, span);
    }
    const source = parts.map((part) =>
      part.kind === 'any' ? '[^\\\\]*' : part.kind === 'one' ? '[^\\\\]' : escapePcre(part.text),
    );
    return this.#regexNode(field, `(?:^|\\\\)${source.join('')}$`, folds && hasCase(parts), span);
  }

  #regexNode(field: string, source: string, folds: boolean, span: Span): RuleNode {
    return { kind: 'test', span, field, modifiers: ['re', ...(folds ? ['i'] : [])], values: [source] };
  }

  #match(expr: Match): RuleNode {
    const { value, pattern, origin } = expr;
    if (metadataOf(expr) !== undefined) return this.#metadata(expr, false);
    if (value.kind === 'case') return this.#choice(value, (one) => this.#match({ ...expr, value: one }));
    const texts = textPatternOf(pattern);
    if (texts) return this.#text(value, [texts], origin);
    switch (pattern.kind) {
      case 'present':
        return this.#present(value, origin);
      case 'number':
        return this.#number(value, pattern.op, Number(pattern.text), origin);
      case 'network':
        return this.#networks(value, [pattern.text], origin);
      case 'regex':
        return this.#regex(value, pattern.source, origin);
      case 'dynamic':
        return this.#fieldReference(value, pattern.pattern, pattern.part, pattern.case !== 'sensitive', origin);
      default:
        return this.#unsupported(origin, pattern.kind, 'a rule cannot say this');
    }
  }

  #present(value: Expr, span: Span): RuleNode {
    if (value.kind === 'literal') return constant(value.value !== null);
    if (value.kind === 'case') return this.#choice(value, (one) => this.#present(one, span));
    if (value.kind === 'call' && value.fn === DERIVED.group) {
      const [of, source] = value.args;
      if (of && source?.kind === 'literal') return this.#regex(of, unnamed(String(source.value)), span);
    }
    const subject = this.#subject(value);
    if (!subject) return this.#unsupported(span, 'null', 'a rule cannot ask whether a computed value is there');
    if (subject.isBaseName) return this.#regexNode(subject.field, '[^\\\\]$', false, span);
    return { kind: 'test', span, field: subject.field, modifiers: [], values: ['*'] };
  }

  /** A test for a value that is null or missing. */
  #absent(value: Expr, span: Span): RuleNode {
    const subject = value.kind === 'field' ? this.#subject(value) : undefined;
    if (!subject) return negate(this.#present(value, span));
    return { kind: 'test', span, field: subject.field, modifiers: [], values: [null] };
  }

  /** The name of the field that a value is; undefined for a value that is computed. */
  fieldOf(value: Expr): string | undefined {
    const subject = this.#subject(value);
    return subject && !subject.isBaseName && !subject.folding ? subject.field : undefined;
  }

  #regex(value: Expr, source: string, span: Span): RuleNode {
    const shape = regexShape(source);
    if (shape)
      return this.#text(
        value,
        shape.alternatives.map((parts) => ({ parts, folds: shape.folds })),
        span,
      );
    if (value.kind === 'case') return this.#choice(value, (one) => this.#regex(one, source, span));
    const subject = this.#subject(value);
    if (!subject || subject.isBaseName || subject.folding)
      return this.#unsupported(span, 'regex', 'a rule takes regular expressions on fields of events only');
    const flags = /^\(\?([imsdu]+)\)/.exec(source);
    const kept = [...(flags?.[1] ?? '')].filter((flag) => 'ims'.includes(flag));
    const test: RuleNode = {
      ...{ kind: 'test', span, field: subject.field },
      modifiers: ['re', ...kept],
      values: [
        source
          .slice(flags?.[0].length ?? 0)
          .replaceAll('[\\s\\v]', '\\s')
          .replaceAll('[^\\s\\v]', '\\S'),
      ],
    };
    return test;
  }

  /** A test of what the platform knows of a message: its log source says it, or nothing does. */
  #metadata(expr: Expr, isNegated: boolean): RuleNode {
    const name = metadataOf(expr)!;
    if (isNegated || foldName(name) !== '_sourcecategory') {
      const message = `${name} is known to the platform only; the rule does not ask for it`;
      this.#notes.approximate(expr.origin, 'metadata', message);
    }
    return constant(true);
  }

  #number(value: Expr, op: Compare['op'], number: number, span: Span): RuleNode {
    if (value.kind === 'case') return this.#choice(value, (one) => this.#number(one, op, number, span));
    if (value.kind === 'literal') return constant(compareValues(op, value.value, number, NUMBERS));
    if (value.kind === 'call' && value.fn === 'text.length' && value.args[0])
      return this.#length(value.args[0], op, number, span);
    const score = scoreTest(value, op, number, (one) => this.write(one));
    if (score) return score;
    const plain = value.kind === 'call' && CASTS.has(value.fn) ? value.args[0]! : value;
    const subject = this.#subject(plain);
    if (!subject || subject.isBaseName)
      return this.#unsupported(span, 'arithmetic', 'a rule compares fields of events, not what is computed of them');
    if (!isDecimalField(subject.field)) {
      const message = `a rule takes numbers in ${subject.field} that are written as 0x…, too, the search those as 1.0 or 1e0`;
      this.#notes.approximate(span, 'number', message);
    }
    const test = (modifiers: readonly string[]): RuleNode => ({
      ...{ kind: 'test', span, field: subject.field },
      ...{ modifiers, values: [number] },
    });
    if (op === 'eq') return test([]);
    if (op === 'ne') return join('and', [this.#present(plain, span), negate(test([]))]);
    return test([OPERATORS[op]]);
  }

  /** A test of how long a text is, as a regular expression. */
  #length(of: Expr, op: Compare['op'], number: number, span: Span): RuleNode {
    const subject = this.#subject(of);
    const least = op === 'gt' ? Math.floor(number) + 1 : op === 'ge' ? Math.ceil(number) : undefined;
    if (!subject || subject.isBaseName || least === undefined || least > 1000)
      return this.#unsupported(span, 'length', 'a rule cannot compare the length of a value');
    return { kind: 'test', span, field: subject.field, modifiers: ['re', 's'], values: [`^.{${Math.max(0, least)},}`] };
  }

  #compare(expr: Compare): RuleNode {
    if (metadataOf(expr) !== undefined) return this.#metadata(expr, expr.op === 'ne');
    const { left, right, op, origin, textCase } = expr;
    if (left.kind === 'literal' && right.kind !== 'literal')
      return this.#compare({ ...expr, left: right, right: left, op: FLIPPED[op] });
    if (right.kind !== 'literal') return this.#compareFields(expr);
    if (left.kind === 'case') return this.#choice(left, (value) => this.#compare({ ...expr, left: value }));
    if (left.kind === 'literal') return constant(compareValues(op, left.value, right.value, NUMBERS));
    const { value } = right;
    if (typeof value === 'boolean' && left.kind !== 'field') {
      const holds = this.write(left);
      return (op === 'eq') === value ? holds : negate(holds);
    }
    if (typeof value === 'number') {
      if (expr.numbers === 'either') return this.#number(left, op, value, origin);
      return this.#text(left, [{ parts: textParts(String(value), 'whole'), folds: false }], origin);
    }
    if (value === null) return constant(false);
    const pattern = { parts: textParts(String(value), 'whole'), folds: textCase !== 'sensitive' };
    if (op === 'eq') return this.#text(left, [pattern], origin);
    if (op === 'ne') return join('and', [this.#present(left, origin), negate(this.#text(left, [pattern], origin))]);
    return this.#unsupported(origin, 'order', 'a rule cannot ask which of two texts comes first');
  }

  #compareFields({ left, right, op, origin, textCase }: Compare): RuleNode {
    const isFolded = [left, right].every((side) => side.kind === 'call' && side.fn === 'text.lower');
    if (op !== 'eq' && op !== 'ne')
      return this.#unsupported(origin, 'order', 'a rule cannot order the values of two fields');
    const equal = this.#fieldReference(left, right, 'whole', isFolded || textCase !== 'sensitive', origin);
    if (op === 'eq') return equal;
    return join('and', [this.#present(left, origin), this.#present(right, origin), negate(equal)]);
  }

  #fieldReference(left: Expr, right: Expr, part: string, folds: boolean, span: Span): RuleNode {
    const [a, b] = [this.#subject(left), this.#subject(right)];
    const place = PLACES[part];
    if (!a || !b || a.isBaseName || b.isBaseName || !place)
      return this.#unsupported(span, 'fieldref', 'a rule compares two fields of events, not what is computed of them');
    if (!folds)
      this.#notes.approximate(span, 'fieldref', 'a rule compares two fields without letter case, the search with it');
    return { kind: 'test', span, field: a.field, modifiers: ['fieldref', ...place], values: [b.field] };
  }

  #networks(value: Expr, networks: readonly string[], span: Span): RuleNode {
    const plain =
      value.kind === 'call' && /^text\.replace/.test(value.fn) && isMappedPrefix(value.args[1])
        ? value.args[0]!
        : value;
    const subject = this.#subject(plain);
    if (!subject || subject.isBaseName || networks.some((one) => !parseNetwork(one)))
      return this.#unsupported(span, 'cidr', 'a rule tests addresses in fields of events only');
    if (plain === value && networks.some((one) => !one.includes(':')))
      this.#notes.approximate(span, 'cidr', 'a rule takes IPv4 addresses that IPv6 maps (::ffff:…), too');
    return { kind: 'test', span, field: subject.field, modifiers: ['cidr'], values: networks };
  }

  #call(expr: Extract<Expr, { kind: 'call' }>): RuleNode {
    const { fn, args, origin } = expr;
    const [first, second, third] = args;
    if (!first) return this.#unsupported(origin, fn, 'a rule cannot say this');
    if (first.kind === 'case' && fn.startsWith('test.'))
      return this.#choice(first, (value) => this.#call({ ...expr, args: [value] }));
    switch (fn) {
      case 'test.null':
        return this.#absent(first, origin);
      case 'test.empty':
        return join('or', [this.#absent(first, origin), this.#text(first, [EMPTY], origin)]);
      case 'test.blank':
        return join('or', [this.#absent(first, origin), this.#regex(first, '^\\s*$', origin)]);
      case 'text.contains':
        if (second?.kind === 'literal')
          return this.#text(first, [{ parts: textParts(String(second.value), 'anywhere'), folds: false }], origin);
        break;
      case 'ip.isPrivate':
        return this.#networks(first, PRIVATE, origin);
      case 'ip.sameNetwork':
        if (second?.kind === 'literal' && third?.kind === 'literal') {
          const text = `${second.value}/${third.value}`;
          const network = parseNetwork(text);
          if (network && !hasHostBits(network)) return this.#networks(first, [text], origin);
        }
        break;
    }
    return this.#unsupported(
      origin,
      fn,
      `a rule has no form for ${fn.replace(/^.*\./, '')} of ${fn.replace(/\..*$/, '')}`,
    );
  }

  #search({ text, form, origin }: Extract<Expr, { kind: 'search' }>): RuleNode {
    const raw = form === 'phrase' ? RAW_FIELD.exec(text.replace(/\s*:\s*/, ':')) : undefined;
    if (raw) return textNode(raw[1]!, { parts: textParts(raw[2]!, 'whole'), folds: true }, origin);
    const message =
      'the search looks for whole words in the message, names of fields included; keywords of a rule for any part of the values';
    this.#notes.approximate(origin, 'keywords', message);
    const parts: WildcardPart[] =
      form === 'phrase'
        ? [{ kind: 'literal', text }]
        : textPatternOf({ kind: 'wildcard', text, case: 'unicode', question: true })!.parts.slice();
    return { kind: 'test', span: origin, field: undefined, modifiers: [], values: [valueText(parts)] as RuleValue[] };
  }
}

/** Why a value cannot be tested. */
function reasonOf(value: Expr): string {
  let isParsed = false;
  walkExpr(value, (one) => {
    if (one.kind === 'call' && (one.fn === DERIVED.other || one.fn === DERIVED.group)) isParsed = true;
  });
  return isParsed
    ? 'this is taken out of a text by a parse or a table; a rule tests fields of events only'
    : 'a rule tests fields of events, not what is computed of them';
}

const NO_HEADER = { channel: undefined, provider: undefined, eventId: undefined };

/** True for another name of a System element, such as `EventCode` for `EventID`. */
const isAliasOf = (folded: string, system: string): boolean =>
  foldName(system) !== folded &&
  aliasesOf(folded, 'evtx', NO_HEADER).includes(foldName(system)) &&
  /^event/.test(folded);

/** Fields in which Windows writes the whole path of a file. */
const FULL_PATHS = new Set([
  ...['image', 'parentimage', 'newprocessname', 'parentprocessname', 'processname', 'sourceimage', 'targetimage'],
  ...['imageloaded', 'targetfilename', 'application'],
]);

const NUMBERS = { text: 'sensitive', numbers: 'either', nulls: 'false' } as const;
const EMPTY: TextPattern = { parts: [], folds: false };
const CASTS = new Set(['cast.long', 'cast.double', 'cast.text']);
const FLIPPED = { eq: 'eq', ne: 'ne', lt: 'gt', le: 'ge', gt: 'lt', ge: 'le' } as const;
const PLACES: Readonly<Record<string, readonly string[] | undefined>> = {
  whole: [],
  start: ['startswith'],
  end: ['endswith'],
  anywhere: ['contains'],
};

/** Fields of messages that no event has. */
const METADATA_ONLY = new Set([
  ...['_sourcecategory', '_collector', '_source', '_index', '_view', '_datatier', '_contenttype', '_siemforward'],
]);

/** The metadata that a condition tests; undefined for a test of anything else. */
function metadataOf(expr: Expr): string | undefined {
  const of = expr.kind === 'match' ? expr.value : expr.kind === 'compare' ? expr.left : undefined;
  return of?.kind === 'field' && METADATA_ONLY.has(foldName(of.name)) ? of.name : undefined;
}

const isMappedPrefix = (expr: Expr | undefined): boolean =>
  expr?.kind === 'literal' && /::ffff:/i.test(String(expr.value));

/** A regular expression without the name of its group. */
const unnamed = (source: string): string => source.replace(/\(\?<\w+>/g, '(?:');

const escapePcre = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

/** A pattern on a value that was folded first: letter case no longer counts, or the pattern can never fit. */
function foldedPattern(pattern: TextPattern, folding: 'lower' | 'upper' | undefined): TextPattern | undefined {
  if (!folding) return pattern;
  const fits = pattern.parts.every(
    (part) =>
      part.kind !== 'literal' ||
      part.text === (folding === 'lower' ? part.text.toLowerCase() : part.text.toUpperCase()),
  );
  return fits || pattern.folds ? { ...pattern, folds: true } : undefined;
}
